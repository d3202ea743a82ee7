"""tier_is: the tier that counts for a member."""

from bot.services.points import tiers
from bot.services.workflows.parts import Condition, Context, RoleId


class TierIs(Condition, key="tier_is", example={"role": "1200000000000000011", "or_higher": True}):
    """Holds for members whose highest tier is this one, or a higher one if that will do."""

    role: RoleId
    or_higher: bool = False

    def check(self, context: Context) -> bool:
        """Compare with the highest tier among their roles."""
        every = tiers.every_in(context.state)
        wanted = next((tier for tier in every if tier.role_id == self.role), None)
        has = tiers.highest(every, context.member.role_ids)
        if wanted is None or has is None:
            return False
        return has == wanted or (self.or_higher and has.rank > wanted.rank)
