"""What a batch of points does to the next of its members: read, decided and written together.

Their wallets are locked first, so nobody spends meanwhile what is being decided on. Each movement
has a key of its batch and member, and each wallet changes only if it reaches. What is entered of it
is in `many_entries`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlmodel import col

from bot.services import audit
from bot.services.actors import NOBODY
from bot.services.batches.slices import Became, Next
from bot.services.errors import NotHereError
from bot.services.points import many_entries, tiers
from bot.services.points.ledger import Balances, NothingToTakeError
from db.errors import StaleError
from db.session import Session
from db.statement import BulkStatement, Statement, among, equals, param, params
from db.tables import (
    Batch,
    BatchKind,
    BatchOutcome,
    BatchState,
    Member,
    Wallet,
    WalletKind,
)
from db.upsert import insert

_ONLY_IF_HERE = (BatchKind.AWARD, BatchKind.REFUND)

_SEEN = Statement(
    select(col(Member.member_id), col(Member.present), col(Member.role_ids)).where(
        *equals(Member.community_id), among(Member.member_id, "member_ids")
    )
)
_REMEMBER = BulkStatement(
    insert(Member)
    .values(**params("community_id", "member_id", "present", first_seen_at="now"))
    .values(profile_hidden=False)
    .on_conflict_do_nothing()
)
_HOLD = Statement(
    select(col(Wallet.member_id), col(Wallet.kind), col(Wallet.balance))
    .where(*equals(Wallet.community_id), among(Wallet.member_id, "member_ids"))
    .order_by(col(Wallet.member_id), col(Wallet.kind))
    .with_for_update()
)
_OPEN = BulkStatement(
    insert(Wallet)
    .values(**params("community_id", "member_id", "kind", balance="amount"))
    .on_conflict_do_nothing()
)
_CHANGE = BulkStatement(
    update(Wallet)
    .where(
        *equals(Wallet.community_id, Wallet.member_id, Wallet.kind),
        col(Wallet.balance) + param("amount") >= 0,
    )
    .values(balance=Wallet.balance + param("amount")),
    at_once=True,
)


@dataclass(frozen=True)
class _Slice:
    """The next members, with what is in their wallets, which stays so until we are done."""

    session: Session
    batch: Batch
    members: Sequence[Next]
    wallets: Mapping[tuple[int, str], int]
    seen: Mapping[int, Any]

    def has(self, member_id: int) -> Balances:
        """Return what a member has."""
        return Balances(
            self.wallets.get((member_id, WalletKind.EARN), 0),
            self.wallets.get((member_id, WalletKind.SPEND), 0),
        )

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
    held = session.run(_HOLD, **which)
    return _Slice(
        session,
        batch,
        members,
        {(row.member_id, row.kind): row.balance for row in held},
        {row.member_id: row for row in session.run(_SEEN, **which)},
    )


def do(session: Session, batch: Batch, members: Sequence[Next]) -> list[Became]:
    """Move the points of the next members of a batch, with the tiers that they bring."""
    now = _load(session, batch, members)
    became = [_decide(now, member) for member in members]
    _remember(now, became)
    _change(now, became)
    _cross(now, became)
    return became


def _decide(now: _Slice, member: Next) -> Became:
    """Decide what moves for a member; all of it or nothing."""
    kind = now.batch.kind
    if member.member_id >= NOBODY or (
        kind in _ONLY_IF_HERE and now.role_ids(member.member_id) is None
    ):
        return Became(BatchOutcome.REFUSED, NotHereError.message)
    has = now.has(member.member_id)
    earn, spend = member.earn or 0, member.spend or 0
    if kind == BatchKind.RESET:
        earn, spend = 0, -_taken(has.spend, now.batch.terms)
    elif now.batch.terms.get("mode") == "set":
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
    _change(now, became)
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


def _remember(now: _Slice, became: Sequence[Became]) -> None:
    """Make sure that whose points move has a row; of whom nobody knew, an import says: away."""
    present = now.batch.kind != BatchKind.IMPORT
    rows = [
        {
            "community_id": now.batch.community_id,
            "member_id": member.member_id,
            "present": present,
            "now": now.session.now,
        }
        for member, one in zip(now.members, became, strict=True)
        if member.member_id not in now.seen and (one.earn or one.spend)
    ]
    now.session.run_many(_REMEMBER, rows)


def _change(now: _Slice, became: Sequence[Became]) -> None:
    """Change the wallets; `StaleError` where one is not as it was read."""
    community_id = now.batch.community_id
    new, known = list[dict[str, Any]](), list[dict[str, Any]]()
    for member, one in zip(now.members, became, strict=True):
        member_id = member.member_id
        for wallet, amount in ((WalletKind.EARN, one.earn), (WalletKind.SPEND, one.spend)):
            if amount:
                (known if (member_id, wallet) in now.wallets else new).append(
                    {
                        "community_id": community_id,
                        "member_id": member_id,
                        "kind": wallet,
                        "amount": amount,
                    }
                )
    changed = now.session.run_bulks([(_OPEN, new), (_CHANGE, known)])
    if changed != [len(new), len(known)]:
        raise StaleError("wallet", changed)


def written(session: Session, batch: Batch, first: int, last: int, moved: int) -> None:
    """Enter what moved for the members between two positions, as their rows say by now."""
    entered = many_entries.enter(session, batch, first, last)
    if entered != moved:
        raise StaleError("ledger_entry", entered, moved)


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
