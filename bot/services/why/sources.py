"""By which goals and workflows rewards come, for members to read in the store."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bot.services import calendar
from bot.services.calendar import period_start
from bot.services.goals import progress
from bot.services.goals.terms import in_force
from bot.services.workflows.versions import workflows_by_reward
from db.session import Session
from db.tables import Period, WorkflowState


@dataclass
class Sources:
    """By what a reward comes now: goals with their period, and enabled workflows, by name."""

    goals: list[tuple[str, Period]] = field(default_factory=list)
    workflows: list[str] = field(default_factory=list)


def of_rewards(
    session: Session, community_id: int, reward_ids: Collection[int]
) -> Mapping[int, Sources]:
    """Return by what rewards come, by their ids; what is archived or off brings nothing."""
    if not reward_ids:
        return {}
    found: dict[int, Sources] = {}
    today = calendar.today(session, community_id)
    for goal in progress.active(session, community_id):
        terms = in_force(goal.terms, period_start(goal.period, today))
        reward_id = terms and terms.reward_id
        if reward_id is not None and reward_id in reward_ids:
            found.setdefault(reward_id, Sources()).goals.append((goal.name, goal.period))
    giving = workflows_by_reward(session, community_id, WorkflowState.ENABLED)
    for reward_id in reward_ids:
        names = [workflow.name for workflow in giving.get(reward_id, ())]
        if names:
            found.setdefault(reward_id, Sources()).workflows = names
    return found
