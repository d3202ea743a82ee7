"""Managers hear of a pool that runs low, and of an empty one, once for each import."""

from datetime import date

import pytest
from sqlmodel import select

from bot.services import codes, communities, expiry, granting, pools, revoking
from db.database import Database
from db.session import Session
from db.tables import Delivery, DeliveryKind, RewardKind
from tests.support import scene
from tests.support.databases import Clock
from tests.support.scene import BOSS, CLUB, somebody

CHANNEL = 77
LATE = date(2025, 12, 31)


def notices(session: Session) -> list[tuple[int | None, bool]]:
    """Return the channel of each notice, and whether it says that the pool is empty."""
    rows = session.exec(
        select(Delivery).where(Delivery.kind == DeliveryKind.POOL_NOTICE).order_by("id")
    )
    return [(row.channel_id, row.payload["empty"]) for row in rows]


@pytest.fixture
async def voucher(db: Database) -> int:
    """A voucher with 20 codes, in a community that has a channel for notices."""

    def set_up(session: Session) -> int:
        scene.found(session)
        communities.set_notices_channel(session, BOSS, CHANNEL)
        return scene.publish(
            session,
            RewardKind.VOUCHER,
            "Partner",
            codes=[(f"CODE-{number:04}", LATE) for number in range(20)],
        )

    return await db.write(set_up)


async def grant(db: Database, voucher: int, *numbers: int) -> list[int]:
    return [
        (await db.write(granting.grant, BOSS, somebody(n), voucher, key=f"gift:{n}")).grant_id
        for n in numbers
    ]


async def test_low_and_empty_are_told_once_each(db: Database, voucher: int) -> None:
    await grant(db, voucher, *range(17))
    assert await db.read(notices) == []
    await grant(db, voucher, 17)
    assert await db.read(notices) == [(CHANNEL, False)]
    await grant(db, voucher, 18)
    assert await db.read(notices) == [(CHANNEL, False)]
    await grant(db, voucher, 19)
    assert await db.read(notices) == [(CHANNEL, False), (CHANNEL, True)]


async def test_crossing_again_with_the_same_codes_is_not_told_again(
    db: Database, voucher: int
) -> None:
    given = await grant(db, voucher, *range(18))
    await db.write(revoking.revoke, BOSS, given[-1])
    await grant(db, voucher, 30)
    assert await db.read(notices) == [(CHANNEL, False)]


async def test_the_share_that_counts_as_low_is_a_setting(db: Database, voucher: int) -> None:
    await db.write(communities.set_low_pool_percent, BOSS, 50)
    await grant(db, voucher, *range(10))
    assert await db.read(notices) == [(CHANNEL, False)]


async def test_codes_that_end_or_are_withdrawn_count_too(
    db: Database, voucher: int, clock: Clock
) -> None:
    await grant(db, voucher, *range(16))
    page = await db.read(codes.list_codes, BOSS, voucher)
    available = [line for line in page.lines if line.holder_id is None]
    for line in available[:2]:
        await db.write(codes.void, BOSS, line.code_id)
    assert await db.read(notices) == [(CHANNEL, False)]
    clock.forward(days=365)
    assert (await db.read(pools.pool, CLUB, voucher)).usable == 0
    while await db.write(expiry.expire):
        pass
    assert await db.read(notices) == [(CHANNEL, False), (CHANNEL, True)]


async def test_without_a_channel_nobody_is_told(db: Database, voucher: int) -> None:
    await db.write(communities.set_notices_channel, BOSS, None)
    await grant(db, voucher, *range(20))
    assert await db.read(notices) == []
