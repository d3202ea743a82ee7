"""Claims at the same moment: nothing is sold twice, and nobody pays twice.

Beside each test stands what became of it when its guard was taken away. On SQLite BEGIN IMMEDIATE
stands before them all: with a plain BEGIN, the second process of the first two tests fails with
"database is locked".
"""

from functools import partial

import pytest
from sqlmodel import func, select

from bot.services.errors import InvalidFormError
from bot.services.grants import issue, purchase
from bot.services.grants.purchase import Claimed, NotForMembersError, PriceChangedError
from bot.services.points import ledger
from bot.services.points.ledger import NotEnoughPointsError
from bot.services.rewards import editing
from bot.services.rewards.eligibility import HeldEnoughError, NoneLeftToClaimError
from bot.services.rewards.fields import RewardChanges
from db.database import Database
from db.session import Session
from db.tables import Grant, LedgerEntry, LedgerReason, Reward, RewardKind, Wallet, WalletKind
from tests.concurrency.racing import at_once, refused
from tests.support import factories
from tests.support.factories import BOSS, CLUB, MAI, Terms, somebody

PRICE = 100


def coupon_and_offers(
    session: Session, *, members: int, stock: int, balance: int = 250
) -> tuple[int, list[int]]:
    """Publish a coupon and show its card to many members, who can afford it."""
    factories.add_community(session)
    mug = factories.coupon(session, cost=PRICE, stock=stock)
    offers = []
    for number in range(members):
        factories.give_points(session, somebody(number), balance)
        offers.append(purchase.offer(session, somebody(number), mug).offer_id)
    return mug, offers


def cards_for_mai(
    session: Session, *, cards: int, balance: int, member_limit: int | None = None
) -> tuple[int, list[int]]:
    """Publish a coupon and show one member several cards for it."""
    factories.add_community(session)
    factories.give_points(session, MAI, balance)
    terms = Terms(cost=PRICE, stock=10, member_limit=member_limit)
    mug = factories.publish(session, RewardKind.COUPON, "Mug", terms)
    return mug, [purchase.offer(session, MAI, mug).offer_id for _ in range(cards)]


def counts_of_grants(session: Session, reward_id: int) -> tuple[int, int]:
    """Return how many units the reward says it gave, and how many grants there are."""
    reward = session.get_one(Reward, (CLUB, reward_id))
    grants = session.exec(select(func.count()).where(Grant.reward_id == reward_id)).one()
    return reward.granted, grants


def spendable(session: Session, member_id: int) -> int:
    """Return what a member can spend."""
    return ledger.balance(session, CLUB, member_id, WalletKind.SPEND)


def paid(session: Session) -> int:
    """Return the sum of all purchases, in points."""
    amount = func.coalesce(func.sum(LedgerEntry.amount), 0)
    return -int(
        session.exec(select(amount).where(LedgerEntry.reason == LedgerReason.PURCHASE)).one()
    )


# Without the lock the conditional count still holds. Without both, the CHECK on the reward refuses
# (PostgreSQL); without all three, 199 units are sold.
async def test_two_hundred_members_claim_fifty_units(processes: list[Database]) -> None:
    mug, offers = await processes[0].write(coupon_and_offers, members=200, stock=50)
    outcomes = await at_once(
        processes,
        [partial(purchase.claim, person=somebody(n), offer_id=o) for n, o in enumerate(offers)],
    )
    won = {n for n, outcome in enumerate(outcomes) if isinstance(outcome, Claimed)}
    assert len(won) == 50
    assert refused(outcomes, NoneLeftToClaimError) == 150
    assert await processes[1].read(counts_of_grants, mug) == (50, 50)
    assert await processes[1].read(paid) == 50 * PRICE
    for number in range(200):
        balance = await processes[1].read(spendable, somebody(number).member_id)
        assert balance == (150 if number in won else 250)


