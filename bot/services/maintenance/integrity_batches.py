"""Proof that what was done to many adds up: its counts, and the points that it says it moved."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlmodel import col

from bot.services.points.spans import IMPORT_KEY
from db.tables import (
    Batch,
    BatchKind,
    BatchMember,
    BatchOutcome,
    BatchState,
    LedgerEntry,
    LedgerReason,
    WalletKind,
    linked,
)

Query = Select[*tuple[Any, ...]]

_MOVED = {
    (WalletKind.EARN, ""): col(BatchMember.earn_moved),
    (WalletKind.SPEND, ""): col(BatchMember.spend_moved),
    (WalletKind.EARN, ":undone"): col(BatchMember.earn_back),
    (WalletKind.SPEND, ":undone"): col(BatchMember.spend_back),
}
"""What moved for a member, by the wallet and by how the key of its entry ends."""

_OF_BATCHES = (LedgerReason.IMPORTED, LedgerReason.RESET, LedgerReason.UNDO)
"""Reasons that only batches have."""


def counts() -> Query:
    """Look for batches that say of themselves to be further, or less far, than they are."""
    outcome = col(BatchMember.outcome)
    of_each: dict[Any, ColumnElement[int]] = {
        col(Batch.done): _count(outcome == BatchOutcome.DONE),
        col(Batch.unchanged): _count(outcome == BatchOutcome.UNCHANGED),
        col(Batch.total): _count(outcome.is_not(None)),
        col(Batch.earn_added): _sum(BatchMember.earn_moved, 1),
        col(Batch.earn_taken): -_sum(BatchMember.earn_moved, -1),
        col(Batch.spend_added): _sum(BatchMember.spend_moved, 1),
        col(Batch.spend_taken): -_sum(BatchMember.spend_moved, -1),
        col(Batch.earn_back): func.coalesce(func.sum(col(BatchMember.earn_back)), 0),
        col(Batch.spend_back): func.coalesce(func.sum(col(BatchMember.spend_back)), 0),
        col(Batch.kept): func.coalesce(func.sum(col(BatchMember.kept)), 0),
        col(Batch.keepers): _count(col(BatchMember.kept) > 0),
    }
    # None waits behind the place that it has reached, for nobody would look there again.
    behind = and_(
        outcome == BatchOutcome.WAITING,
        or_(
            col(BatchMember.position) < col(Batch.reached),
            col(Batch.state).not_in([BatchState.PLANNED, BatchState.RUNNING]),
        ),
    )
    return (
        select(col(Batch.community_id), col(Batch.id), of_each[col(Batch.done)], col(Batch.done))
        .outerjoin(BatchMember, linked(BatchMember.batch_id, Batch.id))
        .where(col(Batch.state) != BatchState.ABANDONED)  # its members are being cleared away
        .group_by(
            col(Batch.community_id), col(Batch.id), col(Batch.state), col(Batch.reached), *of_each
        )
        .having(or_(*(stored != found for stored, found in of_each.items()), _count(behind) > 0))
    )


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _sum(moved: Any, sign: int) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((col(moved) * sign > 0, col(moved)), else_=0)), 0)


def movements() -> Query:
    """Look for members for whom not exactly that was entered which their batch says."""
    begins = case(
        (col(Batch.kind) == BatchKind.IMPORT, literal(IMPORT_KEY)), else_=literal("batch:")
    )
    key = (
        begins
        + cast(col(Batch.id), String)
        + literal(":")
        + cast(col(BatchMember.member_id), String)
    )
    found = union_all(
        *(
            select(
                col(Batch.community_id).label("community_id"),
                col(Batch.id).label("id"),
                moved.label("moved"),
                func.coalesce(col(LedgerEntry.amount), 0).label("amount"),
            )
            .join(BatchMember, linked(BatchMember.batch_id, Batch.id))
            .outerjoin(
                LedgerEntry,
                and_(
                    col(LedgerEntry.community_id) == col(Batch.community_id),
                    col(LedgerEntry.key) == key + literal(ends),
                    col(LedgerEntry.wallet) == wallet,
                ),
            )
            .where(col(Batch.kind) != BatchKind.GRANT)
            for (wallet, ends), moved in _MOVED.items()
        )
    ).subquery()
    return select(found.c.community_id, found.c.id, found.c.moved, found.c.amount).where(
        found.c.moved != found.c.amount
    )


def totals() -> Query:
    """Look for communities where more, or less, was entered for batches than these say."""
    entered = (
        select(
            col(LedgerEntry.community_id).label("community_id"),
            func.sum(col(LedgerEntry.amount)).label("points"),
        )
        .where(col(LedgerEntry.reason).in_(_OF_BATCHES))
        .group_by(col(LedgerEntry.community_id))
        .subquery()
    )
    only_here = col(Batch.kind).in_([BatchKind.IMPORT, BatchKind.RESET])
    moved = (
        col(Batch.earn_added)
        - col(Batch.earn_taken)
        + col(Batch.spend_added)
        - col(Batch.spend_taken)
    )
    said = (
        select(
            col(Batch.community_id).label("community_id"),
            func.sum(
                case((only_here, moved), else_=0) + col(Batch.earn_back) + col(Batch.spend_back)
            ).label("points"),
        )
        .group_by(col(Batch.community_id))
        .subquery()
    )
    points = func.coalesce(said.c.points, 0)
    return (
        select(entered.c.community_id, entered.c.community_id, points, entered.c.points)
        .outerjoin(said, said.c.community_id == entered.c.community_id)
        .where(entered.c.points != points)
    )
