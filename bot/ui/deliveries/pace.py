"""The rate of direct messages (a token bucket), so that Discord does not treat them as spam."""

import time
from collections.abc import Callable

A_MINUTE = 60
"""Direct messages a minute from one process, in the long run."""

AT_ONCE = 10
"""How many may be sent in a row after a quiet time."""


class Pace:
    """A token bucket for messages; `clock` returns seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._room = float(AT_ONCE)
        self._checked_at = clock()

    def allows(self) -> bool:
        """Return whether a message may go out now."""
        now = self._clock()
        self._room = min(AT_ONCE, self._room + (now - self._checked_at) * A_MINUTE / 60)
        self._checked_at = now
        return self._room >= 1

    def spend(self) -> None:
        """Note that one went out."""
        self._room -= 1