# Without the lock, two presses do not see each other and the second breaks the grant's unique key
# (PostgreSQL); without the look for the key, it does on both.
@pytest.mark.parametrize("presses", [2, 20])
async def test_a_card_pressed_many_times_at_once_works_once(
    processes: list[Database], presses: int
) -> None:
    mug, [card] = await processes[0].write(cards_for_mai, cards=1, balance=10 * PRICE)
    outcomes = await at_once(
        processes, [partial(purchase.claim, person=MAI, offer_id=card)] * presses
    )
    claimed = [outcome for outcome in outcomes if isinstance(outcome, Claimed)]
    assert len(claimed) == presses  # the same press again is a success
    assert sum(outcome.granted.new for outcome in claimed) == 1
    assert len({outcome.granted.grant_id for outcome in claimed}) == 1
    assert await processes[1].read(counts_of_grants, mug) == (1, 1)
    assert await processes[1].read(spendable, MAI.member_id) == 9 * PRICE


# Without the lock the conditional update of the wallet still holds; see the next test.
async def test_points_for_one_buy_one(processes: list[Database]) -> None:
    mug, cards = await processes[0].write(cards_for_mai, cards=2, balance=PRICE)
    outcomes = await at_once(
        processes, [partial(purchase.claim, person=MAI, offer_id=card) for card in cards]
    )
    assert sum(isinstance(outcome, Claimed) for outcome in outcomes) == 1
    assert refused(outcomes, NotEnoughPointsError) == 1
    assert await processes[1].read(counts_of_grants, mug) == (1, 1)
    assert await processes[1].read(spendable, MAI.member_id) == 0


# Two rewards have two locks. Without the condition in the wallet's update its CHECK refuses
# (PostgreSQL); without that too, both are bought and the wallet is 100 below zero.
async def test_points_for_one_buy_one_of_two_different_coupons(processes: list[Database]) -> None:
    def two_coupons(session: Session) -> list[int]:
        factories.add_community(session)
        factories.give_points(session, MAI, PRICE)
        return [
            purchase.offer(session, MAI, factories.coupon(session, name, cost=PRICE)).offer_id
            for name in ("Mug", "Shirt")
        ]

    cards = await processes[0].write(two_coupons)
    outcomes = await at_once(
        processes, [partial(purchase.claim, person=MAI, offer_id=card) for card in cards]
    )
    assert sum(isinstance(outcome, Claimed) for outcome in outcomes) == 1
    assert refused(outcomes, NotEnoughPointsError) == 1
    assert await processes[1].read(paid) == PRICE
    assert await processes[1].read(spendable, MAI.member_id) == 0


# Without the lock the condition in the holding's update still holds; without both, all eight cards
# are claimed (PostgreSQL).
async def test_the_limit_holds_across_cards(processes: list[Database]) -> None:
    mug, cards = await processes[0].write(
        cards_for_mai, cards=8, balance=10 * PRICE, member_limit=2
    )
    outcomes = await at_once(
        processes, [partial(purchase.claim, person=MAI, offer_id=card) for card in cards]
    )
    assert sum(isinstance(outcome, Claimed) for outcome in outcomes) == 2
    assert refused(outcomes, HeldEnoughError) == 6
    assert await processes[1].read(counts_of_grants, mug) == (2, 2)


# Without the lock, whoever comes second is refused instead of told that it is held (PostgreSQL);
# without the condition in the holding's update, 19 badges are held.
async def test_a_badge_given_by_many_at_once_is_held_once(processes: list[Database]) -> None:
    await processes[0].write(factories.add_community)
    badge = await processes[0].write(
        factories.publish, RewardKind.BADGE, "Reader", Terms(badge_role_id=7)
    )
    outcomes = await at_once(
        processes,
        [
            partial(issue.grant, by=BOSS, to=MAI, reward_id=badge, key=f"press:{n}")
            for n in range(20)
        ],
    )
    grants = [outcome for outcome in outcomes if isinstance(outcome, issue.Granted)]
    assert (len(grants), sum(grant.new for grant in grants)) == (20, 1)
    assert await processes[1].read(counts_of_grants, badge) == (1, 1)


