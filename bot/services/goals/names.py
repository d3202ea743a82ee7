"""Finding a goal by what somebody types."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import case, select
from sqlmodel import col

from bot.services.catalogue.fields import fold, one_line
from bot.services.catalogue.names import MOST_NAMES
from bot.services.errors import RefusedError
from db.session import Session
from db.tables import Goal, GoalState

_LARGEST_ID = 2**63 - 1


class NoSuchGoalError(RefusedError):
    """Nothing is called so."""

    message = "goal-no-such"


@dataclass(frozen=True)
class NamedGoal:
    """A goal as far as its name tells."""

    goal_id: int
    name: str
    state: GoalState


def find_names(
    session: Session,
    community_id: int,
    text: str = "",
    *,
    states: Collection[GoalState] = (GoalState.ACTIVE,),
) -> list[NamedGoal]:
    """Return up to 25 goals whose name holds the text; those that begin with it come first."""
    wanted = fold(text.strip())
    begins = col(Goal.name_key).startswith(wanted, autoescape=True)
    rows = session.scalars(
        select(Goal)
        .where(
            col(Goal.community_id) == community_id,
            col(Goal.state).in_(states),
            col(Goal.name_key).contains(wanted, autoescape=True),
        )
        .order_by(case((begins, 0), else_=1), col(Goal.name_key), col(Goal.id))
        .limit(MOST_NAMES)
    )
    return [_named(goal) for goal in rows]


def resolve(session: Session, community_id: int, text: str) -> NamedGoal:
    """Return the goal that is meant by a name, or by an id as autocomplete sends it.

    The newest of several archived ones; `NoSuchGoalError` if there is none.
    """
    typed = text.strip()
    if typed.isascii() and typed.isdigit() and len(typed) < 20 and int(typed) <= _LARGEST_ID:
        goal = session.get(Goal, (community_id, int(typed)))
        if goal is not None:
            return _named(goal)
    over = case((col(Goal.state) == GoalState.ARCHIVED, 1), else_=0)
    found = session.scalars(
        select(Goal)
        .where(col(Goal.community_id) == community_id, col(Goal.name_key) == fold(one_line(typed)))
        .order_by(over, col(Goal.id).desc())
        .limit(1)
    ).first()
    if found is None:
        raise NoSuchGoalError(given=typed[:80])
    return _named(found)


def _named(goal: Goal) -> NamedGoal:
    return NamedGoal(goal.id, goal.name, GoalState(goal.state))
