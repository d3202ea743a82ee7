"""Streaks: days in a row, by the community's calendar, on which a member took part."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, select
from sqlmodel import col

from bot.services import calendar, events
from bot.services.events import NewEvent
from db.session import Session
from db.statement import Statement, param, params
from db.tables import Community, Streak
from db.upsert import insert

_DAY = timedelta(days=1)

_AND_ONE_MORE = case((col(Streak.last_day) >= param("floor"), Streak.days + 1), else_=1)
_EXTEND = Statement(
    insert(Streak)
    .values(
        **params("community_id", "member_id"),
        days=1,
        best=1,
        last_day=param("day"),
    )
    .on_conflict_do_update(
        index_elements=["community_id", "member_id"],
        set_={
            "days": _AND_ONE_MORE,
            "best": case((col(Streak.best) > _AND_ONE_MORE, col(Streak.best)), else_=_AND_ONE_MORE),
            "last_day": param("day"),
        },
        where=col(Streak.last_day) < param("day"),
    )
    .returning(col(Streak.days))
)
_REACHED = Statement(
    select(col(Community.reached_on)).where(col(Community.id) == param("community_id"))
)


@dataclass(frozen=True)
class StreakNow:
    """A streak as it stands: `days` so far (0: none goes on), the `best` ever."""

    days: int = 0
    best: int = 0


def extend(session: Session, community_id: int, member_id: int, day: date) -> None:
    """Count a day on which a member took part, once; a day before the last one is too late.

    A streak that grows raises `streak_reached`.
    """
    rows = session.run(
        _EXTEND,
        community_id=community_id,
        member_id=member_id,
        day=day,
        floor=_floor(session, community_id, day),
    )
    if rows and rows[0].days > 1:
        event = NewEvent(
            community_id,
            "streak_reached",
            f"streak:{member_id}:{day}",
            member_id,
            session.now,
            data={"days": rows[0].days},
        )
        events.store(session, [event])


def current(session: Session, community_id: int, member_id: int) -> StreakNow:
    """Return a member's streak; one that today can still go on counts as going on."""
    streak = session.get(Streak, (community_id, member_id))
    if streak is None:
        return StreakNow()
    floor = _floor(session, community_id, calendar.today(session, community_id))
    return StreakNow(streak.days if streak.last_day >= floor else 0, streak.best)


def _floor(session: Session, community_id: int, day: date) -> date:
    (row,) = session.run(_REACHED, community_id=community_id)
    return first_day(day, row.reached_on)


def first_day(day: date, reached_on: date | None) -> date:
    """Return the first day from which a streak reaches a day.

    That is the day before. A day on which the time zone changed (`reached_on`) may have ended
    early, so nobody loses a streak by missing that one.
    """
    before = day - _DAY
    return before - _DAY if before == reached_on else before
