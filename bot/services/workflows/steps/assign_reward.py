"""assign_reward: give a badge, voucher or coupon."""

from bot.services.actors import Person
from bot.services.calendar import day_in
from bot.services.errors import existing
from bot.services.grants import issue
from bot.services.grants.given import HOLDINGS
from bot.services.rewards import stock
from bot.services.rewards.eligibility import MemberFacts, is_held_badge, why_not
from bot.services.rewards.locking import REWARDS, lock_reward
from bot.services.workflows.parts import DONE, Applied, Context, RewardId, Step
from db.session import Session
from db.tables import GrantSource, Reward, RewardKind


class AssignReward(
    Step, key="assign_reward", example={"reward": "Coffee mug"}, provides=("reward",)
):
    """Give a reward, free of points."""

    reward: RewardId

    def perform(self, context: Context) -> Applied:
        """Have the grant issued, if the rule that issuing asks allows it."""
        state, member = context.state, context.member
        reward = existing(state.get(REWARDS, self.reward))
        counted, usable = reward, None
        if not state.counts_stock:
            counted = reward._replace(stock=None, publish_at=None, unpublish_at=None)
        elif reward.kind == RewardKind.VOUCHER:
            usable = state.get(stock.USABLE, reward.id) or 0
        held = state.get(HOLDINGS, (reward.id, member.member_id)) or 0
        day = day_in(state.community, state.now)
        refusal = why_not(
            counted, MemberFacts(held), day, now=state.now, claim=False, usable_codes=usable
        )
        if refusal is not None and is_held_badge(reward, refusal):
            return Applied(changed=False)
        if refusal is not None:
            raise refusal
        state.set(REWARDS, reward.id, reward._replace(granted=reward.granted + 1))
        state.set(HOLDINGS, (reward.id, member.member_id), held + 1)
        if usable is not None:
            state.set(stock.USABLE, reward.id, usable - 1)
        source = GrantSource.GOAL if context.workflow_id is None else GrantSource.WORKFLOW
        person = Person(state.community_id, member.member_id, member.role_ids)
        state.later(_issue, reward.id, person, source, context.key, context.workflow_name)
        return DONE

    def available(self, session: Session, community_id: int) -> int | None:
        """Count what is left of the reward."""
        return stock.left_to_give(session, session.get_one(Reward, (community_id, self.reward)))


def _issue(
    session: Session,
    reward_id: int,
    person: Person,
    source: GrantSource,
    key: str,
    named: str | None,
) -> None:
    reward = lock_reward(session, person.community_id, reward_id)
    issue.issue(session, reward, person, source=source, key=key, named=named)
