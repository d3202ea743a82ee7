"""membership_tier_changed: a member's plan changes its tier."""

from bot.services.members.memberships import is_same
from bot.services.workflows.parts import Context, Name, Trigger


class MembershipTierChanged(
    Trigger, key="membership_tier_changed", webhook=True, example={"plan": "gold", "tier": "second"}
):
    """The tier of a membership changes; of one plan or to one tier, if they are set."""

    plan: Name | None = None
    tier: Name | None = None

    def matches(self, context: Context) -> bool:
        """Return whether it is that plan, and that tier now."""
        wanted = {"plan": self.plan, "tier": self.tier}
        data = context.event.data
        return all(one is None or is_same(one, data.get(name)) for name, one in wanted.items())
