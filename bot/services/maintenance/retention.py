"""What is kept for a time only: runs with their traces, and what was sent.

As long as events, to which runs refer; those are forgotten by `events.purge` when no run is left.
"""

from typing import Any

from sqlalchemy import delete, select, tuple_
from sqlmodel import SQLModel, col

from bot.services import events
from db.session import Session
from db.tables import (
    Delivery,
    DeliveryKind,
    DeliveryState,
    Run,
    RunState,
    Trace,
    table,
)

_SLICE = 200
_ROLES = (DeliveryKind.GIVE_ROLE, DeliveryKind.TAKE_ROLE)  # they tell whose a role is to take away


def purge_runs(session: Session) -> int:
    """Forget a slice of runs that are long over, with their traces; return how many."""
    over = (
        col(Run.created_at) < session.now - events.KEPT,
        col(Run.state) != RunState.READY,
    )
    rows = session.execute(
        select(col(Run.community_id), col(Run.id)).where(*over).limit(_SLICE)
    ).all()
    if rows:
        keys = [tuple(row) for row in rows]
        _delete(session, Trace, (col(Trace.community_id), col(Trace.run_id)), keys)
        _delete(session, Run, (col(Run.community_id), col(Run.id)), keys)
    return len(rows)


def purge_deliveries(session: Session) -> int:
    """Forget a slice of messages and calls whose outcome was known long ago; return how many."""
    rows = session.execute(
        select(col(Delivery.community_id), col(Delivery.id))
        .where(
            col(Delivery.created_at) < session.now - events.KEPT,
            col(Delivery.state) != DeliveryState.PENDING,
            col(Delivery.kind).not_in(_ROLES),
        )
        .limit(_SLICE)
    ).all()
    if rows:
        keys = [tuple(row) for row in rows]
        _delete(session, Delivery, (col(Delivery.community_id), col(Delivery.id)), keys)
    return len(rows)


def _delete(session: Session, model: type[SQLModel], key: Any, keys: list[Any]) -> None:
    session.execute(delete(table(model)).where(tuple_(*key).in_(keys)))
