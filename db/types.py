"""Column types and the few spellings that every table uses."""

import enum
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Dialect, false
from sqlalchemy.types import DateTime, TypeDecorator
from sqlmodel import Field, SQLModel

# Constraint names are the same on both databases, so that a migration can name what it changes.
SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


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


def id_key() -> Any:
    """A 64-bit part of a primary key, always given by the program."""
    return Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})


def big(default: Any = ...) -> Any:
    """A 64-bit whole number: an id of Discord's or ours, or an amount."""
    if default is ...:
        return Field(sa_type=BigInteger)
    return Field(default=default, sa_type=BigInteger)


def moment(default: Any = ...) -> Any:
    """A moment in UTC."""
    if default is ...:
        return Field(sa_type=UtcDateTime)
    return Field(default=default, sa_type=UtcDateTime)


def number(default: int) -> Any:
    """A 64-bit whole number that rows have which were there before the column."""
    return Field(
        default=default, sa_type=BigInteger, sa_column_kwargs={"server_default": str(default)}
    )


def flag() -> Any:
    """A yes or no that is no unless said otherwise."""
    return Field(default=False, sa_column_kwargs={"server_default": false()})


def count() -> Any:
    """A 64-bit count that begins at 0."""
    return Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})


def one_of(column: str, values: type[enum.StrEnum]) -> CheckConstraint:
    """Let a text column hold the values of an enumeration and nothing else."""
    allowed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")
