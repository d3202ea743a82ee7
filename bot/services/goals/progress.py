"""How far members are: what they do moves every goal that counts it, in the period it belongs to.

A period of a goal is one row for each member, so nothing completes it twice: not a second event
at the same moment, not one that comes late, not a community that changes its time zone.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlmodel import col

from bot.services import events
from bot.services.communities import day_of
from bot.services.events import Happening
from bot.services.goals.periods import beginning, still_counts
from bot.services.goals.terms import in_force
from db.session import Session
from db.statement import Statement, param
from db.tables import Event, Goal, GoalProgress, GoalState, GoalTerms, Period
from db.upsert import insert

# In the order of ids: two events of one member take the same rows in the same order.
_CONCERNED = Statement(
    select(
        col(Goal.id),
        col(Goal.name),
        col(Goal.period),
        col(GoalTerms.action),
        col(GoalTerms.target),
        col(GoalTerms.reward_id),
    )
    .join(GoalTerms, in_force(param))
    .where(
        col(Goal.community_id) == param("community_id"),
        col(Goal.state) == GoalState.ACTIVE,
        col(Goal.created_at) <= param("happened_at"),
        col(GoalTerms.action).is_(None) | (col(GoalTerms.action) == param("action")),
    )
    .order_by(col(Goal.id))
)
_ROW = (
    col(GoalProgress.community_id) == param("community_id"),
    col(GoalProgress.goal_id) == param("goal_id"),
    col(GoalProgress.member_id) == param("member_id"),
    col(GoalProgress.begins_on) == param("begins_on"),
)
_ADD = Statement(
    insert(GoalProgress)
    .values(
        community_id=param("community_id"),
        goal_id=param("goal_id"),
        member_id=param("member_id"),
        begins_on=param("begins_on"),
        amount=param("amount"),
    )
    .on_conflict_do_update(
        index_elements=["community_id", "goal_id", "member_id", "begins_on"],
        set_={"amount": GoalProgress.amount + param("amount")},
    )
    .returning(col(GoalProgress.amount))
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


def advance(session: Session, event: Event, action: str, count: int, points: int) -> None:
    """Count what a member did for every goal that it concerns.

    `count`: how often the action was done; `points`: what earning rules paid for it. Who
    completes a goal by it is told of as `goal_completed`, once in each period.
    """
    for goal, row, amount in _moved(session, event, action, count, points):
        moved = session.run(_ADD, **row, amount=amount)
        if moved[0].amount < goal.target:
            continue
        if session.run(_COMPLETE, **row, target=goal.target, at=event.happened_at):
            _tell(session, event, goal, row["begins_on"])


def give_back(session: Session, event: Event, action: str, count: int, points: int) -> None:
    """Undo what `advance` did with the same numbers, where the goal is not completed yet."""
    for _, row, amount in _moved(session, event, action, count, points):
        session.run(_GIVE_BACK, **row, amount=amount)


def _moved(
    session: Session, event: Event, action: str, count: int, points: int
) -> Iterator[tuple[Any, dict[str, Any], int]]:
    """Yield each goal that is moved, the key of the member's row, and by how much."""
    day = day_of(session, event.community_id, event.happened_at)
    today = day_of(session, event.community_id, session.now)
    begins_on = {period: beginning(period, day) for period in Period}
    for goal in session.run(
        _CONCERNED,
        community_id=event.community_id,
        happened_at=event.happened_at,
        action=action,
        **begins_on,
    ):
        period = Period(goal.period)
        amount = points if goal.action is None else count
        if amount > 0 and still_counts(period, day, today):
            row = {
                "community_id": event.community_id,
                "goal_id": goal.id,
                "member_id": event.member_id,
                "begins_on": begins_on[period],
            }
            yield goal, row, amount


def _tell(session: Session, event: Event, goal: Any, begins_on: date) -> None:
    once = f"goal:{goal.id}:{event.member_id}:{begins_on.isoformat()}"
    told = Happening(
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
    events.store(session, [told])
