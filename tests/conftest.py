"""Fixtures for everybody."""

import logging
import sys
import threading
import warnings
from collections.abc import AsyncIterator, Iterator

import pytest
import structlog

from bot.runtime import garbage
from db import engines
from db.database import Database
from tests.support.databases import (
    Clock,
    KeptEngines,
    PostgresServer,
    SqliteFiles,
    postgres_server,
    still_world,
)
from tests.support.watcher import Watcher, watching


def pytest_configure() -> None:
    """Write errors plainly: with rich, as structlog does by itself, one takes half a second."""
    *earlier, _ = structlog.get_config()["processors"]
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*earlier, plain])


def pytest_collection_finish() -> None:
    """Let the collector look no more at modules and tests, which stay to the end."""
    garbage.spare()


@pytest.fixture(autouse=True)
def _what_python_says_by_itself() -> Iterator[None]:
    """Give back what setting up the log takes over."""
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning
    asyncio_logger = logging.getLogger("asyncio")
    filters, raising = list(asyncio_logger.filters), logging.raiseExceptions
    logs = structlog.get_config()
    yield
    structlog.configure(**logs)
    sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning = hooks
    asyncio_logger.filters, logging.raiseExceptions = filters, raising


@pytest.fixture(scope="session", autouse=True)
def no_power_cut() -> Iterator[str]:
    """Let no commit wait for the disk, and hand out what the program says instead.

    What a killed process has committed stays; only a machine that loses power could lose it.
    """
    as_the_program_says = engines.SYNCHRONOUS
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "SYNCHRONOUS", "OFF")
        yield as_the_program_says


@pytest.fixture(scope="session")
def watcher() -> Iterator[Watcher]:
    """Looks at every statement that goes to PostgreSQL, from the first test to the last."""
    watcher = Watcher()
    with watching(watcher):
        yield watcher


@pytest.fixture(autouse=True)
def _one_community_at_a_time(watcher: Watcher) -> Iterator[None]:
    """Let no statement lock or write rows without saying of which community they are."""
    yield
    assert not watcher.take_refused()


@pytest.fixture
def clock() -> Clock:
    """A clock that the test sets."""
    return Clock()


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    """A folder of SQLite files."""
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server, one for each test process."""
    with postgres_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """The URL of a fresh, migrated database on PostgreSQL, for what only a server can show."""
    url = postgres.fresh()
    yield url
    postgres.give_back(url)


@pytest.fixture(params=["sqlite", "postgres"])
def db_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a fresh, migrated database; every test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        files: SqliteFiles = request.getfixturevalue("sqlite_files")
        url = files.fresh()
        yield url
        files.give_back(url)
    else:
        yield request.getfixturevalue("postgres_url")


@pytest.fixture(scope="session")
def kept_engines() -> KeptEngines:
    """Engines of databases that are closed."""
    return KeptEngines()


@pytest.fixture
async def db(db_url: str, clock: Clock, kept_engines: KeptEngines) -> AsyncIterator[Database]:
    """A fresh database of either kind, in a world whose time the test decides."""
    database = kept_engines.connect(db_url, still_world(clock))
    yield database
    await database.close()
