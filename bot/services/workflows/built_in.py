"""Workflows that are code: no row holds one and no list shows it."""

from bot.services.workflows.draft_tree import Data


def goal_reward(reward_id: int) -> Data:
    """Return the definition that gives a goal's reward to whoever completes the goal."""
    return {
        "trigger": {"type": "goal_completed"},
        "steps": [{"type": "assign_reward", "reward": str(reward_id)}],
    }
