"""Databases without a table, and as an earlier version of the program left them."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.migrate import migrate
from tests.support.databases import PostgresServer

Make = Callable[[], str]


@pytest.fixture(params=["sqlite", "postgres"])
def make_empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    """Make databases without a table, of either kind; returns the URL of each."""
    made: list[str] = []
    server: PostgresServer | None = None
    if request.param == "postgres":
        server = request.getfixturevalue("postgres")

    def make() -> str:
        made.append(server.empty() if server else f"sqlite:///{tmp_path / str(len(made))}.db")
        return made[-1]

    yield make
    if server:
        for url in made:
            server.drop(url)


@pytest.fixture
def empty(make_empty: Make) -> str:
    """The URL of a database without a table, of either kind."""
    return make_empty()


@pytest.fixture
def another(empty: str, make_empty: Make) -> str:
    """A second one of the same kind."""
    return make_empty()


@pytest.fixture
def old(make_empty: Make) -> str:
    """The URL of a database of revision 0002, of either kind."""
    asyncio.run(migrate(url := make_empty(), "0002"))
    return url
