"""Rates that all processes share."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.services import rates
from bot.services.rates import Rate
from db.database import Database, connect
from tests.support.databases import Clock, still_world
from tests.support.factories import CLUB

SECOND = timedelta(seconds=1)
RATE = Rate("samples", every=SECOND, burst=3)
NONE = timedelta()


@pytest.fixture
async def both(db_url: str, db: Database, clock: Clock) -> AsyncIterator[list[Database]]:
    """Two databases over one URL, which share no more than two processes would."""
    another = connect(db_url, still_world(clock, 2))
    yield [db, another]
    await another.close()


async def test_so_many_at_once_and_then_one_by_one(db: Database, clock: Clock) -> None:
    async def take() -> timedelta:
        return await db.write(rates.take, RATE)

    assert [await take() for _ in range(4)] == [NONE, NONE, NONE, SECOND]
    assert await db.read(rates.wait, RATE) == SECOND
    clock.forward(seconds=0.5)
    assert await take() == SECOND / 2
    clock.forward(seconds=0.5)
    assert await db.read(rates.wait, RATE) == NONE
    assert [await take() for _ in range(2)] == [NONE, SECOND]
    clock.forward(hours=1)
    assert [await take() for _ in range(4)] == [NONE, NONE, NONE, SECOND]


async def test_who_reserves_is_told_when(db: Database, clock: Clock) -> None:
    async def reserve(count: int) -> timedelta:
        return await db.write(rates.reserve, RATE, count=count)

    assert [await reserve(2) for _ in range(3)] == [NONE, SECOND, 3 * SECOND]
    assert await db.write(rates.take, RATE) == 4 * SECOND
    clock.forward(seconds=4)
    assert await reserve(1) == NONE


async def test_each_rate_of_each_community_is_counted_by_itself(db: Database) -> None:
    other = Rate("others", every=SECOND)
    assert await db.write(rates.take, other) == NONE
    assert await db.write(rates.take, other) == SECOND
    assert await db.write(rates.take, other, CLUB) == NONE
    assert await db.write(rates.take, RATE) == NONE


async def test_a_pause_lets_nothing_happen_until_it_is_over(db: Database, clock: Clock) -> None:
    minute = timedelta(minutes=1)
    await db.write(rates.pause, RATE, minute)
    await db.write(rates.pause, RATE, SECOND)  # which is shorter than the one there is
    assert await db.read(rates.wait, RATE) == minute
    assert await db.write(rates.take, RATE) == minute
    clock.forward(minutes=1)
    assert await db.write(rates.take, RATE) == NONE
    assert await db.write(rates.take, RATE) == SECOND


async def test_processes_share_it(both: list[Database]) -> None:
    """With the condition in Python after a look, PostgreSQL gives out more than there are."""
    taken = await asyncio.gather(*(db.write(rates.take, RATE) for db in both * 10))
    assert sorted(taken)[:4] == [NONE, NONE, NONE, SECOND]
    waits = await asyncio.gather(*(db.write(rates.reserve, RATE) for db in both * 3))
    assert sorted(waits) == [SECOND * n for n in range(1, 7)]
