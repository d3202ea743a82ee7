"""update_membership_tier: put a member's plan on another tier."""

from bot.services.members import membership_rows, memberships
from bot.services.members.memberships import MembershipChange, NoMembershipError
from bot.services.typed import fold
from bot.services.workflows.parts import DONE, Applied, Context, Name, Step
from db.session import Session


class UpdateMembershipTier(
    Step, key="update_membership_tier", example={"plan": "gold", "tier": "second"}
):
    """Change the tier of a membership that the member has."""

    plan: Name
    tier: Name

    def perform(self, context: Context) -> Applied:
        """Have it changed, which is an event of its own, if there is such a membership."""
        member_id = context.member.member_id
        if not context.state.get(membership_rows.ACTIVE, (member_id, fold(self.plan))):
            raise NoMembershipError(plan=self.plan)
        context.state.later(_change, context.event.community_id, member_id, self)
        return DONE


def _change(
    session: Session, community_id: int, member_id: int, step: UpdateMembershipTier
) -> None:
    memberships.change_level(
        session,
        community_id,
        member_id,
        memberships.spelled(session, community_id, step.plan),
        step.tier,
        MembershipChange("workflow", session.now),
    )
