"""What stands in all tables, to compare ways of doing the same."""

from typing import Any

from sqlalchemy import select

from db.session import Session
from db.tables import metadata

LEFT_OUT = {"id", "grant_id", "key", "redemption_code", "secret", "at", "created_at"}
"""Columns that say when, by which id, or what nobody may foresee."""


def rows(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Return what stands in all tables, without what differs each time."""
    found = {}
    for table in metadata.sorted_tables:
        columns = [column for column in table.columns if column.name not in LEFT_OUT]
        found[table.name] = sorted(
            (_without_ids(row) for row in session.execute(select(*columns))), key=repr
        )
    return found


def _without_ids(row: Any) -> tuple[Any, ...]:
    return tuple(
        {name: one for name, one in value.items() if name not in {"grant", "reward", "batch"}}
        if isinstance(value, dict)
        else value
        for value in row
    )


def undo_all(session: Session) -> None:
    """Empty the database."""
    for table in reversed(metadata.sorted_tables):
        session.execute(table.delete())


def values(found: dict[str, list[tuple[Any, ...]]]) -> dict[str, Any]:
    """Return rows without the ids of rewards, which are others each time."""
    return {
        name: sorted(
            repr([value for value in row if not (isinstance(value, int) and value > 10**12)])
            for row in some
        )
        for name, some in found.items()
    }
