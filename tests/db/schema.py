"""A database's own definitions of its tables, in a form that two databases can be compared by."""

import re
from collections.abc import Iterator

from sqlalchemy import Connection

from db.engines import is_sqlite, postgres, sqlite_migrator

_POSTGRES = (
    """
    SELECT 'relation ' || relname, relkind::text FROM pg_class
    WHERE relnamespace = 'public'::regnamespace
    """,
    """
    SELECT 'column ' || relname || '.' || attname,
           format_type(atttypid, atttypmod) || ' ' || attnotnull || ' ' || attidentity::text
           || ' ' || COALESCE(pg_get_expr(adbin, adrelid), 'no default')
    FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0
          AND NOT attisdropped
    """,
    """
    SELECT 'constraint ' || conrelid::regclass::text || '.' || conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    """,
    "SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
)

_DEFAULT_IN_BRACKETS = re.compile(r"DEFAULT \(('[^']*'|-?\d+)\)")

Definitions = dict[str, str]


async def run(url: str, *statements: str) -> None:
    """Run statements in one transaction."""
    engine = sqlite_migrator(url) if is_sqlite(url) else postgres(url)
    async with engine.begin() as connection:
        for statement in statements:
            await connection.exec_driver_sql(statement)
    await engine.dispose()


async def definitions(url: str) -> Definitions:
    """Return what a database says of itself, by the names of its parts."""
    engine = sqlite_migrator(url) if is_sqlite(url) else postgres(url)
    async with engine.connect() as connection:
        found = await connection.run_sync(_sqlite if is_sqlite(url) else _postgres)
    await engine.dispose()
    return {name: sql for name, sql in found.items() if "alembic_version" not in name}


def _postgres(connection: Connection) -> Definitions:
    return {
        row[0]: row[1]
        for question in _POSTGRES
        for row in connection.exec_driver_sql(" ".join(question.split()))
    }


def _sqlite(connection: Connection) -> Definitions:
    found = {}
    for kind, name, sql in connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master"):
        if kind == "table":
            for part in _parts(sql):
                label = re.match(r"CONSTRAINT \S+|\S+", part)
                assert label, part
                found[f"table {name}: {label[0]}"] = part
        else:
            found[f"{kind} {name}"] = _plain(sql or "")  # none: made by a constraint
    return found


def _parts(sql: str) -> Iterator[str]:
    """Split CREATE TABLE into its columns and constraints, whose order means nothing."""
    body = sql[sql.index("(") + 1 : sql.rindex(")")]
    depth, start = 0, 0
    for at, letter in enumerate(body):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            yield _plain(body[start:at])
            start = at + 1
    yield _plain(body[start:])


def _plain(sql: str) -> str:
    """Take out what means nothing: spaces, and the brackets in which Alembic copies a default."""
    return _DEFAULT_IN_BRACKETS.sub(r"DEFAULT \1", " ".join(sql.split()))
