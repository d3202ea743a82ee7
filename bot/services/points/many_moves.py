"""What a batch of points does to the next of its members: read, decided and written together.

Their wallets are locked first, so nobody spends meanwhile what is being decided on. Each movement
has a key of its batch and member, and each wallet changes only if it reaches: that is written by
`many_entries`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from bot.services import audit
from bot.services.actors import NOBODY
from bot.services.batches import slices
from bot.services.batches.slices import Became, Next
from bot.services.errors import NotHereError
from bot.services.points import many_entries, tiers
from bot.services.points.ledger import Balances, NothingToTakeError
from db.session import Session
from db.statement import Statement, among, equals
from db.tables import (
    Batch,
    BatchKind,
    BatchOutcome,
    BatchState,
    Member,
    Wallet,
)

_ONLY_IF_HERE = (BatchKind.AWARD, BatchKind.REFUND)
_NOTHING = Balances(0, 0)

_SEEN = Statement(
    select(col(Member.member_id), col(Member.present), col(Member.role_ids)).where(
        *equals(Member.community_id), among(Member.member_id, "member_ids")
    )
)
_HOLD = Statement(
    select(col(Wallet.member_id), col(Wallet.kind), col(Wallet.balance))
    .where(*equals(Wallet.community_id), among(Wallet.member_id, "member_ids"))
    .order_by(col(Wallet.member_id), col(Wallet.kind))
    .with_for_update()
)


@dataclass(frozen=True)
class _Slice:
    """The next members, with what is in their wallets, which stays so until we are done."""

    session: Session
    batch: Batch
    members: Sequence[Next]
    wallets: Mapping[int, Balances]
    seen: Mapping[int, Any]

    def has(self, member_id: int) -> Balances:
        """Return what a member has."""
        return self.wallets.get(member_id, _NOTHING)

    def role_ids(self, member_id: int) -> frozenset[int] | None:
        """Return the roles of who is here; None: they are not."""
        seen = self.seen.get(member_id)
        if seen is None:
            return None if self.batch.kind == BatchKind.IMPORT else frozenset()
        return frozenset(seen.role_ids) if seen.present else None


def _load(session: Session, batch: Batch, members: Sequence[Next]) -> _Slice:
    which = {
        "community_id": batch.community_id,
        "member_ids": [member.member_id for member in members],
    }
    wallets: dict[int, Balances] = {}
    for member_id, kind, balance in session.run(_HOLD, **which):
        wallets[member_id] = replace(wallets.get(member_id, _NOTHING), **{kind: balance})
    seen = {row.member_id: row for row in session.run(_SEEN, **which)}
    return _Slice(session, batch, members, wallets, seen)


def do(session: Session, batch: Batch, members: Sequence[Next]) -> list[Became]:
    """Move the points of the next members of a batch, with the tiers that they bring."""
    now = _load(session, batch, members)
    kind, terms = BatchKind(batch.kind), batch.terms
    became = [_decide(now, kind, terms, member) for member in members]
    _move(now, became)
    _cross(now, became)
    return became


def _decide(now: _Slice, kind: BatchKind, terms: Mapping[str, Any], member: Next) -> Became:
    """Decide what moves for a member; all of it or nothing."""
    if member.member_id >= NOBODY or (
        kind in _ONLY_IF_HERE and now.role_ids(member.member_id) is None
    ):
        return Became(BatchOutcome.REFUSED, NotHereError.message)
    has = now.has(member.member_id)
    earn, spend = member.earn or 0, member.spend or 0
    if kind == BatchKind.RESET:
        earn, spend = 0, -_taken(has.spend, terms)
    elif terms.get("mode") == "set":
        earn = 0 if member.earn is None else member.earn - has.earn
        spend = 0 if member.spend is None else member.spend - has.spend
    if has.earn + earn < 0 or has.spend + spend < 0:
        return Became(BatchOutcome.REFUSED, NothingToTakeError.message)
    if not earn and not spend:
        return Became(BatchOutcome.UNCHANGED)
    return Became(earn=earn, spend=spend)


def _taken(balance: int, terms: Mapping[str, Any]) -> int:
    """Return what a reset takes of a balance; a share is rounded down."""
    if terms["take"] == "share":
        return balance * int(terms["number"]) // 100
    if terms["take"] == "above":
        return max(0, balance - int(terms["number"]))
    return balance


def undo(session: Session, batch: Batch, members: Sequence[Next]) -> list[Became]:
    """Move back what a batch moved, as far as wallets still have it."""
    now = _load(session, batch, members)
    became = [_decide_back(now, member) for member in members]
    _move(now, became)
    return became


def _decide_back(now: _Slice, member: Next) -> Became:
    """Decide what moves back: what one wallet is short of stays in the other, too."""
    moved = (member.earn_moved, member.spend_moved)
    if member.member_id >= NOBODY:
        return Became(kept=max(map(abs, moved)))
    has = now.has(member.member_id)
    there = (has.earn, has.spend)
    short = max(0, *(one - left for one, left in zip(moved, there, strict=True) if one > 0), 0)
    earn, spend = (-max(one - short, 0) if one > 0 else -one for one in moved)
    kept = max(one + back for one, back in zip(moved, (earn, spend), strict=True))
    return Became(earn=earn, spend=spend, kept=kept)


def _move(now: _Slice, became: Sequence[Became]) -> None:
    """Store what was decided, and let the database follow."""
    slices.store(now.session, now.batch, now.members, became)
    first, last = now.members[0].position, now.members[-1].position
    movements = sum((one.earn != 0) + (one.spend != 0) for one in became)
    many_entries.enter(now.session, now.batch, first, last, movements)


def _cross(now: _Slice, became: Sequence[Became]) -> None:
    """Give the roles of the tiers that were crossed; only an award tells workflows of them."""
    community_id = now.batch.community_id
    risen = [
        (member.member_id, before, before + one.earn)
        for member, one in zip(now.members, became, strict=True)
        for before in [now.has(member.member_id).earn]
        if one.earn > 0
    ]
    held = {
        member_id: role_ids
        for member_id, *_ in risen
        if (role_ids := now.role_ids(member_id)) is not None
    }
    if not risen:
        return
    if now.batch.kind == BatchKind.IMPORT:
        tiers.bring(now.session, community_id, risen, held)
    else:
        tiers.cross_many(now.session, community_id, held)


def finish(session: Session, batch: Batch) -> None:
    """Write down in the audit what came of a batch that is whole."""
    undone = batch.state == BatchState.UNDONE
    audit.record(
        session,
        batch.community_id,
        "points.many_finished",
        actor_id=batch.undone_by if undone else batch.actor_id,
        kind=batch.kind,
        way="undone" if undone else "done",
        members=batch.done,
        earn=batch.earn_back if undone else batch.earn_added - batch.earn_taken,
        spend=batch.spend_back if undone else batch.spend_added - batch.spend_taken,
        kept=batch.kept,
    )
