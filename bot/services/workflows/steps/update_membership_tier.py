"""update_membership_tier: put a member's plan on another tier."""

from bot.services import memberships
from bot.services.memberships import NoMembershipError, Told
from bot.services.workflows.parts import Context, Name, Step


class UpdateMembershipTier(Step, key="update_membership_tier"):
    """Change the tier of a membership that the member has."""

    plan: Name
    tier: Name

    def do(self, context: Context) -> None:
        """Change it, which is an event of its own."""
        memberships.change_tier(
            context.session,
            context.community_id,
            context.member.member_id,
            memberships.spelled(context.session, context.community_id, self.plan),
            self.tier,
            Told("workflow", context.session.now),
        )

    def imagine(self, context: Context) -> bool:
        """Ask whether there is such a membership."""
        session, community_id = context.session, context.community_id
        plan = memberships.spelled(session, community_id, self.plan)
        if plan not in memberships.plans(session, community_id, context.member.member_id):
            raise NoMembershipError(plan=plan)
        return True
