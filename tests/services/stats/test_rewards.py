"""What was given and redeemed, what is left, and how one reward fares; each counted by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from bot.services.actors import Person
from bot.services.codes import codes
from bot.services.errors import GoneError, NotAManagerError
from bot.services.grants import inventory, issue, redeem, revoke
from bot.services.maintenance import expiry
from bot.services.rewards import editing
from bot.services.rewards.fields import RewardChanges
from bot.services.stats.one_reward import WeekOfReward, over_time
from bot.services.stats.redemption import Fates, redemption
from bot.services.stats.runway import Outlook
from bot.services.stats.stock import stock_of, stocks
from bot.services.stats.windows import Window
from db.database import Database
from db.session import Session
from db.tables import Code, RewardKind
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, Terms, somebody

LATER = date(2030, 12, 31)
WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
async def _community(db: Database) -> None:
    await db.write(factories.add_community)


def _code_of(session: Session, grant_id: int) -> int:
    return session.scalars(select(Code.id).where(col(Code.grant_id) == grant_id)).one()


def _give(session: Session, who: Person, reward_id: int) -> int:
    return issue.grant(session, BOSS, who, reward_id, key=f"k:{session.new_id()}").grant_id


async def test_only_managers_look(db: Database) -> None:
    mug = await db.write(factories.coupon)
    with pytest.raises(NotAManagerError):
        await db.read(redemption, MAI, Window.MONTH)
    with pytest.raises(NotAManagerError):
        await db.read(stocks, MAI)
    with pytest.raises(NotAManagerError):
        await db.read(stock_of, MAI, mug)
    with pytest.raises(NotAManagerError):
        await db.read(over_time, MAI, mug, Window.MONTH)
    with pytest.raises(GoneError):
        await db.read(over_time, BOSS, mug + 1, Window.MONTH)


async def test_what_was_given_in_a_week_and_what_became_of_it(db: Database, clock: Clock) -> None:
    """Three coupons in the first week, two in the second; four codes in the second."""
    mug = await db.write(
        factories.publish,
        RewardKind.COUPON,
        "Mug",
        Terms(cost=5, stock=9, expires_on=date(2025, 6, 18)),
    )
    pool = [(f"C{number}", LATER) for number in range(4)] + [("SOON", date(2025, 6, 15))]
    books = await db.write(factories.publish, RewardKind.VOUCHER, "Books", codes=pool)
    used, back, _ = [await db.write(_give, somebody(number), mug) for number in range(3)]
    await db.write(revoke.revoke, BOSS, back)
    clock.forward(weeks=1)
    for number in range(2):
        await db.write(_give, somebody(number), mug)
    await db.write(redeem.redeem, BOSS, used)  # counts for the week in which it was given
    _, seen, withdrawn, void = [
        await db.write(_give, somebody(number), books) for number in range(4)
    ]
    await db.write(inventory.show_code, somebody(1), seen)
    await db.write(inventory.show_code, somebody(2), withdrawn)
    await db.write(revoke.revoke, BOSS, withdrawn)
    await db.write(codes.void, BOSS, await db.read(_code_of, void))  # which ends its grant
    clock.forward(days=7)  # SOON, which the first one got, has ended

    for marked in (False, True):
        if marked:
            await db.write(expiry.expire)
        shown = await db.read(redemption, BOSS, Window.MONTH)
        assert [week.day for week in shown] == [
            NOON.date() + WEEK * number for number in range(-1, 3)
        ]
        assert [week.coupons for week in shown] == [
            Fates(),
            Fates(redeemed=1, open=1),
            Fates(open=2),
            Fates(),
        ]
        assert [week.vouchers for week in shown] == [
            Fates(),
            Fates(),
            Fates(redeemed=1, expired=1),
            Fates(),
        ]
    clock.forward(days=3)  # the coupons have ended
    shown = await db.read(redemption, BOSS, Window.MONTH)
    total = sum((week.coupons for week in shown), Fates())
    assert (total, total.given) == (Fates(redeemed=1, expired=3), 4)


async def test_one_reward_over_time(db: Database, clock: Clock) -> None:
    """What happened in a week counts there, whenever it had been given; two weeks of coupons."""
    terms = Terms(cost=5, stock=9, expires_on=date(2025, 6, 15))
    mug = await db.write(factories.publish, RewardKind.COUPON, "Mug", terms)
    other = await db.write(factories.coupon, "Other")
    given = [await db.write(_give, somebody(number), mug) for number in range(4)]
    await db.write(_give, MAI, other)
    clock.forward(weeks=1)
    await db.write(_give, somebody(0), mug)
    await db.write(revoke.revoke, BOSS, given[0])
    await db.write(redeem.redeem, BOSS, given[1])
    await db.write(redeem.redeem, BOSS, given[2])
    clock.forward(weeks=1)  # it has ended on Sunday

    for marked in (False, True):
        if marked:
            await db.write(expiry.expire)
        shown = await db.read(over_time, BOSS, mug, Window.MONTH)
        june = date(2025, 6, 2)
        assert shown.weeks == [
            WeekOfReward(june - WEEK, 0, 0, 0, 0, 0),
            WeekOfReward(june, given=4, claimed=0, used=0, expired=0, revoked=0),
            WeekOfReward(june + WEEK, given=1, claimed=0, used=2, expired=0, revoked=1),
            WeekOfReward(june + 2 * WEEK, given=0, claimed=0, used=0, expired=2, revoked=0),
        ]
        assert shown.holders == 4
        assert shown.stock is None  # it is not on offer any more
    assert len((await db.read(over_time, BOSS, mug, Window.YEAR)).weeks) == 52


async def test_a_voucher_and_a_badge_over_time(db: Database, clock: Clock) -> None:
    pool = [("SOON", date(2025, 6, 8)), ("A", LATER), ("B", LATER), ("C", date(2025, 6, 2))]
    books = await db.write(factories.publish, RewardKind.VOUCHER, "Books", codes=pool)
    badge = await db.write(factories.publish, RewardKind.BADGE, "Reader")
    clock.forward(days=1)  # C has ended, and nobody had it
    await db.write(_give, MAI, books)
    seen, back = [await db.write(_give, BOB, books) for _ in range(2)]
    await db.write(_give, MAI, badge)
    clock.forward(weeks=1)
    await db.write(inventory.show_code, BOB, seen)
    await db.write(revoke.revoke, BOSS, back)

    shown = await db.read(over_time, BOSS, books, Window.MONTH)
    june = date(2025, 6, 2)
    assert shown.weeks[-2:] == [
        WeekOfReward(june, given=3, claimed=0, used=0, expired=0, revoked=0),
        WeekOfReward(june + WEEK, given=0, claimed=1, used=0, expired=1, revoked=1),
    ]
    assert shown.holders == 2
    assert shown.stock is not None
    assert shown.stock.left == 1
    shown = await db.read(over_time, BOSS, badge, Window.MONTH)
    assert [week.given for week in shown.weeks] == [0, 0, 1, 0]
    assert (shown.holders, shown.stock) == (1, None)


async def test_stock_is_left_for_as_long_as_the_pace_says(db: Database, clock: Clock) -> None:
    mug = await db.write(factories.coupon, stock=20)
    rare = await db.write(factories.coupon, "Rare", stock=1)
    gone = await db.write(factories.coupon, "Gone", stock=1)
    pool = [(f"C{number}", LATER) for number in range(100)]
    await db.write(factories.publish, RewardKind.VOUCHER, "Books", codes=pool)
    await db.write(factories.publish, RewardKind.VOUCHER, "No codes")
    draft = await db.write(
        editing.create, BOSS, RewardKind.COUPON, RewardChanges(name="Draft", cost=1, stock=9)
    )
    await db.write(_give, MAI, gone)
    for number in range(7):
        clock.forward(days=2)
        await db.write(_give, somebody(number), mug)
    shown = {one.name: one for one in await db.read(stocks, BOSS)}
    assert list(shown) == ["Gone", "No codes", "Mug", "Books", "Rare"]
    assert {name: one.runway.outlook for name, one in shown.items()} == {
        "Gone": Outlook.EMPTY,
        "No codes": Outlook.EMPTY,
        "Mug": Outlook.RUNS_OUT,
        "Books": Outlook.UNKNOWN,
        "Rare": Outlook.UNKNOWN,
    }
    # Seven in the fourteen days since it was published: thirteen more last for 26 days.
    ours = shown["Mug"]
    assert (ours.left, ours.given, ours.days) == (13, 7, 14)
    assert ours.runway.empty_at == clock.now + timedelta(days=26)
    assert ours.empty_on == date(2025, 7, 12)
    assert await db.read(stock_of, BOSS, mug) == ours
    assert await db.read(stock_of, BOSS, draft.reward.reward_id) is None
    seen = await db.read(stock_of, BOSS, rare)
    assert seen is not None

    # Two weeks later the first ones lie more than 28 days back, and nobody came since.
    clock.forward(days=17)
    later = await db.read(stock_of, BOSS, mug)
    assert later is not None
    assert (later.given, later.days) == (6, 28)


async def test_a_pace_begins_when_it_was_published_again(db: Database, clock: Clock) -> None:
    mug = await db.write(factories.coupon, stock=100)
    for number in range(10):
        await db.write(_give, somebody(number), mug)
    clock.forward(days=10)
    await db.write(editing.unpublish, BOSS, mug)
    clock.forward(days=5)
    await db.write(editing.publish, BOSS, mug)
    clock.forward(days=4)
    for number in range(8):
        await db.write(_give, somebody(number), mug)
    ours = await db.read(stock_of, BOSS, mug)
    assert ours is not None
    assert (ours.given, ours.days, ours.left) == (8, 4, 82)
    assert ours.runway.empty_at == clock.now + timedelta(days=41)


async def test_what_was_revoked_does_not_make_the_pace(db: Database, clock: Clock) -> None:
    mug = await db.write(factories.coupon, stock=100)
    clock.forward(days=5)
    grants = [await db.write(_give, somebody(number), mug) for number in range(6)]
    await db.write(revoke.revoke, BOSS, grants[0])
    ours = await db.read(stock_of, BOSS, mug)
    assert ours is not None
    assert (ours.given, ours.left) == (5, 95)


async def test_codes_that_end_before_they_are_given_are_lost(db: Database, clock: Clock) -> None:
    """One a day: two until Wednesday night and eight more; given at most seven in all."""
    pool = [(f"C{number}", date(2025, 6, 11)) for number in range(15)]
    pool += [(f"D{number}", LATER) for number in range(8)]
    books = await db.write(factories.publish, RewardKind.VOUCHER, "Books", codes=pool)
    for number in range(7):
        clock.forward(days=1)
        await db.write(_give, somebody(number), books)
    ours = await db.read(stock_of, BOSS, books)  # Monday at noon
    assert ours is not None
    assert ours.left == 16
    # 2.5 days until those end, and eight days for the others.
    assert ours.runway.empty_at == clock.now + timedelta(days=2.5 + 8)
    at_most = RewardChanges(give_at_most="12")
    await db.write(editing.edit, BOSS, books, at_most)
    ours = await db.read(stock_of, BOSS, books)
    assert ours is not None
    assert (ours.left, ours.runway.empty_at) == (5, clock.now + timedelta(days=5))


async def test_a_clock_that_was_set_back_moves_nothing_into_another_week(
    db: Database, clock: Clock
) -> None:
    """Ids go on from where they were. Seen to fail while ids alone told the week of a grant."""
    clock.forward(weeks=3)
    mug = await db.write(factories.coupon)
    clock.now = NOON
    await db.write(_give, MAI, mug)
    clock.forward(weeks=1)
    assert [week.coupons.given for week in await db.read(redemption, BOSS, Window.MONTH)] == [
        *(0, 0, 1, 0)
    ]
    shown = await db.read(over_time, BOSS, mug, Window.MONTH)
    assert [week.given for week in shown.weeks] == [0, 0, 1, 0]


async def test_numbers_are_of_one_community(db: Database) -> None:
    await db.write(factories.add_community, community_id=CLUB + 1)
    mug = await db.write(factories.coupon)
    await db.write(_give, MAI, mug)
    stranger = replace(BOSS, community_id=CLUB + 1)
    assert await db.read(stocks, stranger) == []
    assert (await db.read(redemption, stranger, Window.MONTH))[-1].coupons == Fates()
    with pytest.raises(GoneError):
        await db.read(over_time, stranger, mug, Window.MONTH)
