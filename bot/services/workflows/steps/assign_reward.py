"""assign_reward: give a badge, voucher or coupon."""

from datetime import date

from bot.services.actors import Person
from bot.services.errors import existing
from bot.services.grants import issue, written
from bot.services.grants.given import HOLDINGS
from bot.services.grants.issue_many import issue_decided
from bot.services.grants.written import NewGrant
from bot.services.rewards import delivering, stock
from bot.services.rewards.delivering import Deliverable, left_to_give
from bot.services.rewards.eligibility import MemberFacts, is_held_badge, why_not
from bot.services.rewards.locking import REWARDS, LockedReward, lock_reward
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
        day = state.day(state.now)
        deliverable = _deliverable(context, reward, day)
        facts = MemberFacts(held, has_delivered=deliverable.more == 0)
        codes = deliverable.usable_codes if usable is None and state.counts_stock else usable
        refusal = why_not(counted, facts, day, now=state.now, claim=False, usable_codes=codes)
        if refusal is not None and is_held_badge(reward, refusal):
            return Applied(changed=False)
        if refusal is not None:
            raise refusal
        state.set(REWARDS, reward.id, reward._replace(granted=reward.granted + 1))
        state.set(HOLDINGS, (reward.id, member.member_id), held + 1)
        if usable is not None:
            state.set(stock.USABLE, reward.id, usable - 1)
        _count_delivered(context, reward)
        source = GrantSource.GOAL if context.workflow_id is None else GrantSource.WORKFLOW
        person = Person(state.community_id, member.member_id, member.role_ids)
        named = context.workflow_name
        if reward.kind == RewardKind.VOUCHER or written.delivers(reward):
            state.later(_issue, reward.id, person, source, context.key, named)
            return DONE
        community = state.community
        grant = NewGrant(
            state.new_id(),
            reward,
            person,
            source,
            context.key,
            actor_id=None,
            today=day,
            paid=0,
            known=True,
            secret=community.secret,
            named=named,
            announce_in=community.announcement_channel_id,
        )
        state.later_together(issue_decided, grant)
        return DONE

    def available(self, session: Session, community_id: int) -> int | None:
        """Count what is left of the reward."""
        return left_to_give(session, session.get_one(Reward, (community_id, self.reward)))


def _deliverable(context: Context, reward: LockedReward, day: date) -> Deliverable:
    """Return how often what a coupon delivers can be had, with what was decided before."""
    state, member = context.state, context.member
    if reward.delivers_role_id is not None:
        bought = state.get(delivering.BOUGHT, (member.member_id, reward.delivers_role_id))
        return delivering.role(reward, member.role_ids, bought)
    if reward.delivers_voucher_id is None:
        return Deliverable()
    voucher = existing(state.get(REWARDS, reward.delivers_voucher_id))
    held = state.get(HOLDINGS, (voucher.id, member.member_id)) or 0
    return delivering.code(voucher, held, day, state.now, state.get(stock.USABLE, voucher.id) or 0)


def _count_delivered(context: Context, reward: LockedReward) -> None:
    """Let later decisions see what a coupon is going to deliver."""
    state, member_id = context.state, context.member.member_id
    if reward.delivers_role_id is not None:
        key = member_id, reward.delivers_role_id
        for_good = state.get(delivering.BOUGHT, key) or reward.delivers_days is None
        state.set(delivering.BOUGHT, key, for_good)
    if reward.delivers_voucher_id is not None:
        voucher = existing(state.get(REWARDS, reward.delivers_voucher_id))
        holding = voucher.id, member_id
        state.set(REWARDS, voucher.id, voucher._replace(granted=voucher.granted + 1))
        state.set(HOLDINGS, holding, (state.get(HOLDINGS, holding) or 0) + 1)
        state.set(stock.USABLE, voucher.id, (state.get(stock.USABLE, voucher.id) or 0) - 1)


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