# Without the lock in the claim, 9 units went after the archiving (PostgreSQL).
async def test_nothing_is_claimed_once_a_reward_is_archived(processes: list[Database]) -> None:
    mug, offers = await processes[0].write(coupon_and_offers, members=40, stock=40)

    def archive(session: Session) -> int:
        editing.archive(session, BOSS, mug)
        session.flush()
        return counts_of_grants(session, mug)[1]

    presses = [
        partial(purchase.claim, person=somebody(n), offer_id=o) for n, o in enumerate(offers)
    ]
    outcomes = await at_once(processes, [*presses[:10], archive, *presses[10:]])
    before = outcomes.pop(10)
    assert isinstance(before, int)
    assert sum(isinstance(outcome, Claimed) for outcome in outcomes) == before
    assert refused(outcomes, NotForMembersError) == 40 - before
    assert await processes[1].read(counts_of_grants, mug) == (before, before)


# Without the lock in the edit, the CHECK on the reward refuses (PostgreSQL); without that too, 20
# are given of a stock of 5.
async def test_stock_is_never_edited_below_what_is_given(processes: list[Database]) -> None:
    mug, offers = await processes[0].write(coupon_and_offers, members=40, stock=40)
    presses = [
        partial(purchase.claim, person=somebody(n), offer_id=o) for n, o in enumerate(offers)
    ]
    edits = [
        partial(editing.edit, by=BOSS, reward_id=mug, changes=RewardChanges(stock=stock))
        for stock in (30, 5, 20)
    ]
    outcomes = await at_once(processes, [*presses[:10], *edits, *presses[10:]])
    won = sum(isinstance(outcome, Claimed) for outcome in outcomes)
    gone = refused(outcomes, NoneLeftToClaimError)
    edited = sum(isinstance(outcome, editing.Edited) for outcome in outcomes)
    assert won + gone + refused(outcomes, InvalidFormError) + edited == len(outcomes)
    granted, grants = await processes[1].read(counts_of_grants, mug)
    assert granted == grants == won
    stock = await processes[1].read(lambda s: s.get_one(Reward, (CLUB, mug)).stock)
    assert stock is not None
    assert granted <= stock


# Without the comparison in the claim, those who come after the edit pay 101. What is paid is what
# was compared, so this one holds without the lock.
async def test_everybody_pays_the_price_on_their_card(processes: list[Database]) -> None:
    mug, offers = await processes[0].write(coupon_and_offers, members=40, stock=40)
    presses = [
        partial(purchase.claim, person=somebody(n), offer_id=o) for n, o in enumerate(offers)
    ]
    dearer = partial(editing.edit, by=BOSS, reward_id=mug, changes=RewardChanges(cost=PRICE + 1))
    outcomes = await at_once(processes, [*presses[:10], dearer, *presses[10:]])
    won = sum(isinstance(outcome, Claimed) for outcome in outcomes)
    assert refused(outcomes, PriceChangedError) == 40 - won
    assert await processes[1].read(paid) == won * PRICE


# Without the condition in the wallet's update, its CHECK refuses; without that too, all fifty
# succeed and 400 points are missing.
async def test_fifty_deductions_take_what_is_there(processes: list[Database]) -> None:
    def set_up(session: Session) -> None:
        factories.add_community(session)
        factories.give_points(session, MAI, 100)

    await processes[0].write(set_up)
    outcomes = await at_once(
        processes,
        [
            partial(ledger.deduct, by=BOSS, member_id=MAI.member_id, amount=10, key=f"take:{n}")
            for n in range(50)
        ],
    )
    assert sum(isinstance(outcome, ledger.Balances) for outcome in outcomes) == 10
    assert refused(outcomes, ledger.NothingToTakeError) == 40
    assert await processes[1].read(spendable, MAI.member_id) == 0


# Without ON CONFLICT DO NOTHING for the key, the second delivery is an error.
async def test_an_award_delivered_many_times_at_once_happens_once(
    processes: list[Database],
) -> None:
    await processes[0].write(factories.add_community)
    await at_once(
        processes, [partial(ledger.award, by=BOSS, to=MAI, amount=10, key="interaction:1")] * 20
    )
    wallets = await processes[1].read(
        lambda s: sorted(s.exec(select(Wallet.kind, Wallet.balance)).all())
    )
    assert wallets == [(WalletKind.EARN, 10), (WalletKind.SPEND, 10)]
