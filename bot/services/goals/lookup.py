"""Finding a goal by what somebody types."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import col

from bot.services.errors import RefusedError
from bot.services.lookup import Lookup
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


_GOALS = Lookup(
    Goal, lambda id_, name, state: NamedGoal(id_, name, GoalState(state)), NoSuchGoalError
)

resolve = _GOALS.resolve


def find_names(
    session: Session,
    community_id: int,
    text: str = "",
    *,
    states: Collection[GoalState] = (GoalState.ACTIVE,),
) -> list[NamedGoal]:
    """Return up to 25 goals whose name holds the text; those that begin with it come first."""
    return _GOALS.find(session, community_id, text, col(Goal.state).in_(states))
