"""Turns of shards, over all processes of the bot."""

import asyncio
import math
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlmodel import update

from bot.runtime import identify
from bot.runtime.identify import wait_for_turn
from db.database import Database, connect
from db.errors import DatabaseUnavailableError
from db.tables import RateLimit
from tests.support.databases import Clock, still_world

HOUR = timedelta(hours=1)


@pytest.fixture
async def other(db_url: str, db: Database, clock: Clock) -> AsyncIterator[Database]:
    """Another database over the same URL, as another process has one."""
    another = connect(db_url, still_world(clock, 2))
    yield another
    await another.close()


@pytest.fixture
def waits(db: Database, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How long each waited, in hours, which are apart here; nobody really does."""
    waits: list[int] = []

    async def sleep(seconds: float) -> None:
        waits.append(math.ceil(seconds / 3600))
        passed = int(seconds * 1_000_000)
        await db.write(
            lambda s: s.execute(update(RateLimit).values(full_at=RateLimit.full_at - passed))
        )

    monkeypatch.setattr(identify, "APART", HOUR)
    monkeypatch.setattr(asyncio, "sleep", sleep)
    return waits


async def test_processes_take_turns(db: Database, other: Database, waits: list[int]) -> None:
    await wait_for_turn(db, 0, 1)
    assert waits == []
    await wait_for_turn(other, 1, 1)
    await wait_for_turn(db, 2, 1)
    assert waits == [1, 1]


async def test_shards_of_different_keys_start_together(
    db: Database, other: Database, waits: list[int]
) -> None:
    await wait_for_turn(db, 0, 2)
    await wait_for_turn(other, 1, 2)
    assert waits == []
    await wait_for_turn(other, 2, 2)
    assert waits == [1]


async def test_who_gives_up_loses_no_turn_for_others(
    db: Database, other: Database, waits: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proven: with a turn that is reserved, the next one would wait for two."""

    async def give_up(_: float) -> None:
        raise TimeoutError

    await wait_for_turn(db, 0, 1)
    with monkeypatch.context() as patch:
        patch.setattr(asyncio, "sleep", give_up)
        with pytest.raises(TimeoutError):
            await wait_for_turn(other, 1, 1)
    await wait_for_turn(db, 2, 1)
    assert waits == [1]


async def test_without_the_database_one_waits_all_the_same(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    async def away(*_: object) -> None:
        raise DatabaseUnavailableError("away")

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(db, "write", away)
    monkeypatch.setattr(asyncio, "sleep", sleep)
    await wait_for_turn(db, 0, 1)
    assert waits == [identify.APART.total_seconds()]
