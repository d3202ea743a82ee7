"""Workflows that are code: no row holds one and no list shows it."""

from functools import lru_cache

from bot.services.workflows.definition import Definition
from bot.services.workflows.draft_tree import Data


def goal_reward(reward_id: int) -> Data:
    """Return the definition that gives a goal's reward to whoever completes the goal."""
    return {
        "trigger": {"type": "goal_completed"},
        "steps": [{"type": "assign_reward", "reward": str(reward_id)}],
    }


@lru_cache(maxsize=1_000)
def goal_reward_definition(reward_id: int) -> Definition:
    """Return the same, compiled."""
    return Definition.model_validate(goal_reward(reward_id))
