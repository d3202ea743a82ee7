"""tier_is: the tier that counts for a member."""

from sqlmodel import col, select

from bot.services.workflows.parts import Condition, Context, RoleId
from db.tables import Tier


class TierIs(Condition, key="tier_is", example={"role": "1200000000000000011", "or_higher": True}):
    """Holds for members whose highest tier is this one, or a higher one if that will do."""

    role: RoleId
    or_higher: bool = False

    def check(self, context: Context) -> bool:
        """Compare with the highest tier among their roles."""
        tiers = context.session.exec(
            select(Tier.role_id)
            .where(Tier.community_id == context.community_id)
            .order_by(col(Tier.rank).desc())
        ).all()
        if self.role not in tiers:
            return False
        highest = next((role for role in tiers if role in context.member.role_ids), None)
        if highest is None:
            return False
        return highest == self.role or (
            self.or_higher and tiers.index(highest) < tiers.index(self.role)
        )
