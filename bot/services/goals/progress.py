"""How far members are: what they do moves every goal that counts it, in the period it belongs to.

A period of a goal is one row for each member, so nothing completes it twice: not a second event
at the same moment, not one that comes late, not a community that changes its time zone.
"""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, case, select, type_coerce, update
from sqlalchemy.orm import Mapped
from sqlmodel import col

from bot.services import events
from bot.services.calendar import day_of, period_start, still_counts
from bot.services.events import NewEvent
from bot.services.goals.terms import by_period, in_force
from db.session import Session
from db.statement import Statement, equals, param
from db.tables import Event, Goal, GoalProgress, GoalState, GoalTerms, Period
from db.upsert import insert

_POINTS = type_coerce(param("points"), BigInteger)
_COUNT = case(
    (col(GoalTerms.count_all), type_coerce(param("count"), BigInteger)),
    else_=type_coerce(param("counted"), BigInteger),
)
"""How much of an action counts: all of it, or what its earning rule lets count."""


def _concerned(*columns: Mapped[Any] | ColumnElement[Any]) -> Select[Any]:
    """Select from the goals that something moves, with the terms of the period it belongs to.

    In the order of ids: two events of one member take the same rows in the same order.
    """
    return (
        select(*columns)
        .select_from(Goal)
        .join(GoalTerms, in_force(param))
        .where(
            col(Goal.community_id) == param("community_id"),
            col(Goal.state) == GoalState.ACTIVE,
            col(Goal.created_at) <= param("happened_at"),
            (col(GoalTerms.action).is_(None) & (_POINTS > 0))
            | ((col(GoalTerms.action) == param("action")) & (_COUNT > 0)),
        )
        .order_by(col(Goal.id))
    )


class ConcernedGoal(NamedTuple):
    """A goal that something moves, and what it asks in the period."""

    id: int
    name: str
    period: str
    action: str | None
    target: int
    reward_id: int | None
    count_all: bool


_CONCERNED = Statement(
    _concerned(
        col(Goal.id),
        col(Goal.name),
        col(Goal.period),
        col(GoalTerms.action),
        col(GoalTerms.target),
        col(GoalTerms.reward_id),
        col(GoalTerms.count_all),
    )
)
# One statement, however many goals there are: this is done for every message.
_adding = insert(GoalProgress).from_select(
    ["community_id", "goal_id", "member_id", "begins_on", "amount"],
    _concerned(
        col(Goal.community_id),
        col(Goal.id),
        type_coerce(param("member_id"), BigInteger),
        by_period(param),
        case((col(GoalTerms.action).is_(None), _POINTS), else_=_COUNT),
    ),
    include_defaults=False,
)
_ADD = Statement(
    _adding.on_conflict_do_update(
        index_elements=["community_id", "goal_id", "member_id", "begins_on"],
        set_={"amount": GoalProgress.amount + _adding.excluded.amount},
    ).returning(col(GoalProgress.goal_id), col(GoalProgress.amount))
)
_ROW = equals(
    GoalProgress.community_id,
    GoalProgress.goal_id,
    GoalProgress.member_id,
    GoalProgress.begins_on,
)
_COMPLETE = Statement(
    update(GoalProgress)
    .where(
        *_ROW,
        col(GoalProgress.completed_at).is_(None),
        col(GoalProgress.amount) >= param("target"),
    )
    .values(completed_at=param("at"))
    .returning(col(GoalProgress.amount))
)
_GIVE_BACK = Statement(
    update(GoalProgress)
    .where(
        *_ROW,
        col(GoalProgress.completed_at).is_(None),
        col(GoalProgress.amount) >= param("amount"),
    )
    .values(amount=GoalProgress.amount - param("amount"))
    .returning(col(GoalProgress.amount))
)


def advance(
    session: Session, event: Event, action: str, count: int, counted: int, points: int
) -> None:
    """Count what a member did for every goal that it concerns.

    `count`: how often the action was done; `counted`: how many of those its earning rule let
    count; `points`: what that paid. Who completes a goal by it raises `goal_completed`,
    once in each period.
    """
    what = _what(session, event, action, count, counted, points)
    added = session.run(_ADD, **what, member_id=event.member_id)
    reached = {row.goal_id: row.amount for row in added}
    if not reached:
        return
    for goal in session.run(_CONCERNED, **what):
        if reached.get(goal.id, 0) < goal.target:
            continue
        row = _row(event, goal, what)
        if session.run(_COMPLETE, **row, target=goal.target, at=event.happened_at):
            _raise_completed(session, event, goal, row["begins_on"])


def reverse(
    session: Session, event: Event, action: str, count: int, counted: int, points: int
) -> None:
    """Undo what `advance` did with the same numbers, where the goal is not completed yet."""
    what = _what(session, event, action, count, counted, points)
    for goal in session.run(_CONCERNED, **what):
        amount = amount_for(goal, count, counted, points)
        session.run(_GIVE_BACK, **_row(event, goal, what), amount=amount)


def amount_for(goal: ConcernedGoal, count: int, counted: int, points: int) -> int:
    """Return how far an action brings a goal: in points, or by all or the counted times."""
    if goal.action is None:
        return points
    return count if goal.count_all else counted


def _what(
    session: Session, event: Event, action: str, count: int, counted: int, points: int
) -> dict[str, Any]:
    """Return what decides which goals are concerned, the periods by their first days included."""
    day = day_of(session, event.community_id, event.happened_at)
    today = day_of(session, event.community_id, session.now)
    return {
        "community_id": event.community_id,
        "happened_at": event.happened_at,
        "action": action,
        "count": count,
        "counted": counted,
        "points": points,
    } | {
        # In a period that is over for too long no goal asks anything.
        str(period): period_start(period, day) if still_counts(period, day, today) else date.min
        for period in Period
    }


def _row(event: Event, goal: ConcernedGoal, what: dict[str, Any]) -> dict[str, Any]:
    """Return the key of a member's row in a goal's period."""
    return {
        "community_id": event.community_id,
        "goal_id": goal.id,
        "member_id": event.member_id,
        "begins_on": what[goal.period],
    }


def _raise_completed(session: Session, event: Event, goal: ConcernedGoal, begins_on: date) -> None:
    once = f"goal:{goal.id}:{event.member_id}:{begins_on.isoformat()}"
    completion = NewEvent(
        event.community_id,
        "goal_completed",
        key=once,
        fact=once,  # stays when the event is forgotten, and the member erased
        member_id=event.member_id,
        at=event.happened_at,
        data={
            "goal": str(goal.id),
            "goal_name": goal.name,
            "reward": str(goal.reward_id) if goal.reward_id else None,
            "begins_on": begins_on.isoformat(),
        },
        depth=event.depth,
    )
    events.store(session, [completion])
