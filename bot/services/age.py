"""How old rows are: their ids lead to them without an index of times, and their time decides.

An id is never earlier than the moment of its transaction. It is later where a clock was set back,
and earlier than the row's time where that is a moment to come, as with deliveries that wait.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlmodel import col

from db.ids import first_id_at
from db.tables import Community


def created_since(model: Any, moment: datetime) -> tuple[ColumnElement[bool], ...]:
    """Ask for rows that were created since a moment; not of deliveries."""
    return model.id >= first_id_at(moment), model.created_at >= moment


def created_before(model: Any, moment: datetime) -> tuple[ColumnElement[bool], ...]:
    """Ask for rows of all communities that were created before a moment."""
    known = col(model.community_id).in_(select(col(Community.id)))  # so that the key serves
    return known, model.id < first_id_at(moment), model.created_at < moment
