"""assign_reward: give a badge, voucher or coupon."""

from bot.services import granting
from bot.services.people import Person
from bot.services.workflows.parts import Context, RewardId, Step
from db.tables import GrantSource


class AssignReward(Step, key="assign_reward"):
    """Give a reward, free of points."""

    reward: RewardId

    def do(self, context: Context) -> None:
        """Put it into their hands."""
        granting.put_into_hands(
            context.session,
            granting.lock(context.session, context.community_id, self.reward),
            Person(context.community_id, context.member.member_id, context.member.role_ids),
            source=GrantSource.GOAL if context.workflow_id is None else GrantSource.WORKFLOW,
            key=context.key,
        )
