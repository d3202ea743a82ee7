"""A voucher is given as often as it has usable codes, and as a manager allows."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from bot.services.errors import InvalidFormError
from bot.services.grants import bulk_plan, issue, revoke
from bot.services.maintenance import integrity
from bot.services.rewards import delivering, editing
from bot.services.rewards.eligibility import SoldOutError
from bot.services.rewards.fields import RewardChanges
from db.database import Database
from db.session import Session
from db.tables import Reward, RewardKind
from tests.support import factories
from tests.support.factories import BOB, BOSS, CLUB, MAI, somebody

CODES = [(f"CODE-{n}", date(2025, 12, 31)) for n in range(5)]


@pytest.fixture
async def voucher(db: Database) -> int:
    """A voucher with five codes, of which two are given at most."""

    def set_up(session: Session) -> int:
        factories.add_community(session)
        return factories.publish(session, RewardKind.VOUCHER, "Partner", codes=CODES)

    reward_id = await db.write(set_up)
    edited = await db.write(editing.edit, BOSS, reward_id, RewardChanges(give_at_most="2"))
    assert (edited.reward.stock, edited.reward.left, edited.reward.usable_codes) == (2, 2, 5)
    return reward_id


async def test_no_more_are_given_and_a_revoked_one_counts_no_more(
    db: Database, voucher: int
) -> None:
    first = await db.write(issue.grant, BOSS, MAI, voucher, key="a")
    await db.write(issue.grant, BOSS, BOB, voucher, key="b")
    with pytest.raises(SoldOutError):
        await db.write(issue.grant, BOSS, somebody(1), voucher, key="c")
    await db.write(revoke.revoke, BOSS, first.grant_id)
    await db.write(issue.grant, BOSS, somebody(1), voucher, key="d")
    assert await db.read(integrity.check) == []


async def test_the_smaller_of_both_numbers_counts(db: Database, voucher: int) -> None:
    def left(session: Session) -> int | None:
        return delivering.left_to_give(session, session.exec(select(Reward)).one())

    planned = await db.write(bulk_plan.plan, BOSS, voucher, [10, 11, 12])
    assert (planned.stock, planned.suffices) == (2, False)
    await db.write(editing.edit, BOSS, voucher, RewardChanges(give_at_most=9))
    assert await db.read(left) == 5
    await db.write(editing.edit, BOSS, voucher, RewardChanges(give_at_most=None))
    assert await db.read(left) == 5


async def test_it_is_never_below_what_is_given_and_only_for_vouchers(
    db: Database, voucher: int
) -> None:
    for n in range(2):
        await db.write(issue.grant, BOSS, somebody(n), voucher, key=f"k{n}")
    coupon = await db.write(factories.coupon)
    for reward_id, given, message in (
        (voucher, "1", "reward-give-at-most-below-given"),
        (voucher, "0", "reward-bad-give-at-most"),
        (voucher, "many", "reward-bad-give-at-most"),
        (coupon, "5", "reward-only-vouchers-give-at-most"),
    ):
        with pytest.raises(InvalidFormError) as refused:
            await db.write(editing.edit, BOSS, reward_id, RewardChanges(give_at_most=given))
        assert [invalid.message for invalid in refused.value.errors] == [message]


async def test_the_database_itself_refuses_one_too_many(db: Database, voucher: int) -> None:
    def too_many(session: Session) -> None:
        session.get_one(Reward, (CLUB, voucher)).granted = 3

    with pytest.raises(IntegrityError):
        await db.write(too_many)
