"""assign_reward: give a badge, voucher or coupon."""

from bot.services import calendar
from bot.services.actors import Person
from bot.services.grants import issue
from bot.services.rewards import stock
from bot.services.rewards.eligibility import MemberFacts, SoldOutError, is_held_badge, why_not
from bot.services.rewards.locking import lock_reward
from bot.services.workflows.parts import Context, RewardId, Step
from db.session import Session
from db.tables import GrantSource, Holding, Reward


class AssignReward(
    Step, key="assign_reward", example={"reward": "Coffee mug"}, provides=("reward",)
):
    """Give a reward, free of points."""

    reward: RewardId

    def perform(self, context: Context) -> None:
        """Issue the grant."""
        issue.issue(
            context.session,
            lock_reward(context.session, context.community_id, self.reward),
            Person(context.community_id, context.member.member_id, context.member.role_ids),
            source=GrantSource.GOAL if context.workflow_id is None else GrantSource.WORKFLOW,
            key=context.key,
        )

    def preview(self, context: Context) -> bool:
        """Ask the rule that giving it asks, with what would have been given before."""
        session, member_id = context.session, context.member.member_id
        reward = session.get_one(Reward, (context.community_id, self.reward))
        holding = session.get(Holding, (context.community_id, self.reward, member_id))
        grants = context.effects.grants
        held = (holding.count if holding else 0) + grants[self.reward, member_id]
        day = calendar.today(session, context.community_id)
        refusal = why_not(reward, MemberFacts(held), day, claim=False)
        if refusal is not None and is_held_badge(reward, refusal):
            return False
        if refusal is not None and not isinstance(refusal, SoldOutError):
            raise refusal
        grants[self.reward, member_id] += 1
        return True

    def available(self, session: Session, community_id: int) -> int | None:
        """Count what is left of the reward."""
        return stock.left_to_give(session, session.get_one(Reward, (community_id, self.reward)))
