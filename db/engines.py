"""Engines, and the settings of every connection when it opens."""

import sqlite3
import time
from pathlib import Path
from types import NoneType
from typing import Any

from asyncpg.exceptions import InterfaceError
from sqlalchemy import (
    URL,
    Connection,
    Dialect,
    Engine,
    ExceptionContext,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool

from db.private import private_file, private_folder

READERS = 4
"""How many threads read from a SQLite file at the same time."""

BUSY_SECONDS = 10
"""How long a use case waits for somebody else's lock before it gives up."""

ABANDONED_SECONDS = 30
"""How long a transaction may rest before the server ends it: whoever began it lost its power."""

SYNCHRONOUS = "FULL"
"""How SQLite writes: a commit waits until the disk has it, so it outlives a power cut."""

CHECKPOINT_PAGES = 4_000
"""After how many pages of 4 KB in its log SQLite brings them into the file: 16 MB.

Whoever commits then waits for it. SQLite would do it after 1,000; but most pages are changed again
soon, and each is brought in once, however often it was changed.
"""

POOLED = "pooled"
"""In what SQLAlchemy remembers of a connection: whether a pooler answered."""

DIVIDED = "divided"
"""In the same: whether Citus may have divided the tables among several machines."""

# Else the driver asks each value that is no plain number or text whether it adapts itself.
sqlite3.register_adapter(NoneType, lambda none: none)

REST_SECONDS = 1.0
"""After which time a connection of PostgreSQL may have died unnoticed."""

_RESTS_SINCE = "rests_since"

_NOTHING_PREPARED = {"statement_cache_size": 0, "prepared_statement_cache_size": 0}
"""What asyncpg and SQLAlchemy remember of a connection: nothing, where the server may change."""


def is_sqlite(url: str) -> bool:
    """Tell which of the two databases a URL means."""
    return make_url(url).get_backend_name() == "sqlite"


def sqlite_writer(url: str) -> Engine:
    """Return an engine for the one thread that writes."""
    path = _file(url)
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=path),
        poolclass=StaticPool,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
    )
    # An import of 100,000 codes takes a third less time where its indexes fit into memory; and
    # what a savepoint or a statement may have to undo would be written to a file.
    _configure_sqlite(
        engine,
        "BEGIN IMMEDIATE",
        "PRAGMA foreign_keys=ON",
        "PRAGMA cache_size=-65536",
        "PRAGMA temp_store=MEMORY",
        f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}",
    )
    return engine


def sqlite_reader(url: str) -> Engine:
    """Return an engine for the threads that read; its connections cannot write."""
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=_file(url)),
        poolclass=QueuePool,
        hide_parameters=True,
        pool_size=READERS,
        max_overflow=0,
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
    )
    _configure_sqlite(engine, "BEGIN", "PRAGMA query_only=ON")
    return engine


def sqlite_migrator(url: str) -> AsyncEngine:
    """Return an engine for changing the schema: foreign keys are off, as SQLite needs for that."""
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=_file(url)),
        connect_args={"timeout": BUSY_SECONDS},
    )
    _configure_sqlite(engine.sync_engine, "BEGIN IMMEDIATE", "PRAGMA foreign_keys=OFF")
    return engine


