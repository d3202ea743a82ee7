"""reward_claimed: a coupon is bought, or a code first shown."""

from bot.services.workflows.parts import Context, RewardId, Trigger


class RewardClaimed(
    Trigger, key="reward_claimed", example={"reward": "Coffee mug"}, provides=("reward",)
):
    """A member buys a coupon or claims a code; of one reward, if it is set."""

    reward: RewardId | None = None

    def matches(self, context: Context) -> bool:
        """Return whether it is that reward."""
        return self.reward is None or str(self.reward) == context.event.data.get("reward")
