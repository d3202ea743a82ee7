"""Fresh databases for what is compared with each other."""

from collections.abc import Iterator

import pytest

from tests.support.databases import PostgresServer, SqliteFiles

SIZES = (1, 7, 64)
"""How many events a worker takes at once."""


@pytest.fixture(params=["sqlite", "postgres"])
def urls(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """A fresh database of one kind for each size."""
    kind = "sqlite_files" if request.param == "sqlite" else "postgres"
    server: SqliteFiles | PostgresServer = request.getfixturevalue(kind)
    found = [server.fresh() for _ in SIZES]
    yield found
    for url in found:
        server.give_back(url)
