"""What fills in the text of a step: what the steps before it gave, or else the event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.services.workflows.parts import triggers
from db.session import Session
from db.tables import Event, Reward


@dataclass(frozen=True)
class TemplateValues:
    """What fills in the words of a text; None where there is nothing. `points` is an amount."""

    reward: str | None
    points: int | None
    goal: str | None
    place: int | None = None


def load(session: Session, before: Sequence[Mapping[str, Any]], event: Event) -> TemplateValues:
    """Return what fills in the text of a step that comes after these.

    A webhook may have put anything into its event under the same names, so its data is not used.
    """
    data = {} if triggers()[event.trigger].webhook else event.data
    reward_id = _last(before, "reward") or data.get("reward")
    reward = session.get(Reward, (event.community_id, int(reward_id))) if reward_id else None
    return TemplateValues(
        reward=reward.name if reward else None,
        points=_last(before, "points") or data.get("points"),
        goal=data.get("goal_name"),
        place=data.get("place"),
    )


def _last(steps: Sequence[Mapping[str, Any]], setting: str) -> Any:
    """Return a setting of the last step that has it."""
    return next((step[setting] for step in reversed(steps) if setting in step), None)
