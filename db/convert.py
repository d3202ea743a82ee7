"""All rows of one database brought into another, of either kind, and compared with what came.

Whoever is killed meanwhile leaves nothing behind: it is one transaction, with the tables in it.
"""

from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b

from sqlalchemy import Connection, LargeBinary, Row, Table, func, insert, select
from sqlalchemy.exc import DBAPIError

from db import distribution
from db.engines import is_sqlite
from db.errors import CannotConvertError, is_ours
from db.migrate import connected, upgrade
from db.tables import metadata

SLICE = 1_000
"""How many rows of a table are in memory at a time."""

SLICE_OF_FILES = 1
"""The same where a row may have a file: a picture has up to 8 MB, and is there some times over."""

OnProgress = Callable[[int, int], None]
"""Hears how many rows of how many are brought; each counts twice, as it is read back as well."""


async def convert(source: str, target: str, on_progress: OnProgress) -> int:
    """Bring all rows into a database that has none, prove that they came, and return how many.

    The source's schema is up to date; the target's is brought there. What others write to the
    source meanwhile does not come along.

    Raises `CannotConvertError`, and as `db.migrate.migrate`.
    """
    async with connected(source) as old, connected(target) as new:
        if not is_sqlite(source):
            await old.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        async with old.begin(), new.begin():
            await new.run_sync(upgrade, "head")
            filled = new.sync_connection
            assert filled is not None
            return await old.run_sync(_bring, filled, on_progress)


def _bring(old: Connection, new: Connection, on_progress: OnProgress) -> int:
    if distribution.distributed(new):
        raise CannotConvertError("divided")
    for table in metadata.sorted_tables:
        if _count(new, table):
            raise CannotConvertError("rows", table.name)
    counts = {table: _count(old, table) for table in metadata.sorted_tables}
    total, done = sum(counts.values()), 0
    for table, count in counts.items():
        went = came = 0
        for rows in _slices(old, table):
            _insert(new, table, rows)
            went += _digest(rows)
            on_progress(done := done + len(rows), 2 * total)
        for rows in _slices(new, table):
            came += _digest(rows)
            on_progress(done := done + len(rows), 2 * total)
        if (went, count) != (came, _count(new, table)):
            raise CannotConvertError("unlike", table.name)
    if new.dialect.name == "postgresql":
        new.exec_driver_sql("ANALYZE")  # else it plans for empty tables, until it looks by itself
    return total


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _slices(connection: Connection, table: Table) -> Iterator[Sequence[Row[*tuple[object, ...]]]]:
    files = any(isinstance(column.type, LargeBinary) for column in table.c)
    size = SLICE_OF_FILES if files else SLICE
    found = connection.execute(select(table), execution_options={"yield_per": size})
    return found.partitions()


def _insert(new: Connection, table: Table, rows: Sequence[Row[*tuple[object, ...]]]) -> None:
    try:
        new.execute(insert(table), [row._asdict() for row in rows])
    except DBAPIError as error:
        if is_ours(error):  # a value that only the other kind can store
            raise CannotConvertError("unlike", table.name) from error
        raise


def _digest(rows: Sequence[Row[*tuple[object, ...]]]) -> int:
    """Return a number for rows in any order: the two databases sort texts differently."""
    return sum(
        int.from_bytes(blake2b(repr(tuple(row)).encode(), digest_size=16).digest()) for row in rows
    )
