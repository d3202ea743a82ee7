"""Bring a database's schema forward, in one transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from db import distribution
from db.engines import is_sqlite, postgres, sqlite_file, sqlite_migrator
from db.errors import DatabaseTooNewError, outages

_LOCK = 5_417_102_268_193_482_113
"""PostgreSQL's advisory lock for migrating; any number, as long as it is always this one."""

log = structlog.get_logger(__name__)


def config() -> Config:
    """Return Alembic's configuration; there is no file for it."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return settings


async def migrate(url: str, to: str = "head") -> None:
    """Bring the schema to this program's version; do nothing where it is there already.

    A database without a schema gets the tables as they are now, which is much faster than all that
    they once were. `to`: another revision on the way there, for tests of what comes after it.

    Several processes may call it at once. Raises `DatabaseTooNewError`, and
    `DatabaseUnavailableError` where nothing answers.
    """
    async with connected(url) as connection, connection.begin():
        await connection.run_sync(upgrade, to)


async def distribute(url: str) -> int:
    """Bring the schema forward and divide all tables among the machines of Citus, at once.

    Returns how many were not divided before. Raises as `migrate`, and `CannotDistributeError`.
    """
    async with connected(url) as connection, connection.begin():
        await connection.run_sync(upgrade, "head")
        return await connection.run_sync(distribution.distribute)


async def is_distributed(url: str) -> bool:
    """Return whether tables are divided already; `CannotDistributeError` where they cannot be."""
    async with connected(url) as connection:
        await connection.run_sync(distribution.require)
        return bool(await connection.run_sync(distribution.distributed))


async def version(url: str) -> tuple[str | None, str]:
    """Return the database's schema version (None: there is no schema) and the program's."""
    if is_sqlite(url) and _is_absent(sqlite_file(url)):
        return None, _head()  # connecting would make the file
    async with connected(url) as connection:
        return await connection.run_sync(_versions)


def is_known(revision: str) -> bool:
    """Return whether this program knows a schema version, so that it can bring it forward."""
    scripts = ScriptDirectory.from_config(config()).walk_revisions()
    return revision in {script.revision for script in scripts}


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[AsyncConnection]:
    """Connect as whoever changes the schema or fills all of it does; raises as `migrate`."""
    with outages():
        engine = sqlite_migrator(url) if is_sqlite(url) else postgres(url)
        try:
            async with engine.connect() as connection:
                yield connection
        finally:
            await engine.dispose()


def _versions(connection: Connection) -> tuple[str | None, str]:
    return MigrationContext.configure(connection).get_current_revision(), _head()


def _is_absent(file: Path) -> bool:
    """Return whether there is no file yet where one could be made."""
    return not file.exists() and (file.parent.is_dir() or not file.parent.exists())


def _head() -> str:
    head = ScriptDirectory.from_config(config()).get_current_head()
    assert head is not None
    return head


def upgrade(connection: Connection, to: str) -> None:
    """Do what `migrate` does, in the transaction of the caller.

    On PostgreSQL whoever else would do the same waits until that is over, so also a bot's start.
    """
    settings = config()
    if connection.dialect.name == "postgresql":
        # A connection that PgBouncer hands on may have kept what a use case waits at the most.
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    current, head = _versions(connection)
    if current == head:
        return
    if current is not None and not is_known(current):
        raise DatabaseTooNewError(current)
    if current is not None:  # with many rows it takes minutes, in which nobody is answered
        log.info("database.migrating", found=current, wanted=head)
    settings.attributes["connection"] = connection
    is_divided = distribution.begin(connection)
    if current is None and to == "head":
        settings.attributes["create_tables"] = True
        command.stamp(settings, to)
    else:
        command.upgrade(settings, to)
    if is_divided:
        distribution.distribute(connection)
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"the migration broke {len(broken)} references")
