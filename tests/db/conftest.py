"""A database as an earlier version of the program left it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.migrate import migrate
from tests.support.databases import PostgresServer


@pytest.fixture(params=["sqlite", "postgres"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database of revision 0002, of either kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'old.db'}"
        asyncio.run(migrate(url, "0002"))
        yield url
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.empty()
        asyncio.run(migrate(url, "0002"))
        yield url
        server.drop(url)
