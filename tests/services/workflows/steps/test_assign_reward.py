"""Step assign_reward: what each kind of reward leads to, once, and what is refused."""

from datetime import date

from sqlmodel import col, select

from bot.services.errors import GoneError
from bot.services.grants import issue
from bot.services.members.diff import MemberSnapshot
from bot.services.points import ledger
from bot.services.rewards.eligibility import LimitReachedError, NotOnOfferError, SoldOutError
from bot.services.workflows.parts import DONE
from db.database import Database
from db.session import Session
from db.tables import (
    Code,
    CodeState,
    Delivery,
    DeliveryKind,
    Grant,
    GrantSource,
    Holding,
    Reward,
    RewardKind,
    RewardState,
)
from tests.services.workflows.parts import context, insert_event
from tests.services.workflows.steps.performing import every, perform, refused, step
from tests.support import factories
from tests.support.factories import BOSS, CLUB, MAI, Terms
from tests.support.pipeline import deciding

LATE = date(2025, 12, 31)


async def test_assign_reward_gives_each_kind(db: Database) -> None:
    badge = await db.write(factories.publish, RewardKind.BADGE, "Star", Terms(badge_role_id=11))
    voucher = await db.write(
        factories.publish, RewardKind.VOUCHER, "Book", codes=[("CODE-1", LATE)]
    )
    coupon = await db.write(factories.coupon, cost=1_000, stock=1)
    for number, reward in enumerate((badge, voucher, coupon)):
        step = {"type": "assign_reward", "reward": reward}
        assert await perform(db, step, path=f"steps.{number}") == DONE
    grants = await every(db, Grant)
    assert {(grant.reward_id, grant.member_id, grant.source, grant.paid) for grant in grants} == {
        (reward, MAI.member_id, GrantSource.WORKFLOW, 0) for reward in (badge, voucher, coupon)
    }
    assert [code.state for code in await every(db, Code)] == [CodeState.ASSIGNED]
    kinds = {DeliveryKind(row.kind) for row in await every(db, Delivery)}
    messages = {DeliveryKind.GRANT_MESSAGE, DeliveryKind.POOL_NOTICE}  # that was the last code
    assert kinds == {DeliveryKind.GIVE_ROLE, *messages}
    assert (await db.read(ledger.balances, CLUB, MAI.member_id)).spend == 100


async def test_assign_reward_gives_once_for_a_run_and_step(db: Database) -> None:
    coupon = await db.write(factories.coupon, stock=5)
    step = {"type": "assign_reward", "reward": coupon}
    for path in ("steps.0", "steps.0", "steps.1"):
        await perform(db, step, path=path)
    assert [row.count for row in await every(db, Holding)] == [2]


async def test_what_a_goal_gives_comes_from_a_goal(db: Database) -> None:
    coupon = await db.write(factories.coupon)
    await perform(db, {"type": "assign_reward", "reward": coupon}, goal=True)
    assert [grant.source for grant in await every(db, Grant)] == [GrantSource.GOAL]


async def test_a_badge_that_is_held_is_no_refusal(db: Database) -> None:
    badge = await db.write(factories.publish, RewardKind.BADGE, "Star")
    await db.write(issue.grant, BOSS, MAI, badge, key="before")
    await perform(db, {"type": "assign_reward", "reward": badge})
    assert len(await every(db, Grant)) == 1


async def test_assign_reward_is_refused_as_any_grant_is(db: Database) -> None:
    empty = await db.write(factories.publish, RewardKind.VOUCHER, "Empty")
    sold = await db.write(factories.coupon, stock=0)
    await refused(db, {"type": "assign_reward", "reward": empty}, SoldOutError)
    await refused(db, {"type": "assign_reward", "reward": sold}, SoldOutError)
    once = await db.write(
        factories.publish, RewardKind.COUPON, "Once", Terms(cost=1, stock=5, member_limit=1)
    )
    await db.write(issue.grant, BOSS, MAI, once, key="before")
    await refused(db, {"type": "assign_reward", "reward": once}, LimitReachedError)

    def unpublish(session: Session) -> None:
        session.get_one(Reward, (CLUB, once)).state = RewardState.DRAFT

    await db.write(unpublish)
    await refused(db, {"type": "assign_reward", "reward": once}, NotOnOfferError)
    await refused(db, {"type": "assign_reward", "reward": 12345}, GoneError)


async def test_a_reward_goes_to_who_the_event_is_about(db: Database) -> None:
    badge = await db.write(factories.publish, RewardKind.BADGE, "Star")

    def use_case(session: Session) -> list[int]:
        give = step({"type": "assign_reward", "reward": badge})
        event, who = insert_event(session), MemberSnapshot(77)
        deciding(session, lambda state: give.perform(context(state, event, who=who)))
        return list(session.exec(select(Grant.member_id).order_by(col(Grant.id))))

    assert await db.write(use_case) == [77]
