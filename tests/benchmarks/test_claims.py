"""How many claims a second, beside the same statements by hand with a commit for each claim."""

import asyncio
import time
from collections.abc import Awaitable

import pytest
from sqlmodel import func, select

from bot.services.grants import purchase
from db.database import Database, connect
from db.engines import is_sqlite
from db.session import Session, real_world
from db.tables import Grant
from tests.benchmarks.by_hand import postgres_claims, sqlite_claims
from tests.support import factories
from tests.support.factories import CLUB, somebody

pytestmark = pytest.mark.bench

CLAIMS = 5_000
MEMBERS = 200
CALLERS = 128
"""Members who press at the same time; our batches hold 64 claims at the most."""
CONNECTIONS = 10


def _set_up(session: Session, coupons: int) -> list[tuple[int, int]]:
    """Return offers, as pairs of who may claim and the offer's id."""
    factories.add_community(session)
    mugs = [factories.coupon(session, f"Mug {n}", cost=1, stock=10**6) for n in range(coupons)]
    for number in range(MEMBERS):
        factories.give_points(session, somebody(number), 10**6)
    return [
        (number % MEMBERS, purchase.offer(session, somebody(number % MEMBERS), mug).offer_id)
        for number in range(2 * CLAIMS)
        for mug in [mugs[number % coupons]]
    ]


async def _ours(db: Database, offers: list[tuple[int, int]]) -> None:
    waiting = iter(offers)

    async def press() -> None:
        for number, offer_id in waiting:
            await db.write(purchase.claim, somebody(number), offer_id)

    await asyncio.gather(*(press() for _ in range(CALLERS)))


async def _rate(work: Awaitable[None]) -> float:
    start = time.perf_counter()
    await work
    return CLAIMS / (time.perf_counter() - start)


@pytest.mark.parametrize("coupons", [1, 50])
async def test_claims(db_url: str, coupons: int) -> None:
    world = real_world()
    db = connect(db_url, world)
    offers = await db.write(_set_up, coupons)
    ours = await _rate(_ours(db, offers[:CLAIMS]))
    rest = [offer_id for _, offer_id in offers[CLAIMS:]]
    if is_sqlite(db_url):
        by_hand = await _rate(asyncio.to_thread(sqlite_claims, db_url, world, CLUB, rest))
    else:
        by_hand = await _rate(postgres_claims(db_url, world, CLUB, rest, connections=CONNECTIONS))
    what = f"{db_url.partition(':')[0]}, {coupons} coupon(s)"
    figures = f"{ours:,.0f} claims a second; by hand {by_hand:,.0f}; {ours / by_hand:.2f}×"
    print(f"\n{what}: {figures}")  # noqa: T201  # this is the result
    assert await db.read(lambda s: s.exec(select(func.count()).select_from(Grant)).one()) == (
        2 * CLAIMS
    )
    await db.close()
