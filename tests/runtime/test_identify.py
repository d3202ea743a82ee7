"""Turns of shards, over all processes of the bot."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.runtime import identify
from bot.runtime.identify import wait_for_turn
from db.database import Database, connect
from db.errors import DatabaseUnavailableError
from tests.support.databases import Clock, still_world


@pytest.fixture
async def other(db_url: str, db: Database, clock: Clock) -> AsyncIterator[Database]:
    """Another database over the same URL, as another process has one."""
    another = connect(db_url, still_world(clock, 2))
    yield another
    await another.close()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long each waited, in seconds; nobody really does."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    return waits


async def test_processes_take_turns(
    db: Database, other: Database, clock: Clock, waits: list[float]
) -> None:
    await wait_for_turn(db, 0, 1)
    await wait_for_turn(other, 1, 1)
    await wait_for_turn(db, 2, 1)
    assert waits == [0, 5.5, 11]
    clock.forward(seconds=16)
    await wait_for_turn(other, 1, 1)
    assert waits[-1] == 0.5


async def test_shards_of_different_keys_start_together(
    db: Database, other: Database, waits: list[float]
) -> None:
    await wait_for_turn(db, 0, 2)
    await wait_for_turn(other, 1, 2)
    await wait_for_turn(other, 2, 2)
    assert waits == [0, 0, 5.5]


async def test_without_the_database_one_waits_all_the_same(
    db: Database, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise DatabaseUnavailableError("away")

    monkeypatch.setattr(db, "write", away)
    await wait_for_turn(db, 0, 1)
    assert waits == [identify.APART.total_seconds()]
