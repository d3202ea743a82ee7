"""The claim by hand leaves the rows that ours leaves, so that comparing the two is fair."""

import asyncio

from bot.services.grants import purchase
from db.database import connect
from db.engines import is_sqlite
from db.session import real_world
from tests.benchmarks import claims
from tests.benchmarks.by_hand import postgres_claims, sqlite_claims
from tests.services.grants.rows import rows
from tests.support.factories import CLUB


async def test_by_hand_leaves_equal_rows(db_url: str) -> None:
    world = real_world()
    db = connect(db_url, world)
    cards = await db.write(claims.set_up, 2, 8)
    counts = {name: len(found) for name, found in (await db.read(rows)).items()}
    for person, offer_id in cards[:4]:
        await db.write(purchase.claim, person, offer_id)
    ours = {name: len(found) - counts[name] for name, found in (await db.read(rows)).items()}
    counts = {name: counts[name] + more for name, more in ours.items()}
    ids = [offer_id for _, offer_id in cards[4:]]
    if is_sqlite(db_url):
        await asyncio.to_thread(sqlite_claims, db_url, world, CLUB, ids)
    else:
        await postgres_claims(db_url, world, CLUB, ids, connections=2)
    by_hand = {name: len(found) - counts[name] for name, found in (await db.read(rows)).items()}
    assert by_hand == ours
    assert {name for name, more in ours.items() if more} == {
        "grant",
        "holding",
        "ledger_entry",
        "audit_entry",
        "event",
    }
    await db.close()
