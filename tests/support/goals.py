"""Goals to test with, and members who do something for them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import col, select

from bot.services.actors import Person
from bot.services.goals import editing, progress
from bot.services.goals.fields import GoalChanges
from db.session import Session
from db.tables import Event, GoalProgress, Period
from tests.support.factories import BOSS, CLUB
from tests.support.pipeline import deciding


def goal(
    session: Session,
    name: str = "Writer",
    period: Period = Period.WEEKLY,
    *,
    action: str | None = "post_created",
    target: int = 3,
    reward: str | None = None,
    count_all: bool = False,
    by: Person = BOSS,
) -> int:
    """Make a goal and return its id."""
    changes = GoalChanges(
        name=name,
        period=period,
        action=action,
        target=target,
        reward=reward,
        count_all="yes" if count_all else "no",
    )
    return editing.create(session, by, changes).goal.goal_id


def do(
    session: Session,
    who: Person,
    times: int = 1,
    *,
    action: str = "post_created",
    count: int = 1,
    counted: int | None = None,
    points: int = 0,
    at: datetime | None = None,
    depth: int = 0,
) -> Event:
    """Let a member do something so many times, each of them an event; return the last.

    `counted`: how many of it the earning rule let count; None: all.
    """
    event = Event(
        community_id=who.community_id,
        id=session.new_id(),
        trigger=action,
        key=f"test:{session.new_id()}",
        member_id=who.member_id,
        happened_at=at or session.now,
        created_at=session.now,
        depth=depth,
    )
    for _ in range(times):
        deciding(
            session,
            lambda state: progress.advance(
                state, event, action, count, count if counted is None else counted, points
            ),
            community_id=who.community_id,
        )
    return event


def reverse(
    session: Session, event: Event, action: str, count: int, counted: int, points: int
) -> None:
    """Undo what `do` did."""
    deciding(
        session,
        lambda state: progress.reverse(state, event, action, count, counted, points),
        community_id=event.community_id,
    )


def reached(
    session: Session, goal_id: int, who: Person, community_id: int = CLUB
) -> dict[date, tuple[int, bool]]:
    """Return how far a member is, and whether they completed it, by the period's first day."""
    rows = session.exec(
        select(GoalProgress).where(
            GoalProgress.community_id == community_id,
            GoalProgress.goal_id == goal_id,
            GoalProgress.member_id == who.member_id,
        )
    )
    return {row.begins_on: (row.amount, row.completed_at is not None) for row in rows}


def completions(session: Session, community_id: int = CLUB) -> Sequence[tuple[int, dict[str, Any]]]:
    """Return who completed what, in the order in which it was told."""
    rows = session.exec(
        select(Event)
        .where(Event.community_id == community_id, Event.trigger == "goal_completed")
        .order_by(col(Event.id))
    )
    return [(row.member_id or 0, row.data) for row in rows]
