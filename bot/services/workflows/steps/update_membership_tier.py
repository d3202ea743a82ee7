"""update_membership_tier: put a member's plan on another tier."""

from bot.services.members import memberships
from bot.services.members.memberships import MembershipChange, NoMembershipError
from bot.services.workflows.parts import Context, Name, Step


class UpdateMembershipTier(
    Step, key="update_membership_tier", example={"plan": "gold", "tier": "second"}
):
    """Change the tier of a membership that the member has."""

    plan: Name
    tier: Name

    def perform(self, context: Context) -> None:
        """Change it, which is an event of its own."""
        memberships.change_level(
            context.session,
            context.community_id,
            context.member.member_id,
            memberships.spelled(context.session, context.community_id, self.plan),
            self.tier,
            MembershipChange("workflow", context.session.now),
        )

    def preview(self, context: Context) -> bool:
        """Ask whether there is such a membership."""
        who = context.community_id, context.member.member_id
        known = memberships.known(context.session, *who, self.plan)
        if known is None or not known.active:
            raise NoMembershipError(plan=self.plan)
        return True
