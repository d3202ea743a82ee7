"""Rows of any table about somebody, for what must hold for tables that are added tomorrow."""

from datetime import date, datetime
from typing import Any, get_origin

from sqlalchemy import Column, select
from sqlmodel import SQLModel

from db.session import Session
from db.tables import table
from db.types import holds_member_id


def has_rows_of(session: Session, model: type[SQLModel], member_id: int) -> bool:
    """Return whether any row of a table says of somebody that they are meant."""
    columns = filter(holds_member_id, table(model).c)
    return any(session.execute(select(1).where(one == member_id)).first() for one in columns)


def row_of(session: Session, model: type[SQLModel], community_id: int, member_id: int) -> SQLModel:
    """Return a row about somebody, whose id stands in its columns, its texts and its JSON.

    It refers to rows that are there, and has nothing that need not be there. A table in which a
    text has to be one of a few gives it a default, or its row is made by hand.
    """
    one = table(model)
    values = {
        column.name: _value(session, model, column, member_id)
        for column in one.c
        if holds_member_id(column)
        or not (column.nullable or column.default or column.server_default)
    }
    for key in one.foreign_key_constraints:
        if not any(column.nullable for column in key.columns):
            there = select(*(part.column for part in key.elements)).limit(1)
            whose = key.referred_table.c.community_id == community_id
            referred = session.execute(there.where(whose)).one()
            values |= dict(zip(key.column_keys, referred, strict=True))
    return model(**values | {"community_id": community_id})


def _value(session: Session, model: type[SQLModel], column: Column[Any], member_id: int) -> Any:
    if holds_member_id(column):
        return member_id
    annotation = model.model_fields[column.name].annotation
    made: dict[Any, Any] = {
        int: session.new_id(),
        str: f"of {member_id}",
        dict: {"of": str(member_id)},
        list: [str(member_id)],
        bytes: b"",
        bool: False,
        date: session.now.date(),
        datetime: session.now,
    }
    return made[get_origin(annotation) or annotation]
