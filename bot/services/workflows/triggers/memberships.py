"""membership_purchased, membership_renewed, membership_cancelled: a plan that a member has."""

from pydantic import BaseModel

from bot.services.members.memberships import is_same
from bot.services.workflows.parts import Context, Name, Trigger


class _OfPlan(BaseModel):
    """Asks for one plan, if one is set."""

    plan: Name | None = None

    def matches(self, context: Context) -> bool:
        """Return whether it is that one."""
        return self.plan is None or is_same(self.plan, context.event.data.get("plan"))


class MembershipPurchased(
    _OfPlan,
    Trigger,
    key="membership_purchased",
    earns="membership_purchase",
    webhook=True,
    example={"plan": "gold"},
):
    """A membership begins: by a role, by Discord's subscriptions or by a webhook."""


class MembershipRenewed(
    _OfPlan,
    Trigger,
    key="membership_renewed",
    earns="membership_renewal",
    webhook=True,
    example={"plan": "gold"},
):
    """A membership goes on for another while."""


class MembershipCancelled(
    _OfPlan, Trigger, key="membership_cancelled", webhook=True, example={"plan": "gold"}
):
    """A membership ends."""
