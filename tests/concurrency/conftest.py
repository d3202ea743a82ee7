"""Several processes on one database."""

from collections.abc import AsyncIterator

import pytest

from bot.services.maintenance import integrity
from db.database import Database, connect
from tests.support.databases import Clock, still_world


@pytest.fixture
async def processes(db_url: str, clock: Clock) -> AsyncIterator[list[Database]]:
    """Two databases over one URL, which share no more than two processes would.

    Whatever happened there, `check` has nothing to say about it.
    """
    both = [connect(db_url, still_world(clock, seed)) for seed in (1, 2)]
    yield both
    assert await both[1].read(integrity.check) == []
    for database in both:
        await database.close()
