"""Workflows hear of what members take: a coupon when it is bought, a code when it is first seen."""

from datetime import date

from sqlmodel import select

from bot.services.grants import inventory, issue, purchase
from db.database import Database
from db.session import Session
from db.tables import Event, RewardKind
from tests.support import factories
from tests.support.factories import BOSS, MAI, Terms


def stored_events(session: Session) -> list[tuple[str, int | None, dict[str, str]]]:
    """Return what was told."""
    events = session.exec(select(Event)).all()
    return [(event.trigger, event.member_id, event.data) for event in events]


async def test_a_coupon_that_is_bought_is_told_of_once(db: Database) -> None:
    await db.write(factories.add_community)
    await db.write(factories.give_points, MAI, 500)
    mug = await db.write(factories.publish, RewardKind.COUPON, "Mug", Terms(cost=100, stock=3))
    card = await db.write(purchase.offer, MAI, mug)
    bought = await db.write(purchase.claim, MAI, card.offer_id)
    await db.write(purchase.claim, MAI, card.offer_id)
    data = {"reward": str(mug), "grant": str(bought.granted.grant_id)}
    assert await db.read(stored_events) == [("reward_claimed", MAI.member_id, data)]


async def test_a_code_is_told_of_when_it_is_first_seen_and_not_when_it_is_given(
    db: Database,
) -> None:
    await db.write(factories.add_community)
    codes = [("ONE-CODE", date(2025, 12, 31))]
    voucher = await db.write(factories.publish, RewardKind.VOUCHER, "Partner", codes=codes)
    granted = await db.write(issue.grant, BOSS, MAI, voucher, key="a")
    assert await db.read(stored_events) == []
    for _ in range(2):
        await db.write(inventory.show_code, MAI, granted.grant_id)
    data = {"reward": str(voucher), "grant": str(granted.grant_id)}
    assert await db.read(stored_events) == [("reward_claimed", MAI.member_id, data)]
