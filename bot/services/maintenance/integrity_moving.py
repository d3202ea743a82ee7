"""Proof that nothing of an import of points was lost unsaid: file × rate − losses = points."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlmodel import col

from bot.services.moving.terms import Mode, Sums
from db.session import Session
from db.tables import Batch, BatchState, linked
from db.tables.moving import Moving, MovingState

Query = Select[*tuple[Any, ...]]

_WALLETS = (("earn", "earn_points"), ("spend", "spend_points"))


def proved(session: Session, cleared: Select[int]) -> Iterator[tuple[int, int, str, str]]:
    """Yield imports that were confirmed with other points than files, rate and losses make."""
    rows = session.execute(
        select(
            col(Moving.community_id),
            col(Moving.id),
            col(Moving.seen),
            col(Moving.earn_points),
            col(Moving.spend_points),
        ).where(
            col(Moving.state) == MovingState.CONFIRMED, col(Moving.community_id).not_in(cleared)
        )
    )
    for row in rows:
        for wallet, column in _WALLETS:
            sums, points = Sums.load(row.seen[wallet]), getattr(row, column)
            made = sums.asked - sum(sums.lost.values())
            if made != points:
                yield row.community_id, row.id, str(made), str(points)


def brought() -> Query:
    """Look for imports that added more or less than was decided, where nobody was refused."""
    is_done = col(Batch.state).in_([BatchState.DONE, BatchState.UNDOING, BatchState.UNDONE])
    is_whole = and_(is_done, col(Batch.done) + col(Batch.unchanged) == col(Batch.total))
    return (
        select(
            col(Moving.community_id),
            col(Moving.id),
            col(Moving.earn_points) + col(Moving.spend_points),
            col(Batch.earn_added) + col(Batch.spend_added),
        )
        .join(Batch, linked(Moving.batch_id, Batch.id))
        .where(
            is_whole,
            col(Moving.choices)["mode"].as_string() == Mode.ADD,
            or_(
                col(Moving.earn_points) != col(Batch.earn_added),
                col(Moving.spend_points) != col(Batch.spend_added),
            ),
        )
    )
