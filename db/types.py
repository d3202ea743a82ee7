"""Column types and the few spellings that every table uses."""

import enum
import sqlite3
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKeyConstraint,
    Index,
    false,
    text,
)
from sqlalchemy.types import Date, DateTime, TypeDecorator
from sqlmodel import Field, SQLModel

# Constraint names are the same on both databases, so that a migration can name what it changes.
SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


NEVER = date.max
"""The last good day of what is good for ever."""

_MEMBER = "member"


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: timestamptz on PostgreSQL, ISO text on SQLite. Always aware in Python."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment must know its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class LastDay(TypeDecorator[date]):
    """The last day on which something is good; in Python None where it is good for ever.

    That is stored as the last date there is, so that comparing and ordering know no exception:
    what never ends is good on any day, and comes last.
    """

    impl = Date
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> date:  # noqa: ARG002
        return NEVER if value is None else value

    def process_result_value(self, value: date | None, dialect: Dialect) -> date | None:  # noqa: ARG002
        return None if value == NEVER else value


def id_key() -> Any:
    """A 64-bit part of a primary key, always given by the program."""
    return Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})


def big(default: object = ...) -> Any:
    """A 64-bit whole number: an id of Discord's or ours, or an amount."""
    if default is ...:
        return Field(sa_type=BigInteger)
    return Field(default=default, sa_type=BigInteger)


def member_key() -> Any:
    """A member's id that is a part of a primary key; see `member`."""
    return Field(
        primary_key=True,
        sa_type=BigInteger,
        sa_column_kwargs={"autoincrement": False, "info": {_MEMBER: True}},
    )


def member(default: object = ...) -> Any:
    """A member's id. Erasing the member replaces it."""
    kept = {"info": {_MEMBER: True}}
    if default is ...:
        return Field(sa_type=BigInteger, sa_column_kwargs=kept)
    return Field(default=default, sa_type=BigInteger, sa_column_kwargs=kept)


def holds_member_id(column: Column[Any]) -> bool:
    """Return whether a column holds members' ids: one made by `member` or `member_key`."""
    return _MEMBER in column.info


def moment(default: object = ...) -> Any:
    """A moment in UTC."""
    if default is ...:
        return Field(sa_type=UtcDateTime)
    return Field(default=default, sa_type=UtcDateTime)


def number(default: int) -> Any:
    """A 64-bit whole number that rows have which were there before the column."""
    return Field(
        default=default, sa_type=BigInteger, sa_column_kwargs={"server_default": str(default)}
    )


def last_day() -> Any:
    """The last day on which something is good; None: for ever."""
    return Field(sa_type=LastDay, nullable=False)


def flag() -> Any:
    """A yes or no that is no unless said otherwise."""
    return Field(default=False, sa_column_kwargs={"server_default": false()})


def count() -> Any:
    """A 64-bit count that begins at 0."""
    return Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})


def mapping() -> Any:
    """A mapping that is kept as JSON and empty at first."""
    return Field(default_factory=dict, sa_type=JSON, sa_column_kwargs={"server_default": "{}"})


def one_of(column: str, values: type[enum.StrEnum]) -> CheckConstraint:
    """Let a text column hold the values of an enumeration and nothing else."""
    sqlite3.register_adapter(values, str)  # else the driver asks each of them how
    allowed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


def refers(column: str, table: str) -> ForeignKeyConstraint:
    """Let a column hold the ids of another table's rows, in the same community."""
    return ForeignKeyConstraint(["community_id", column], [f"{table}.community_id", f"{table}.id"])


def index_where(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Index only the rows for which the SQL in `where` is true."""
    rows = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=rows, postgresql_where=rows)
