"""What must hold for every table, also for one that is added tomorrow."""

import pytest
from sqlalchemy import BigInteger, Column, Index, Integer, Table, UniqueConstraint
from sqlmodel import SQLModel

from db.tables import Code, Grant, StagedCode, metadata

TABLES = sorted(metadata.tables.values(), key=lambda table: table.name)

QUEUES = {
    "delivery": "due_at",
    "run": "due_at",
    "code": "expires_on",
    "grant": "expires_on",
}
"""Tables that are asked again and again for what has come due, and by which column."""

every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def community_of(table: Table) -> Column[int]:
    """Return the column that says whose a row is."""
    return table.c.id if table.name == "community" else table.c.community_id


def keys(table: Table) -> list[list[Column[object]]]:
    """Return the columns of everything that is unique."""
    return [
        list(table.primary_key.columns),
        *(list(c.columns) for c in table.constraints if isinstance(c, UniqueConstraint)),
        *(list(index.columns) for index in table.indexes if index.unique),
    ]


@every_table
def test_every_key_leads_with_the_community(table: Table) -> None:
    assert keys(table)
    assert {key[0] for key in keys(table)} == {community_of(table)}


@every_table
def test_every_reference_stays_in_its_community(table: Table) -> None:
    for constraint in table.foreign_key_constraints:
        pairs = {(e.parent, e.column) for e in constraint.elements}
        assert (community_of(table), community_of(constraint.referred_table)) in pairs


@every_table
def test_no_id_is_too_narrow(table: Table) -> None:
    """Discord's ids take 64 bits, and an `int` that nobody thought about becomes 32."""
    in_keys = {column for key in keys(table) for column in key}
    narrow = [
        column.name
        for column in table.columns
        if isinstance(column.type, Integer)
        and not isinstance(column.type, BigInteger)
        and (column.name == "id" or column.name.endswith("_id") or column in in_keys)
    ]
    assert narrow == []


@every_table
def test_no_key_is_made_by_the_database(table: Table) -> None:
    assert not any(column.autoincrement is True for column in table.columns)
    assert all(column.server_default is None for column in table.primary_key)
    assert not any(c.autoincrement == "auto" for c in table.primary_key if _is_number(c))


def _is_number(column: Column[object]) -> bool:
    return isinstance(column.type, Integer)


def test_queues_are_known() -> None:
    due = {table.name for table in TABLES if "due_at" in table.c}
    assert due <= set(QUEUES)
    running_out = {
        table.name for table in TABLES if {"state", "expires_on"} <= set(table.c.keys())
    } - {"reward"}  # a reward has no state that its date changes: it is compared when asked
    assert running_out <= set(QUEUES)


@pytest.mark.parametrize(("name", "due"), QUEUES.items())
def test_a_queue_is_indexed_by_what_is_due(name: str, due: str) -> None:
    """By the community and then by the time, so that nobody looks at all that one ever had.

    Only what is open, as in an index by the time alone.
    """
    table = metadata.tables[name]
    assert any(_columns(index)[:2] == ["community_id", due] for index in table.indexes)
    by_time = [
        index
        for index in table.indexes
        if due in _columns(index) and _columns(index).index(due) <= 1
    ]
    for kind in ("sqlite", "postgresql"):
        assert all("state" in str(index.dialect_options[kind]["where"]) for index in by_time)


@every_table
def test_both_databases_index_the_same_rows(table: Table) -> None:
    for index in table.indexes:
        sqlite, postgres = (
            str(index.dialect_options[kind]["where"]) for kind in ("sqlite", "postgresql")
        )
        assert sqlite == postgres


@pytest.mark.parametrize(
    ("kind", "names"),
    [(Code, ["value"]), (StagedCode, ["value", "typed_date"]), (Grant, ["redemption_code"])],
)
def test_a_row_that_is_printed_shows_no_code(kind: type[SQLModel], names: list[str]) -> None:
    assert "SUMMER25" not in repr(kind(**dict.fromkeys(names, "SUMMER25")))


def _columns(index: Index) -> list[str]:
    return [column.name for column in index.columns]