def postgres(url: str, *, pool_size: int = 1, lock_seconds: float | None = None) -> AsyncEngine:
    """Return an engine for PostgreSQL; with `lock_seconds`, for use cases.

    They wait for a lock no longer than that, and are ended by the server if nothing more comes.
    A pooler such as PgBouncer may stand between and give each transaction another connection of
    the server. Then nothing is kept from one transaction to the next: no prepared statement, no
    setting.
    """
    engine = create_async_engine(
        make_url(url).set(drivername="postgresql+asyncpg"),
        pool_size=pool_size,
        hide_parameters=True,  # an error's text ends up in a log, and a parameter may be a code
        max_overflow=0,
        pool_use_lifo=True,  # the one used last has everything prepared, and planned
    )
    _look_whether_it_lives(engine.sync_engine)

    @event.listens_for(engine.sync_engine, "do_connect")
    def find_out_what_answers(
        dialect: Dialect, record: ConnectionPoolEntry, args: list[Any], params: dict[str, Any]
    ) -> DBAPIConnection:
        connection = dialect.connect(*args, **params)
        if is_pooled(connection):
            connection.close()
            record.info[POOLED] = True
            connection = dialect.connect(*args, **params | _NOTHING_PREPARED)
        record.info[DIVIDED] = connection.run_async(_has_citus)
        return connection

    if lock_seconds is not None:
        _limit(
            engine.sync_engine,
            lock_timeout=lock_seconds,
            idle_in_transaction_session_timeout=ABANDONED_SECONDS,
        )

    @event.listens_for(engine.sync_engine, "handle_error")
    def hide_values(context: ExceptionContext) -> None:
        """Forget the row that an error of PostgreSQL quotes, for the same reason."""
        error: BaseException | None = context.original_exception
        while error is not None:
            if getattr(error, "detail", None):
                error.detail = None  # type: ignore[attr-defined]  # asyncpg's, which has no types
            error = error.__cause__

    return engine


def is_pooled(connection: Any) -> bool:
    """Return whether a pooler answered on a connection of asyncpg's, as SQLAlchemy has it.

    PostgreSQL begins with the number of the process that serves the connection. A pooler has to
    make one up, since it has no process of the server's at hand yet, or soon another one.
    """

    async def number(driver: Any) -> Any:
        # Without a name: a pooler's connections are also others', who may have that name by now.
        return await (await driver.prepare("SELECT pg_backend_pid()", name="")).fetchval()

    given = connection.driver_connection.get_server_pid()
    return bool(given != connection.run_async(number))


async def _has_citus(driver: Any) -> bool:
    found = await driver.fetch("SELECT FROM pg_extension WHERE extname = 'citus'")
    return bool(found)


def _look_whether_it_lives(engine: Engine) -> None:
    """Ask a connection that was not used for a while, before somebody is to have it.

    SQLAlchemy would ask each time, and a question takes three ways over the network.
    """

    @event.listens_for(engine, "checkin")
    def on_checkin(_connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        record.info[_RESTS_SINCE] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def on_checkout(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        since = record.info.get(_RESTS_SINCE)
        if since is None:
            return  # it is new
        rested = time.monotonic() - since > REST_SECONDS
        try:
            if connection.driver_connection.is_closed():
                raise InterfaceError("closed")
            if rested:
                connection.ping()
        except Exception as error:
            raise InvalidatePoolError from error


def _limit(engine: Engine, **seconds: float) -> None:
    """Limit how long things may take on a connection, or behind a pooler in each transaction.

    By a statement, since a pooler may take no startup parameter.
    """

    def setting(*, local: bool) -> str:
        values = (f"set_config('{name}', '{s * 1000:.0f}', {local})" for name, s in seconds.items())
        return f"SELECT {', '.join(values)}"

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        if not record.info.get(POOLED):
            cursor = connection.cursor()
            cursor.execute(setting(local=False))
            cursor.close()
            connection.commit()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        if connection.info.get(POOLED):
            connection.exec_driver_sql(setting(local=True))


def sqlite_file(url: str) -> Path:
    """Return the file that a URL of SQLite names."""
    path = make_url(url).database
    if not path or path == ":memory:":
        raise ValueError("SQLite needs a file: sqlite:///data/laurel.db")
    return Path(path)


def _file(url: str) -> str:
    """Return the file; one that is not there yet is made before SQLite does it, for us alone."""
    path = sqlite_file(url)
    if not path.exists():
        private_folder(path.parent)
        private_file(path)  # its -wal and -shm take after it
    return str(path)


def _configure_sqlite(engine: Engine, begin: str, *pragmas: str) -> None:
    """Take transactions out of the driver's hands: it would issue no BEGIN before a SELECT."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("PRAGMA journal_mode=WAL", f"PRAGMA synchronous={SYNCHRONOUS}", *pragmas):
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
