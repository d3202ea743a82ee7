"""Locks that are of no row."""

import asyncio
from functools import partial

from sqlalchemy.util import await_only

from db.database import Database, connect
from db.locks import try_alone
from db.session import Session
from tests.support.databases import Clock, still_world


async def test_one_transaction_is_alone_until_it_is_over(postgres_url: str, clock: Clock) -> None:
    one, another = (connect(postgres_url, still_world(clock, seed)) for seed in (1, 2))
    begun, may_end = asyncio.Event(), asyncio.Event()

    def hold(session: Session) -> bool:
        alone = try_alone(session, "events", 7) and try_alone(session, "events", 7)
        begun.set()
        await_only(may_end.wait())
        return alone

    async def alone_elsewhere(purpose: str, key: int) -> bool:
        return await another.write(partial(try_alone, purpose=purpose, key=key))

    holding = asyncio.create_task(one.write(hold))
    await begun.wait()
    assert not await alone_elsewhere("events", 7)
    assert await alone_elsewhere("events", 8)
    assert await alone_elsewhere("other work", 7)
    may_end.set()
    assert await holding
    assert await alone_elsewhere("events", 7)
    for database in (one, another):
        await database.close()


async def test_alone_whoever_writes_a_file(db: Database) -> None:
    """And on a server where nobody else is."""
    assert await db.write(partial(try_alone, purpose="events"))
