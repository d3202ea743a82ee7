"""Ids: 64 bits, time-ordered, made by the program."""

import random
import threading
from datetime import UTC, datetime, timedelta

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
"""The first millisecond that an id can carry; Discord counts its own from the same day."""

_TAIL_BITS = 22


def _milliseconds(at: datetime) -> int:
    return int((at - EPOCH).total_seconds() * 1000)


def first_id_at(at: datetime) -> int:
    """Return the smallest id that can have been made at a moment; ids tell a time by themselves."""
    return _milliseconds(at) << _TAIL_BITS


def made_at(an_id: int) -> datetime:
    """Return the moment at which an id was made, to the millisecond."""
    return EPOCH + timedelta(milliseconds=an_id >> _TAIL_BITS)


class IdFactory:
    """Make ids that grow: milliseconds since 2015 above 22 bits that start at random.

    Within a millisecond the tail counts up, and overflows into the next millisecond, so ids of
    one process never repeat. Two processes meet only if the ids that they take in the same
    millisecond for the same community overlap; the primary key then refuses the second.
    """

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._last = 0
        self._at = EPOCH, 0
        self._lock = threading.Lock()

    def __call__(self, now: datetime) -> int:
        """Return the next id at `now`."""
        return self.reserve(now, 1)

    def reserve(self, now: datetime, count: int) -> int:
        """Return the first of `count` ids in a row, all of which are the caller's."""
        at, milliseconds = self._at
        if at is not now:  # a transaction has one moment for all its ids
            milliseconds = _milliseconds(now)
            self._at = now, milliseconds
        with self._lock:
            first = self._last + 1
            if milliseconds > self._last >> _TAIL_BITS:
                first = (milliseconds << _TAIL_BITS) | self._rng.getrandbits(_TAIL_BITS - 1)
            self._last = first + count - 1
            return first
