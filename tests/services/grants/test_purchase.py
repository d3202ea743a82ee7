"""A claim: points, stock and the grant move together or not at all."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import func, select

from bot.services.errors import GoneError
from bot.services.grants import inventory, issue, purchase, revoke
from bot.services.grants.purchase import OfferGoneError, PriceChangedError
from bot.services.grants.revoke import AlreadyOverError
from bot.services.points import ledger
from bot.services.points.ledger import NotEnoughPointsError
from bot.services.rewards.eligibility import (
    LimitReachedError,
    NoneLeftToClaimError,
    NotForSaleError,
    RewardExpiredError,
    RoleMissingError,
    SoldOutError,
)
from db.database import Database
from db.session import Session
from db.tables import (
    Code,
    CodeState,
    Delivery,
    DeliveryKind,
    Grant,
    LedgerEntry,
    Reward,
    RewardKind,
    RewardState,
)
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, Terms, somebody

TODAY = date(2025, 6, 2)


def state(session: Session, reward_id: int) -> dict[str, Any]:
    """Return everything of value around a reward and Mai."""
    reward = session.get_one(Reward, (CLUB, reward_id))
    return {
        "granted": reward.granted,
        "balances": ledger.balances(session, CLUB, MAI.member_id),
        "entries": session.exec(select(func.count()).select_from(LedgerEntry)).one(),
        "grants": session.exec(select(func.count()).select_from(Grant)).one(),
    }


@pytest.fixture
async def mug(db: Database) -> int:
    """A coupon for 100 points with 10 units; Mai has 250 points."""

    def set_up(session: Session) -> int:
        factories.add_community(session)
        factories.give_points(session, MAI, 250)
        return factories.coupon(session)

    return await db.write(set_up)


async def test_a_claim_moves_points_stock_and_a_grant(db: Database, mug: int) -> None:
    card = await db.write(purchase.offer, MAI, mug)
    assert (card.price, card.balance, card.balance_after, card.left) == (100, 250, 150, 10)
    claimed = await db.write(purchase.claim, MAI, card.offer_id)
    assert claimed.granted.new
    assert (claimed.balance, claimed.granted.left) == (150, 9)
    after = await db.read(state, mug)
    assert after["granted"] == 1
    assert after["balances"] == ledger.Balances(earn=250, spend=150)


async def test_a_card_confirms_once(db: Database, mug: int) -> None:
    card = await db.write(purchase.offer, MAI, mug)
    first = await db.write(purchase.claim, MAI, card.offer_id)
    before = await db.read(state, mug)
    again = await db.write(purchase.claim, MAI, card.offer_id)
    assert (again.granted.new, again.granted.grant_id) == (False, first.granted.grant_id)
    assert await db.read(state, mug) == before


async def test_a_changed_price_charges_nothing(db: Database, mug: int) -> None:
    card = await db.write(purchase.offer, MAI, mug)
    await db.write(_set, mug, cost=120)
    before = await db.read(state, mug)
    with pytest.raises(PriceChangedError) as refused:
        await db.write(purchase.claim, MAI, card.offer_id)
    assert refused.value.params["now"] == 120
    assert await db.read(state, mug) == before


async def test_a_confirmed_card_stays_confirmed_after_the_price_changed(
    db: Database, mug: int
) -> None:
    card = await db.write(purchase.offer, MAI, mug)
    await db.write(purchase.claim, MAI, card.offer_id)
    await db.write(_set, mug, cost=120)
    assert not (await db.write(purchase.claim, MAI, card.offer_id)).granted.new


async def test_somebody_else_cannot_confirm_a_card(db: Database, mug: int) -> None:
    card = await db.write(purchase.offer, MAI, mug)
    with pytest.raises(OfferGoneError):
        await db.write(purchase.claim, BOB, card.offer_id)


async def test_a_card_of_another_community_is_unknown(db: Database, mug: int) -> None:
    card = await db.write(purchase.offer, MAI, mug)
    await db.write(factories.add_community, community_id=CLUB + 1)
    with pytest.raises(OfferGoneError):
        await db.write(
            purchase.claim, type(MAI)(CLUB + 1, MAI.member_id, manages_server=True), card.offer_id
        )


def _set(session: Session, /, reward_id: int, **values: Any) -> None:
    reward = session.get_one(Reward, (CLUB, reward_id))
    for name, value in values.items():
        setattr(reward, name, value)
    session.add(reward)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"state": RewardState.ARCHIVED}, GoneError),
        ({"state": RewardState.DRAFT}, GoneError),
        ({"expires_on": date(2025, 6, 1)}, RewardExpiredError),
        ({"stock": 0}, NoneLeftToClaimError),
        ({"required_role_id": 77}, RoleMissingError),
        ({"cost": 251}, NotEnoughPointsError),
    ],
)
async def test_the_offer_and_the_claim_refuse_for_the_same_reason(
    db: Database, mug: int, change: dict[str, Any], refusal: type[Exception]
) -> None:
    card = await db.write(purchase.offer, MAI, mug)
    await db.write(_set, mug, **change)
    before = await db.read(state, mug)
    with pytest.raises(refusal):
        await db.write(purchase.offer, MAI, mug)
    with pytest.raises((refusal, PriceChangedError)):
        await db.write(purchase.claim, MAI, card.offer_id)
    assert await db.read(state, mug) == before


async def test_a_reward_is_good_through_the_end_of_its_day(
    db: Database, mug: int, clock: Clock
) -> None:
    await db.write(_set, mug, expires_on=TODAY)
    clock.forward(hours=11, minutes=59)
    await db.write(purchase.offer, MAI, mug)
    clock.forward(minutes=1)
    with pytest.raises(RewardExpiredError):
        await db.write(purchase.offer, MAI, mug)


async def test_the_limit_counts_what_is_held_however_it_came(db: Database, mug: int) -> None:
    await db.write(_set, mug, member_limit=1)
    granted = await db.write(issue.grant, BOSS, MAI, mug, key="gift")
    with pytest.raises(LimitReachedError):
        await db.write(purchase.offer, MAI, mug)
    await db.write(revoke.revoke, BOSS, granted.grant_id)
    await db.write(purchase.offer, MAI, mug)


async def test_badges_and_vouchers_are_not_sold(db: Database, mug: int) -> None:
    badge = await db.write(factories.publish, RewardKind.BADGE, "Reader")
    with pytest.raises(NotForSaleError):
        await db.write(purchase.offer, MAI, badge)


async def test_a_revoked_coupon_gives_back_what_was_paid(db: Database, mug: int) -> None:
    card = await db.write(purchase.offer, MAI, mug)
    claimed = await db.write(purchase.claim, MAI, card.offer_id)
    await db.write(_set, mug, cost=500)
    revoked = await db.write(revoke.revoke, BOSS, claimed.granted.grant_id)
    assert revoked.refunded == 100
    after = await db.read(state, mug)
    assert after["granted"] == 0
    assert after["balances"] == ledger.Balances(earn=250, spend=250)
    with pytest.raises(AlreadyOverError):
        await db.write(revoke.revoke, BOSS, claimed.granted.grant_id)
    assert await db.read(state, mug) == after


async def test_a_voucher_gives_the_usable_code_that_expires_first(
    db: Database, mug: int, clock: Clock
) -> None:
    def set_up(session: Session) -> int:
        codes = [
            ("LATE-CODE", date(2025, 12, 31)),
            ("GONE-CODE", date(2025, 6, 1)),
            ("SOON-CODE", TODAY),
        ]
        return factories.publish(session, RewardKind.VOUCHER, "Partner", codes=codes)

    voucher = await db.write(set_up)
    granted = await db.write(issue.grant, BOSS, MAI, voucher, key="a")
    shown = await db.write(inventory.show_code, MAI, granted.grant_id)
    assert (shown.value, shown.first) == ("SOON-CODE", True)
    assert not (await db.write(inventory.show_code, MAI, granted.grant_id)).first
    clock.forward(days=1)
    later = await db.write(issue.grant, BOSS, BOB, voucher, key="b")
    assert (await db.write(inventory.show_code, BOB, later.grant_id)).value == "LATE-CODE"
    with pytest.raises(SoldOutError):
        await db.write(issue.grant, BOSS, somebody(1), voucher, key="c")


async def test_a_code_that_was_seen_never_returns_to_the_pool(db: Database, mug: int) -> None:
    voucher = await db.write(
        factories.publish,
        RewardKind.VOUCHER,
        "Partner",
        codes=[("ONE-CODE", date(2025, 12, 31)), ("TWO-CODE", date(2025, 12, 31))],
    )
    unseen = await db.write(issue.grant, BOSS, MAI, voucher, key="a")
    assert (await db.write(revoke.revoke, BOSS, unseen.grant_id)).code is CodeState.AVAILABLE
    seen = await db.write(issue.grant, BOSS, MAI, voucher, key="b")
    await db.write(inventory.show_code, MAI, seen.grant_id)
    assert (await db.write(revoke.revoke, BOSS, seen.grant_id)).code is CodeState.VOID
    with pytest.raises(inventory.CodeWithdrawnError):
        await db.write(inventory.show_code, MAI, seen.grant_id)
    states = await db.read(lambda s: sorted(s.exec(select(Code.state)).all()))
    assert states == [CodeState.AVAILABLE, CodeState.VOID]


async def test_a_badge_held_already_is_a_success_that_changes_nothing(
    db: Database, mug: int
) -> None:
    badge = await db.write(factories.publish, RewardKind.BADGE, "Reader", Terms(badge_role_id=5))
    first = await db.write(issue.grant, BOSS, MAI, badge, key="a")
    again = await db.write(issue.grant, BOSS, MAI, badge, key="b")
    assert (first.new, again.new, again.grant_id) == (True, False, first.grant_id)
    await db.write(revoke.revoke, BOSS, first.grant_id)
    kinds = await db.read(lambda s: list(s.exec(select(Delivery.kind).order_by("id")).all()))
    withdrawn = DeliveryKind.CODE_WITHDRAWN  # its holder, that it was taken back
    assert kinds == [DeliveryKind.GIVE_ROLE, DeliveryKind.TAKE_ROLE, withdrawn]
