"""Rates that all processes share."""

import asyncio
import math
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.services import rates
from bot.services.rates import Rate
from db.database import Database, connect
from tests.support.databases import Clock, still_world
from tests.support.factories import CLUB
from tests.support.rates import forward_rates

HOUR = timedelta(hours=1)
SLOW = Rate("samples", every=HOUR, burst=3)
NONE = timedelta()


@pytest.fixture
async def both(db_url: str, db: Database, clock: Clock) -> AsyncIterator[list[Database]]:
    """Two databases over one URL, which share no more than two processes would."""
    another = connect(db_url, still_world(clock, 2))
    yield [db, another]
    await another.close()


def seconds(*waits: timedelta) -> list[int]:
    """Return waits in whole seconds: some time passes between one call and the next."""
    return [math.ceil(wait.total_seconds()) for wait in waits]


async def test_so_many_at_once_and_then_one_by_one(db: Database) -> None:
    async def take(times: int) -> list[int]:
        return seconds(*[await db.write(rates.take, SLOW) for _ in range(times)])

    assert await take(4) == [0, 0, 0, 3600]
    assert seconds(await db.read(rates.wait, SLOW)) == [3600]
    await forward_rates(db, seconds=1800)
    assert await take(1) == [1800]
    await forward_rates(db, seconds=1800)
    assert seconds(await db.read(rates.wait, SLOW)) == [0]
    assert await take(2) == [0, 3600]
    await forward_rates(db, seconds=10**7)
    assert await take(4) == [0, 0, 0, 3600]
    await db.write(rates.give_back, SLOW)
    assert await take(2) == [0, 3600]


async def test_who_reserves_is_told_when(db: Database) -> None:
    async def reserve(count: int) -> int:
        return seconds(await db.write(rates.reserve, SLOW, count=count))[0]

    assert [await reserve(2) for _ in range(3)] == [0, 3600, 3 * 3600]
    assert seconds(await db.write(rates.take, SLOW)) == [4 * 3600]
    await forward_rates(db, seconds=4 * 3600)
    assert await reserve(1) == 0


async def test_each_rate_of_each_community_is_counted_by_itself(db: Database) -> None:
    other = Rate("others", every=HOUR)
    assert await db.write(rates.take, other) == NONE
    assert await db.write(rates.take, other) > NONE
    assert await db.write(rates.take, other, CLUB) == NONE
    assert await db.write(rates.take, SLOW) == NONE
    await db.write(rates.give_back, other)
    assert await db.write(rates.take, other, CLUB) > NONE
    assert await db.write(rates.take, other) == NONE


async def test_a_pause_lets_nothing_happen_until_it_is_over(db: Database) -> None:
    await db.write(rates.pause, SLOW, HOUR)
    await db.write(rates.pause, SLOW, HOUR / 2)  # which is shorter than the one there is
    assert seconds(await db.read(rates.wait, SLOW)) == [3600]
    assert seconds(await db.write(rates.take, SLOW)) == [3600]
    await forward_rates(db, seconds=3600)
    assert await db.write(rates.take, SLOW) == NONE
    assert await db.write(rates.take, SLOW) > NONE


async def test_processes_share_it(both: list[Database]) -> None:
    """With the condition in Python after a look, PostgreSQL gives out more than there are."""
    taken = await asyncio.gather(*(db.write(rates.take, SLOW) for db in both * 10))
    assert taken.count(NONE) == SLOW.burst
    waits = await asyncio.gather(*(db.write(rates.reserve, SLOW) for db in both * 3))
    assert sorted(seconds(*waits)) == [3600 * n for n in range(1, 7)]
