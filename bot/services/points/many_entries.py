"""What a slice of points for many changes: wallets, the ledger and the audit.

It is copied by the database itself from the rows of the members, of which there may be many
thousands; what moved for each stands there by then.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ColumnElement,
    String,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlmodel import SQLModel

from bot.services.points.spans import IMPORT_KEY
from db.errors import StaleError
from db.session import Session
from db.statement import BulkStatement, by_no_index, equals, param
from db.tables import (
    AuditEntry,
    Batch,
    BatchKind,
    BatchMember,
    BatchState,
    LedgerEntry,
    LedgerReason,
    Member,
    Wallet,
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

_ROW = table(BatchMember).c
_KIND: ColumnElement[str] = (
    select(literal(WalletKind.EARN.value, String).label("kind"))
    .union_all(select(literal(WalletKind.SPEND.value, String)))
    .subquery("wallet_kind")
    .c.kind
)
"""Stands for each of a member's wallets."""

_SLICE = (
    *equals(BatchMember.community_id, BatchMember.batch_id),
    _ROW.position.between(param("first"), param("last")),
)


UNDONE = ":undone"
"""How the keys of entries end that undo another one, whose key is what stands before."""


def key_begins(batch: Batch) -> str:
    """Return how the keys of a batch's entries begin, before the member's id."""
    return f"{IMPORT_KEY if batch.kind == BatchKind.IMPORT else 'batch:'}{batch.id}:"


def enter(session: Session, batch: Batch, first: int, last: int, movements: int) -> None:
    """Change wallets by what moved for the members between two positions, and enter it.

    Raises `StaleError` where that is not as many `movements` as were decided: a wallet does not
    reach, so it is not as it was read.
    """
    back = batch.state == BatchState.UNDOING
    kind = BatchKind(batch.kind)
    values: dict[str, Any] = {
        "community_id": batch.community_id,
        "batch_id": batch.id,
        "first": first,
        "last": last,
        "now": session.now,
        "actor_id": batch.undone_by if back else batch.actor_id,
        "present": kind != BatchKind.IMPORT,
        "reason": LedgerReason.UNDO if back else REASONS[kind],
        "note": None if back else batch.note,
        "key_begins": key_begins(batch),
        "key_ends": UNDONE if back else "",
        "action": "points.undone" if back else _DID[kind],
    }

    def run(statement: BulkStatement) -> int:
        # Two fresh ids for each member, in the order of their positions.
        ids = session.new_ids(2 * (last - first + 1)) - 2 * first
        return session.run_many(statement, [values | {"ids": ids}])

    if not back:
        run(_remembering())
    changed = run(_changing(back)) + run(_opening(back))
    entered = run(_entering(back))
    run(_telling(back, session.is_sqlite))
    if (changed, entered) != (movements, movements):
        raise StaleError("wallet, ledger_entry", (changed, entered), movements)


def _moved(wallet: WalletKind, back: bool) -> ColumnElement[int]:
    """Return the column of what moved in a wallet."""
    amount: ColumnElement[int] = _ROW[f"{wallet}_back" if back else f"{wallet}_moved"]
    return amount


def _amount(back: bool) -> ColumnElement[int]:
    """Return what moved in the wallet of `_KIND`."""
    earn, spend = _moved(WalletKind.EARN, back), _moved(WalletKind.SPEND, back)
    return case({WalletKind.EARN.value: earn}, value=_KIND, else_=spend)


def _copying(
    to: type[SQLModel], new: Mapping[str, Any], which: ColumnElement[bool], *, if_new: bool = False
) -> BulkStatement:
    """Return what adds a row for each of the slice of which something is true.

    `if_new`: what is there already stays, and is not counted.
    """
    new = {"community_id": _ROW.community_id, "member_id": _ROW.member_id, **new}
    order = [new[name] for name in ("kind", "wallet") if name in new]
    rows = select(*new.values()).where(*_SLICE, which).order_by(_ROW.position, *order)
    adding = insert(table(to)).from_select(list(new), rows, include_defaults=False)
    return BulkStatement(adding.on_conflict_do_nothing() if if_new else adding)


@cache
def _remembering() -> BulkStatement:
    """Return what sees to it that whose points move has a row.

    Of whom nobody knew, an import says that they are away.
    """
    new = {
        "present": param("present", Boolean()),
        "ranked": param("present", Boolean()),  # so sums of leaderboards have nothing to settle
        "profile_hidden": literal(False),
        "first_seen_at": param("now", UtcDateTime()),
    }
    moves = or_(*(_moved(wallet, back=False) != 0 for wallet in WalletKind))
    return _copying(Member, new, moves, if_new=True)


@cache
def _changing(back: bool) -> BulkStatement:
    """Return what changes the wallets that are there, if they reach."""
    wallet, amount = table(Wallet).c, _amount(back)
    return BulkStatement(
        update(table(Wallet))
        .where(
            *_SLICE,
            amount != 0,
            *equals(Wallet.community_id),
            wallet.member_id == _ROW.member_id,
            wallet.kind == _KIND,
            wallet.balance + amount >= 0,
        )
        .values(balance=wallet.balance + amount)
    )


@cache
def _opening(back: bool) -> BulkStatement:
    """Return what opens those that are missing."""
    amount = _amount(back)
    return _copying(Wallet, {"kind": _KIND, "balance": amount}, amount > 0, if_new=True)


@cache
def _entering(back: bool) -> BulkStatement:
    """Return what adds entries to the ledger."""
    amount = _amount(back)
    key = param("key_begins", String()) + cast(_ROW.member_id, String)
    new = {
        "id": _fresh_id() + case({WalletKind.EARN.value: 0}, value=_KIND, else_=1),
        "wallet": _KIND,
        "amount": amount,
        "reason": param("reason", String()),
        "note": param("note", String()),
        "actor_id": param("actor_id", BigInteger()),
        "key": key + param("key_ends", String()),
        "at": param("now", UtcDateTime()),
    }
    if back:
        undone = table(LedgerEntry).alias().c
        # Its community is given: from that of the row Citus tells no machine here, beside `_KIND`.
        # The key leads to it: an index with the wallet would go through all of a fresh community.
        kind = by_no_index(undone.wallet)
        this = (*equals(undone.community_id), undone.key == key, kind == _KIND)
        new["original_at"] = select(undone.at).where(*this).scalar_subquery()
    return _copying(LedgerEntry, new, amount != 0)


def _fresh_id() -> ColumnElement[int]:
    """Return the first of a member's two fresh ids."""
    first: ColumnElement[int] = param("ids", BigInteger()) + 2 * _ROW.position
    return first


@cache
def _telling(back: bool, sqlite: bool) -> BulkStatement:
    """Return what writes a line of the audit for each, folded below that of the batch."""
    spend, earn = _moved(WalletKind.SPEND, back), _moved(WalletKind.EARN, back)
    amount = case((spend != 0, spend), else_=earn)
    details: ColumnElement[Any] = (
        literal('{"amount": ')
        + cast(func.abs(amount), String)
        + case((amount < 0, literal(', "way": "taken"}')), else_=literal(', "way": "given"}'))
    )
    new = {
        "id": _fresh_id(),
        "action": param("action", String()),
        "actor_id": param("actor_id", BigInteger()),
        "details": details if sqlite else cast(details, JSON),
        "at": param("now", UtcDateTime()),
        "part_of": _ROW.batch_id,
    }
    return _copying(AuditEntry, new, amount != 0)
