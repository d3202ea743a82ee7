"""What all processes together may do only so often, by one row of the database for each rate.

A bucket holds so many at once and fills again by and by. Its row has the one number that decides:
when it will be full again (the generic cell rate algorithm). Each use case is one upsert with a
condition, so no two processes spend the same. The time is the database's, which all of them share.
"""

import time
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import BigInteger, BindParameter, Case, case, cast, extract, func, select, update
from sqlmodel import col

from db.session import Session
from db.statement import Statement, param, params
from db.tables import RateLimit
from db.upsert import insert

OURS = 0
"""The community of what belongs to the program itself; no community has this id."""

_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Rate:
    """One for each `every` in the long run, and `burst` at once after a quiet time."""

    name: str
    every: timedelta
    burst: int = 1

    @property
    def depth(self) -> timedelta:
        """How long an empty bucket takes until it is full."""
        return self.burst * self.every


_CLOCK = Statement(
    select(cast(extract("epoch", func.clock_timestamp()) * 1_000_000, BigInteger).label("now"))
)

_full_at = col(RateLimit.full_at)
_first = insert(RateLimit).values(**params("community_id", "name", full_at="first"))
_key = ["community_id", "name"]


def _later(other: BindParameter[int]) -> Case[int]:
    return case((_full_at > other, _full_at), else_=other)


_spend = {"full_at": _later(param("now")) + param("cost")}
_RESERVE = Statement(
    _first.on_conflict_do_update(index_elements=_key, set_=_spend).returning(_full_at)
)
_TAKE = Statement(
    _first.on_conflict_do_update(
        index_elements=_key, set_=_spend, where=_full_at <= param("latest")
    ).returning(_full_at)
)
_PAUSE = Statement(
    _first.on_conflict_do_update(
        index_elements=_key, set_={"full_at": _later(param("first"))}
    ).returning(_full_at)
)


def reserve(session: Session, rate: Rate, community_id: int = OURS, *, count: int = 1) -> timedelta:
    """Take the next ones, `burst` at the most, and return how long to wait until all may happen.

    It refuses nobody: whoever comes later waits longer.
    """
    now = _now(session)
    (row,) = session.run(_RESERVE, **_spending(rate, community_id, now, count))
    return _length(row.full_at - now, rate.depth)


def take(session: Session, rate: Rate, community_id: int = OURS) -> timedelta:
    """Take one and return zero; or take none, and return how long there will be none."""
    now = _now(session)
    latest = now + _number(rate.depth - rate.every)
    if session.run(_TAKE, latest=latest, **_spending(rate, community_id, now)):
        return timedelta()
    return max(wait(session, rate, community_id), _MICROSECOND)


def _spending(rate: Rate, community_id: int, now: int, count: int = 1) -> dict[str, int | str]:
    cost = _number(count * rate.every)
    return {
        "community_id": community_id,
        "name": rate.name,
        "first": now + cost,
        "now": now,
        "cost": cost,
    }


def wait(session: Session, rate: Rate, community_id: int = OURS) -> timedelta:
    """Return how long there will be none; zero: there is one now."""
    row = session.get(RateLimit, (community_id, rate.name), populate_existing=True)
    if row is None:
        return timedelta()
    return _length(row.full_at - _now(session), rate.depth - rate.every)


def pause(session: Session, rate: Rate, length: timedelta, community_id: int = OURS) -> None:
    """Let there be none for so long."""
    first = _now(session) + _number(length + rate.depth - rate.every)
    session.run(_PAUSE, community_id=community_id, name=rate.name, first=first)


def give_back(session: Session, rate: Rate, community_id: int = OURS) -> None:
    """Give one back that was taken."""
    session.execute(
        update(RateLimit)
        .where(col(RateLimit.community_id) == community_id, col(RateLimit.name) == rate.name)
        .values(full_at=_full_at - _number(rate.every))
    )


def _now(session: Session) -> int:
    """Return the database's time in microseconds, which is this machine's where it is a file."""
    if session.is_sqlite:
        return time.time_ns() // 1000
    (row,) = session.run(_CLOCK)
    now: int = row.now
    return now


def _length(full_in: int, room: timedelta) -> timedelta:
    return max(full_in * _MICROSECOND - room, timedelta())


def _number(length: timedelta) -> int:
    return length // _MICROSECOND
