"""What a slice of points for many leaves in the ledger and in the audit.

It is copied by the database itself from the rows of the members, of which there may be many
thousands; what moved for each stands there by then.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    select,
)
from sqlmodel import SQLModel, col

from bot.services.points.spans import IMPORT_KEY, UNDONE
from db.session import Session
from db.tables import (
    AuditEntry,
    Batch,
    BatchKind,
    BatchMember,
    BatchState,
    LedgerEntry,
    LedgerReason,
    WalletKind,
    table,
)
from db.types import UtcDateTime
from db.upsert import insert

REASONS = {
    BatchKind.AWARD: LedgerReason.AWARD,
    BatchKind.REFUND: LedgerReason.REFUND,
    BatchKind.DEDUCTION: LedgerReason.DEDUCTION,
    BatchKind.CORRECTION: LedgerReason.CORRECTION,
    BatchKind.IMPORT: LedgerReason.IMPORTED,
    BatchKind.RESET: LedgerReason.RESET,
}
"""Why points move, by the kind of a batch."""

_DID = {
    BatchKind.AWARD: "points.awarded",
    BatchKind.REFUND: "points.refunded",
    BatchKind.DEDUCTION: "points.deducted",
    BatchKind.CORRECTION: "points.corrected",
    BatchKind.IMPORT: "points.imported",
    BatchKind.RESET: "points.reset",
}


def key_begins(batch: Batch) -> str:
    """Return how the keys of a batch's entries begin, before the member's id."""
    return f"{IMPORT_KEY if batch.kind == BatchKind.IMPORT else 'batch:'}{batch.id}:"


@dataclass(frozen=True)
class _Moved:
    """The rows of the members of a slice, and what moved for each of them in this turn."""

    session: Session
    batch: Batch
    first: int
    last: int

    @property
    def back(self) -> bool:
        return self.batch.state == BatchState.UNDOING

    @property
    def actor_id(self) -> int | None:
        return self.batch.undone_by if self.back else self.batch.actor_id

    def amount(self, wallet: WalletKind) -> ColumnElement[int]:
        """Return the column of what moved in a wallet."""
        row = table(BatchMember).c
        amount: ColumnElement[int] = row[f"{wallet}_back" if self.back else f"{wallet}_moved"]
        return amount

    def ids(self) -> ColumnElement[int]:
        """Return a fresh id for each, in the order of their positions."""
        block = self.session.new_ids(self.last - self.first + 1) - self.first
        return literal(block, BigInteger) + col(BatchMember.position)

    def copy(self, to: type[SQLModel], new: Mapping[str, Any], amount: ColumnElement[int]) -> int:
        """Add a row for each for whom an amount is not 0; return how many that was."""
        rows: Select[Any] = select(*new.values()).where(
            col(BatchMember.community_id) == self.batch.community_id,
            col(BatchMember.batch_id) == self.batch.id,
            col(BatchMember.position).between(self.first, self.last),
            amount != 0,
        )
        added: int = (
            self.session.connection()
            .execute(
                insert(table(to)).from_select(
                    list(new), rows.order_by(col(BatchMember.position)), include_defaults=False
                )
            )
            .rowcount
        )
        return added


def enter(session: Session, batch: Batch, first: int, last: int) -> int:
    """Enter what moved for the members between two positions; return how many entries that was."""
    moved = _Moved(session, batch, first, last)
    entries = sum(_enter(moved, wallet) for wallet in WalletKind)
    _tell(moved)
    return entries


def _enter(moved: _Moved, wallet: WalletKind) -> int:
    batch, amount = moved.batch, moved.amount(wallet)
    reason = LedgerReason.UNDO if moved.back else REASONS[BatchKind(batch.kind)]
    key = literal(key_begins(batch)) + cast(col(BatchMember.member_id), String)
    new = {
        "community_id": literal(batch.community_id, BigInteger),
        "id": moved.ids(),
        "member_id": col(BatchMember.member_id),
        "wallet": literal(wallet.value, String),
        "amount": amount,
        "reason": literal(reason.value, String),
        "note": literal(None if moved.back else batch.note, String),
        "actor_id": literal(moved.actor_id, BigInteger),
        "key": key + literal(UNDONE) if moved.back else key,
        "at": literal(moved.session.now, UtcDateTime),
    }
    return moved.copy(LedgerEntry, new, amount)


def _tell(moved: _Moved) -> None:
    """Write a line of the audit for each, folded below that of the batch."""
    batch = moved.batch
    spend, earn = moved.amount(WalletKind.SPEND), moved.amount(WalletKind.EARN)
    amount = case((spend != 0, spend), else_=earn)
    details: ColumnElement[Any] = (
        literal('{"amount": ')
        + cast(func.abs(amount), String)
        + case((amount < 0, literal(', "way": "taken"}')), else_=literal(', "way": "given"}'))
    )
    new = {
        "community_id": literal(batch.community_id, BigInteger),
        "id": moved.ids(),
        "action": literal("points.undone" if moved.back else _DID[BatchKind(batch.kind)]),
        "actor_id": literal(moved.actor_id, BigInteger),
        "member_id": col(BatchMember.member_id),
        "details": details if moved.session.is_sqlite else cast(details, JSON),
        "at": literal(moved.session.now, UtcDateTime),
        "part_of": literal(batch.id, BigInteger),
    }
    moved.copy(AuditEntry, new, amount)
