"""goal_completed: a member reaches a goal."""

from bot.services.workflows.parts import Context, GoalId, Trigger


class GoalCompleted(
    Trigger,
    key="goal_completed",
    example={"goal": "Ten posts", "only_without_reward": True},
    provides=("goal",),
):
    """A member completes a goal; one of them, or only those without a reward, if so set."""

    goal: GoalId | None = None
    only_without_reward: bool = False

    def matches(self, context: Context) -> bool:
        """Return whether it is that goal, and has no reward of its own."""
        data = context.event.data
        if self.goal is not None and str(self.goal) != data.get("goal"):
            return False
        return not (self.only_without_reward and data.get("reward"))
