"""Replacing a member's id wherever it stands: in columns, in texts, in JSON."""

import json
import re
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, String, Table, and_, cast, or_, select, update
from sqlmodel import AutoString, col

from db.privacy import privacy
from db.session import Session
from db.tables import BatchMember, Event, Grant, LedgerEntry, Run, Trace, models, table
from db.types import holds_member_id


def anonymize(session: Session, community_id: int, member_id: int, nobody: int) -> None:
    """Put `nobody` wherever a member's id stands in a community."""
    declared = {table(model): privacy(model) for model in models()}
    for one in declared:
        for column in filter(holds_member_id, one.c):
            session.execute(
                update(one)
                .where(one.c.community_id == community_id, column == member_id)
                .values({column: nobody})
            )
    # Which rows may write of them is found by their new id, so the columns come first.
    for one in (one for one in declared if declared[one].texts):
        which = and_(one.c.community_id == community_id, *_written_where(one, nobody))
        for column in _texts(one):
            _rewrite(session, one, column, which, str(member_id), str(nobody))


def _texts(one: Table) -> list[Column[Any]]:
    """Return the columns that may name somebody; of events, by far the most rows, only one may."""
    if one is table(Event):
        return [one.c.data]
    return [column for column in one.c if isinstance(column.type, AutoString | JSON)]


def _written_where(one: Table, nobody: int) -> list[ColumnElement[bool]]:
    """Return in which rows the id may be written; of the largest tables that is not all."""
    if one is table(Event):
        return [or_(one.c.member_id == nobody, one.c.trigger == "like_received")]
    if one is table(Trace):
        runs = select(col(Run.id)).where(
            col(Run.community_id) == one.c.community_id, col(Run.member_id) == nobody
        )
        return [one.c.run_id.in_(runs)]
    large = (table(Grant), table(LedgerEntry), table(BatchMember))
    return [one.c.member_id == nobody] if one in large else []


def _rewrite(
    session: Session,
    one: Table,
    column: Column[Any],
    which: ColumnElement[bool],
    before: str,
    after: str,
) -> None:
    """Replace an id in a column of texts, or of JSON."""
    whole = re.compile(rf"(?<!\d){before}(?!\d)")
    key = one.primary_key.columns
    rows = session.execute(
        select(*key, column).where(which, cast(column, String).contains(before))
    ).all()
    for *this, written in rows:
        if isinstance(written, str):
            new = whole.sub(after, written)
        else:
            new = json.loads(whole.sub(after, json.dumps(written)))
        same = (part == value for part, value in zip(key, this, strict=True))
        session.execute(update(one).where(*same).values({column: new}))
