"""Plans of batches: whom one is about, written down piece by piece before it begins."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, delete, or_, select, update

from bot.services.actors import Person, require_manager
from bot.services.errors import GoneError, RefusedError
from db.session import Session
from db.statement import BulkStatement
from db.tables import Batch, BatchKind, BatchMember, BatchOutcome, BatchState, table
from db.upsert import insert_row

PIECE = 500
"""Members at the most whose part of a plan is written, or cleared away, in one transaction."""

PLAN_LASTS = timedelta(minutes=15)
"""How long a plan waits to be confirmed; who is present was looked at when it was made."""

IMPORT_LASTS = timedelta(days=1)
"""How long that of an import waits: what a file says does not change with who is present."""

_WRITE = BulkStatement(
    insert_row(
        BatchMember, "reason", "earn_moved", "spend_moved", "earn_back", "spend_back", "kept"
    )
)


class PlanTooOldError(RefusedError):
    """People may have come and gone since the plan was made."""

    message = "bulk-plan-too-old"


def begin(session: Session, by: Person, kind: BatchKind, **columns: Any) -> Batch:
    """Begin a plan, of nobody at first."""
    require_manager(session, by)
    batch = Batch(
        community_id=by.community_id,
        id=session.new_id(),
        kind=kind,
        actor_id=by.member_id,
        created_at=session.now,
        **columns,
    )
    session.add(batch)
    session.flush()
    return batch


def write_down(session: Session, batch: Batch, members: Sequence[Mapping[str, Any]]) -> None:
    """Add members behind those who are in a plan already.

    Each has a `member_id`; `outcome`, `earn` and `spend` where they are not to wait without.
    """
    rows = [
        {
            "outcome": BatchOutcome.WAITING,
            "earn": None,
            "spend": None,
            **member,
            "community_id": batch.community_id,
            "batch_id": batch.id,
            "position": position,
        }
        for position, member in enumerate(members, batch.total)
    ]
    session.run_many(_WRITE, rows)
    waiting = sum(row["outcome"] == BatchOutcome.WAITING for row in rows)
    batch.total += len(rows)
    batch.wanted += waiting
    batch.unchanged += len(rows) - waiting
    session.flush()


def planned(session: Session, by: Person, batch_id: int) -> Batch:
    """Return a plan that is being written, locked; who else writes to it waits."""
    require_manager(session, by)
    batch = locked(session, by.community_id, batch_id)
    if batch.state != BatchState.PLANNED:
        raise PlanTooOldError
    return batch


def to_confirm(session: Session, by: Person, batch_id: int) -> Batch | None:
    """Return a plan that may begin now, locked; None: that was decided before."""
    require_manager(session, by)
    batch = locked(session, by.community_id, batch_id)
    if batch.state != BatchState.PLANNED:
        return None
    lasts = IMPORT_LASTS if batch.kind == BatchKind.IMPORT else PLAN_LASTS
    if session.now - batch.created_at > lasts:
        raise PlanTooOldError
    return batch


def start(session: Session, by: Person, batch: Batch) -> None:
    """Let a plan begin."""
    batch.state = BatchState.RUNNING
    batch.actor_id = by.member_id
    batch.confirmed_at = session.now


def abandon(session: Session, community_id: int, batch_id: int) -> None:
    """Give a plan up. One that was confirmed, or is being cleared away, stays as it is."""
    batch = session.locked(Batch, (community_id, batch_id))
    if batch is not None and batch.state == BatchState.PLANNED:
        batch.state = BatchState.ABANDONED
        session.flush()


def get(session: Session, community_id: int, batch_id: int) -> Batch:
    """Return a batch; `GoneError` where there is none, or it is being cleared away."""
    return _there(session.get(Batch, (community_id, batch_id)))


def locked(session: Session, community_id: int, batch_id: int) -> Batch:
    """Return it; nobody else confirms it, works on it or removes it until the transaction ends."""
    return _there(session.locked(Batch, (community_id, batch_id)))


def _there(batch: Batch | None) -> Batch:
    if batch is None or batch.state == BatchState.ABANDONED:
        raise GoneError
    return batch


def purge(session: Session, limit: int = PIECE) -> int:
    """Clear away a piece of a plan that nobody confirmed in time; return how many rows went."""
    one, member = table(Batch), table(BatchMember)
    over = _abandoned(session)
    if over is None:
        return 0
    mine = (member.c.community_id == over.community_id, member.c.batch_id == over.id)
    some = select(member.c.position).where(*mine).order_by(member.c.position).limit(limit)
    gone: int = (
        session.connection()
        .execute(delete(member).where(*mine, member.c.position.in_(some)))
        .rowcount
    )
    if gone < limit:
        session.execute(
            delete(one).where(one.c.community_id == over.community_id, one.c.id == over.id)
        )
    return max(1, gone)


def _abandoned(session: Session) -> Row[int, int] | None:
    """Return the first plan whose time is over, which nobody can confirm any more."""
    one = table(Batch).c
    too_old = or_(
        (one.kind != BatchKind.IMPORT) & (one.created_at < session.now - PLAN_LASTS),
        one.created_at < session.now - IMPORT_LASTS,
    )
    is_over = or_(one.state == BatchState.ABANDONED, (one.state == BatchState.PLANNED) & too_old)
    first = select(one.community_id, one.id).where(is_over).order_by(one.id).limit(1)
    while found := session.execute(first).first():
        # One that is being confirmed at this moment is waited for, and is no plan any more then.
        mine = session.execute(
            update(table(Batch))
            .where(one.community_id == found.community_id, one.id == found.id, is_over)
            .values(state=BatchState.ABANDONED)
            .returning(one.community_id, one.id)
        ).first()
        if mine is not None:
            return mine
    return None
