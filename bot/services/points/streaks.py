"""Streaks: days in a row, by the community's calendar, on which a member took part."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select, update
from sqlmodel import col

from bot.services import events
from bot.services.events import NewEvent
from bot.services.state import Cells, Change, Loaded, State, Upsert
from db.parts import Bulk
from db.session import Session
from db.statement import BulkStatement, Statement, among, equals, param, params
from db.tables import Streak
from db.upsert import insert_row

_DAY = timedelta(days=1)


class StreakRow(NamedTuple):
    """A streak as it is stored: how many days, the most ever, and the last of them."""

    days: int
    best: int
    last_day: date


_STREAKS = Statement(
    select(col(Streak.member_id), *(getattr(Streak, name) for name in StreakRow._fields)).where(
        *equals(Streak.community_id), among(Streak.member_id, "member_ids")
    )
)
_WRITE = Upsert(
    BulkStatement(insert_row(Streak)),
    BulkStatement(
        update(Streak)
        .where(
            *equals(Streak.community_id, Streak.member_id),
            col(Streak.last_day) == param("before"),
        )
        .values(**params("days", "best", "last_day")),
        at_once=True,
    ),
)


def _load(loaded: Loaded, keys: Collection[int]) -> dict[int, StreakRow]:
    rows = loaded.session.run(_STREAKS, community_id=loaded.community_id, member_ids=keys)
    return {row[0]: StreakRow(*row[1:]) for row in rows}


def _write(community_id: int, changes: Sequence[Change[int, StreakRow]]) -> Sequence[Bulk]:
    rows = [
        (
            before is not None,
            {
                "community_id": community_id,
                "member_id": member_id,
                "before": before and before.last_day,
                **after._asdict(),
            },
        )
        for member_id, before, after in changes
    ]
    return _WRITE.of(rows)


STREAKS = Cells[int, StreakRow]("streak", _load, _write)
"""Streaks by member."""


@dataclass(frozen=True)
class StreakNow:
    """A streak as it stands: `days` so far (0: none goes on), the `best` ever."""

    days: int = 0
    best: int = 0


def extend(state: State, member_id: int, day: date) -> None:
    """Count a day on which a member took part, once; a day before the last one is too late.

    A streak that grows raises `streak_reached`.
    """
    streak = state.get(STREAKS, member_id)
    if streak is None:
        state.set(STREAKS, member_id, StreakRow(1, 1, day))
        return
    if day <= streak.last_day:
        return
    goes_on = streak.last_day >= first_day(day, state.community.reached_on)
    days = streak.days + 1 if goes_on else 1
    state.set(STREAKS, member_id, StreakRow(days, max(streak.best, days), day))
    if days > 1:
        event = NewEvent(
            state.community_id,
            "streak_reached",
            f"streak:{member_id}:{day}",
            member_id,
            state.now,
            data={"days": days},
        )
        events.raise_in(state, event)


def current(session: Session, community_id: int, member_id: int) -> StreakNow:
    """Return a member's streak; one that today can still go on counts as going on."""
    return now_in(State(Loaded(session, community_id, locks=False)), member_id)


def now_in(state: State, member_id: int) -> StreakNow:
    """Return a member's streak; as `current` does."""
    streak = state.get(STREAKS, member_id)
    if streak is None:
        return StreakNow()
    today = state.day(state.now)
    goes_on = streak.last_day >= first_day(today, state.community.reached_on)
    return StreakNow(streak.days if goes_on else 0, streak.best)


def first_day(day: date, reached_on: date | None) -> date:
    """Return the first day from which a streak reaches a day.

    That is the day before. A day on which the time zone changed (`reached_on`) may have ended
    early, so nobody loses a streak by missing that one.
    """
    before = day - _DAY
    return before - _DAY if before == reached_on else before
