"""Statements that belong together: PostgreSQL takes them as one, and is waited for once.

As one, all of them see the database as it was before, and all are done whatever they return.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from db.statement import AsyncDriver, BulkStatement, Statement

Part = tuple[Statement, Mapping[str, Any]]
"""A statement with its values, which returns one number at the most; without RETURNING none."""

Bulk = tuple[BulkStatement, Sequence[Mapping[str, Any]]]
"""A statement for many, with the parameters of each."""


def run_parts(driver: AsyncDriver, parts: Sequence[Part]) -> list[Any]:
    """Run statements as one; return the number of each, or None."""
    sql = _as_one(tuple(statement for statement, _ in parts), "SELECT *")
    values = [value for statement, given in parts for value in statement.postgres_values(given)]
    return list(driver.run_async(lambda connection: connection.fetchrow(sql, *values)))


def run_bulks(driver: AsyncDriver, bulks: Sequence[Bulk]) -> list[int]:
    """Run statements that take lists as one; return how many rows each has changed."""
    sql = _as_one(tuple(statement for statement, _ in bulks), "SELECT count(*)")
    lists = [given for statement, many in bulks for given in statement.postgres_lists(many)]
    return list(driver.run_async(lambda connection: connection.fetchrow(sql, *lists)))


@cache
def _as_one(statements: tuple[Statement | BulkStatement, ...], told: str) -> str:
    """Return SQL of PostgreSQL that does what several statements do, and tells of each."""
    places, parts = 0, list[str]()
    for statement in statements:
        sql, count = statement.postgres_sql
        parts.append(f"part_{len(parts)} AS ({_numbered_from(places, sql)})")
        places += count
    returned = [
        f"({told} FROM part_{number})" if statement.tells else "NULL"
        for number, statement in enumerate(statements)
    ]
    return f"WITH {', '.join(parts)} SELECT {', '.join(returned)}"


def _numbered_from(places: int, sql: str) -> str:
    """Return SQL whose places for values come after some others."""
    return re.sub(r"\$(\d+)", lambda place: f"${int(place[1]) + places}", sql)
