"""membership_tier_changed: a member's plan changes its tier."""

from bot.services.workflows.parts import Context, Name, Trigger


class MembershipTierChanged(Trigger, key="membership_tier_changed", webhook=True):
    """The tier of a membership changes; of one plan or to one tier, if they are set."""

    plan: Name | None = None
    tier: Name | None = None

    def matches(self, context: Context) -> bool:
        """Tell whether it is that plan, and that tier now."""
        data = context.event.data
        return self.plan in (None, data.get("plan")) and self.tier in (None, data.get("tier"))
