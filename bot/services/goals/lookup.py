"""Finding a goal by what somebody types."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlmodel import col

from bot.services import typed
from bot.services.errors import RefusedError
from db.session import Session
from db.tables import Goal, GoalState


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
    rows = session.execute(
        typed.holding(_in(community_id).where(col(Goal.state).in_(states)), Goal, text)
    )
    return [_named(*row) for row in rows]


def resolve(session: Session, community_id: int, text: str) -> NamedGoal:
    """Return the goal that is meant by a name, or by an id as autocomplete sends it.

    The newest of several archived ones; `NoSuchGoalError` if there is none.
    """
    row = typed.meant(session, _in(community_id), Goal, text)
    if row is None:
        raise NoSuchGoalError(given=text.strip()[:80])
    return _named(*row)


def _in(community_id: int) -> Select[int, str, str]:
    return select(col(Goal.id), col(Goal.name), col(Goal.state)).where(
        col(Goal.community_id) == community_id
    )


def _named(goal_id: int, name: str, state: str) -> NamedGoal:
    return NamedGoal(goal_id, name, GoalState(state))
