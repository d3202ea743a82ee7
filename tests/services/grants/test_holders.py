"""Who holds a reward, and what is still to be handed over."""

from datetime import date

import pytest
from sqlmodel import col, select

from bot.services import audit
from bot.services.actors import Person
from bot.services.errors import GoneError, NotAManagerError
from bot.services.grants import holders, inventory, issue, open_orders, purchase, redeem, revoke
from bot.services.grants.holders import Holder
from bot.services.grants.item_state import ItemState
from db.database import Database
from db.session import Session
from db.tables import Grant, GrantSource, RewardKind
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, MAI, Terms, somebody

TODAY = date(2025, 6, 2)
CODES = [(f"SECRET-{number:04}", TODAY) for number in range(20)]


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community."""
    await db.write(factories.add_community)


def give(session: Session, reward_id: int, *who: int) -> list[int]:
    """Give one to each of these members, and return the grants."""
    return [
        issue.grant(session, BOSS, somebody(one), reward_id, key=f"{reward_id}:{one}").grant_id
        for one in who
    ]


async def test_holders_are_counted_and_narrowed_by_state_and_no_code_is_shown(
    db: Database, clock: Clock
) -> None:
    voucher = await db.write(factories.publish, RewardKind.VOUCHER, "Partner", codes=CODES)
    first, second, third, *_ = await db.write(give, voucher, *range(holders.PAGE + 3))
    badge = await db.write(factories.publish, RewardKind.BADGE, "Reader")
    await db.write(give, badge, 1)  # who holds another one is not counted
    await db.write(inventory.show_code, somebody(0), first)
    await db.write(revoke.revoke, BOSS, second)
    seen = await db.read(holders.page_of, BOSS, voucher)
    assert (seen.reward_name, seen.page, seen.pages) == ("Partner", 1, 2)
    assert seen.counts == {
        ItemState.CLAIM: holders.PAGE + 1,
        ItemState.SHOW: 1,
        ItemState.REVOKED: 1,
    }
    assert seen.lines[0].member_id == somebody(holders.PAGE + 2).member_id
    of_one = await db.read(holders.page_of, BOSS, voucher, state=ItemState.SHOW)
    (line,) = of_one.lines
    assert (line.member_id, line.code_number, line.code_ending) == (100, 1, "0000")
    assert (line.source, line.given_by, line.state) == ("manager", BOSS.member_id, ItemState.SHOW)
    (taken,) = (await db.read(holders.page_of, BOSS, voucher, state=ItemState.REVOKED)).lines
    assert (taken.ended_by, taken.code_number) == (BOSS.member_id, None)  # its code is back
    whole = await db.read(holders.slice_of, BOSS, voucher, state=None, after=0)
    assert [one.member_id for one in whole] == [100 + one for one in range(holders.PAGE + 3)]
    assert "SECRET" not in repr([seen, of_one, whole])
    # Past its date a code that nobody claimed is over, also before the scheduler notices.
    clock.forward(days=1)
    over = await db.read(holders.page_of, BOSS, voucher)
    assert over.counts[ItemState.EXPIRED] == holders.PAGE + 1
    assert ItemState.CLAIM not in over.counts
    (_, *rest) = await db.read(holders.slice_of, BOSS, voucher, state=None, after=third - 1)
    assert len(rest) == holders.PAGE


async def test_only_managers_see_them_and_an_export_is_in_the_audit(db: Database) -> None:
    badge = await db.write(factories.publish, RewardKind.BADGE, "Reader")
    await db.write(give, badge, 1)
    for use_case in (holders.page_of, open_orders_of):
        with pytest.raises(NotAManagerError):
            await db.read(use_case, MAI, badge)
    with pytest.raises(NotAManagerError):
        await db.read(holders.slice_of, MAI, badge, state=None, after=0)
    with pytest.raises(NotAManagerError):
        await db.read(open_orders.slice_of, MAI, reward_id=None, after=0)
    with pytest.raises(GoneError):
        await db.read(holders.page_of, BOSS, 7)
    await db.write(holders.exported, BOSS, badge, 1)
    await db.write(open_orders.exported, BOSS, None, 4)
    done = [line.action for line in (await db.read(audit.load_page, BOSS)).lines[:2]]
    assert done == ["coupon.open_exported", "reward.holders_exported"]


def open_orders_of(session: Session, by: Person, _: int) -> object:
    return open_orders.page_of(session, by)


async def test_what_is_to_be_handed_over_stands_oldest_first(db: Database, clock: Clock) -> None:
    def offer(session: Session, name: str, until: date | None) -> int:
        terms = Terms(cost=10, stock=20, expires_on=until)
        return factories.publish(session, RewardKind.COUPON, name, terms)

    mug, pen = await db.write(offer, "Mug", None), await db.write(offer, "Pen", TODAY)
    voucher = await db.write(factories.publish, RewardKind.VOUCHER, "Partner", codes=CODES)
    first, used, taken = await db.write(give, mug, 1, 2, 3)
    await db.write(give, voucher, 1)
    (pen_grant,) = await db.write(give, pen, 4)
    await db.write(redeem.redeem, BOSS, used)
    await db.write(revoke.revoke, BOSS, taken)

    def buy(session: Session) -> int:
        factories.give_points(session, BOB, 50)
        offered = purchase.offer(session, BOB, mug)
        purchase.claim(session, BOB, offered.offer_id)
        return session.exec(select(Grant.id).where(col(Grant.member_id) == BOB.member_id)).one()

    bought = await db.write(buy)
    seen = await db.read(open_orders.page_of, BOSS)
    assert [one.grant_id for one in seen.coupons] == [first, pen_grant, bought]
    assert [one.paid for one in seen.coupons] == [0, 0, 10]
    assert (seen.total, seen.reward_name) == (3, None)
    of_mug = await db.read(open_orders.page_of, BOSS, reward_id=mug)
    assert (of_mug.reward_name, of_mug.total) == ("Mug", 2)
    assert [one.grant_id for one in of_mug.coupons] == [first, bought]
    after = await db.read(open_orders.slice_of, BOSS, reward_id=None, after=first)
    assert [one.grant_id for one in after] == [pen_grant, bought]
    clock.forward(days=1)
    assert (await db.read(open_orders.page_of, BOSS)).total == 2
    (held,) = (await db.read(holders.page_of, BOSS, mug, state=ItemState.USED)).lines
    assert isinstance(held, Holder)
    assert held.ended_by == BOSS.member_id
    claimed = (await db.read(holders.page_of, BOSS, mug)).lines[0]
    assert (claimed.source, claimed.paid) == (GrantSource.CLAIM, 10)
    assert (await db.read(open_orders.page_of, BOSS, page=9)).page == 1
