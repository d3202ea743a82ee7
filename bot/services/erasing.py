"""Erasing a member's data, in one transaction: what must add up stays, and names nobody.

A random id takes the member's place everywhere. Their codes and coupons go back and their wallets
are closed by entries, so that everything still adds up. Facts are keyed digests: what happens once
for each member does not happen again. Who is still here is then met anew, as a stranger whose
roles were always there.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, ColumnElement, String, Table, and_, cast, delete, or_, select, update
from sqlmodel import AutoString, SQLModel, col

from bot.services import audit, events, points
from bot.services.comparing import Comparison, Seen
from bot.services.errors import RefusedError
from bot.services.people import Person, remember
from bot.services.revoking import undo
from db.session import Session
from db.tables import (
    AuditEntry,
    Code,
    CodeState,
    Delivery,
    DeliveryState,
    Event,
    Form,
    Grant,
    GrantState,
    LedgerEntry,
    LedgerReason,
    Member,
    MemberAttribute,
    Offer,
    Reward,
    RewardKind,
    Run,
    Trace,
    Wallet,
    WalletKind,
    WorkflowDraft,
    metadata,
    table,
)
from db.upsert import insert

WHO = frozenset(
    {
        "member_id",
        "actor_id",
        "author_id",
        "attached_by",
        "created_by",
        "revoked_by",
        "used_by",
    }
)
"""What columns are called that say who; the random id goes into each of them."""

_GONE: tuple[type[SQLModel], ...] = (Form, MemberAttribute, Offer, WorkflowDraft)
"""What is deleted: nothing else depends on it."""

_NAME_NOBODY = frozenset({"code", "community", "fact", "reward_image", "staged_code"})
"""Tables whose texts cannot hold a member's id: codes, and digests."""


@dataclass(frozen=True)
class Erased:
    """What went back: codes that nobody has looked at, and coupons; and the points that ended."""

    taken_back: int = 0
    points: int = 0


def erase(session: Session, person: Person, *, key: str) -> Erased:
    """Erase what is known of a member, once for this key."""
    community_id, member_id = person.community_id, person.member_id
    if not events.once(session, community_id, f"erase:{key}"):
        return Erased()
    remember(session, community_id, member_id)
    member = session.get_one(
        Member, (community_id, member_id), with_for_update=True, populate_existing=True
    )
    language = member.language
    seen = _still_here(member)
    _hold_still(session, community_id, member_id)
    # Later than anything that Discord has numbered so far, so it is nobody's.
    nobody = 2**61 + session.rng.getrandbits(60)
    _forget(session, community_id, member_id)
    session.flush()
    session.expunge_all()
    _rename(session, community_id, member_id, nobody)
    erased = _settle(session, community_id, nobody)
    audit.record(session, community_id, "privacy.erased", actor_id=nobody, member_id=nobody)
    if seen is not None:
        remember(session, community_id, member_id)
        anew = session.get_one(Member, (community_id, member_id))
        anew.language = language  # their Discord has just spoken it
        Comparison(session, community_id).meet_anew(anew, seen)
        session.flush()
    return erased


def _still_here(member: Member) -> Seen | None:
    if not member.present:
        return None
    role_ids = frozenset(member.role_ids)
    return Seen(member.member_id, role_ids, member.joined_at, member.pending, member.boosting_since)


def _hold_still(session: Session, community_id: int, member_id: int) -> None:
    """Wait for what is being granted or paid to this member, and let nothing new begin.

    Rewards are locked as by whoever grants one. Wallets are made if need be, so that there is a
    row for others to wait at: who earns at this moment is done before, or finds them gone.
    """
    session.execute(
        select(col(Reward.id))
        .where(col(Reward.community_id) == community_id)
        .order_by(col(Reward.id))
        .with_for_update(key_share=True)
    ).all()
    wallets = [
        {"community_id": community_id, "member_id": member_id, "kind": kind, "balance": 0}
        for kind in WalletKind
    ]
    session.execute(insert(Wallet).values(wallets).on_conflict_do_nothing())
    session.execute(
        select(col(Wallet.kind))
        .where(col(Wallet.community_id) == community_id, col(Wallet.member_id) == member_id)
        .order_by(col(Wallet.kind))
        .with_for_update()
    ).all()


def _forget(session: Session, community_id: int, member_id: int) -> None:
    """Delete what nothing depends on, and send nothing of what is owed."""
    for model in _GONE:
        one = table(model)
        who = one.c.author_id if "author_id" in one.c else one.c.member_id
        session.execute(delete(one).where(one.c.community_id == community_id, who == member_id))
    session.execute(
        update(Delivery)
        .where(
            col(Delivery.community_id) == community_id,
            col(Delivery.member_id) == member_id,
            col(Delivery.state) == DeliveryState.PENDING,
        )
        .values(state=DeliveryState.DROPPED, error="their data was erased")
    )
    session.execute(
        update(Event)
        .where(col(Event.community_id) == community_id, col(Event.member_id) == member_id)
        .values(data={}, channel_id=None)
    )
    session.execute(
        update(LedgerEntry)
        .where(
            col(LedgerEntry.community_id) == community_id,
            col(LedgerEntry.member_id) == member_id,
            col(LedgerEntry.note).is_not(None),
        )
        .values(note=None)
    )
    _forget_notes(session, community_id, member_id)


def _forget_notes(session: Session, community_id: int, member_id: int) -> None:
    """Remove what managers noted about a member from the audit."""
    lines = session.execute(
        select(AuditEntry).where(
            col(AuditEntry.community_id) == community_id, col(AuditEntry.member_id) == member_id
        )
    ).scalars()
    for line in lines:
        if line.details.get("note") is not None:
            line.details = line.details | {"note": None}


def _rename(session: Session, community_id: int, member_id: int, nobody: int) -> None:
    """Put a random id wherever the member's stands: in columns, texts and JSON."""
    tables = [one for one in metadata.sorted_tables if "community_id" in one.c]
    for one in tables:
        for column in one.c:
            if column.name in WHO:
                session.execute(
                    update(one)
                    .where(one.c.community_id == community_id, column == member_id)
                    .values({column: nobody})
                )
    for one in tables:
        if one.name not in _NAME_NOBODY:
            which = and_(one.c.community_id == community_id, *_written_where(one, nobody))
            for column in one.c:
                if isinstance(column.type, AutoString | JSON):
                    _rewrite(session, one, column, which, str(member_id), str(nobody))


def _written_where(one: Table, nobody: int) -> list[ColumnElement[bool]]:
    """Return in which rows the id may be written; of the largest tables that is not all."""
    if one is table(Event):
        return [or_(one.c.member_id == nobody, one.c.trigger == "like_received")]
    if one is table(Trace):
        runs = select(col(Run.id)).where(
            col(Run.community_id) == one.c.community_id, col(Run.member_id) == nobody
        )
        return [one.c.run_id.in_(runs)]
    return [one.c.member_id == nobody] if one in (table(Grant), table(LedgerEntry)) else []


def _rewrite(
    session: Session,
    one: Table,
    column: Any,
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


def _settle(session: Session, community_id: int, nobody: int) -> Erased:
    """Take back what nobody can claim any more, and close the wallets."""
    unclaimed = session.execute(
        select(Grant)
        .join(
            Reward,
            (col(Reward.community_id) == col(Grant.community_id))
            & (col(Reward.id) == col(Grant.reward_id)),
        )
        .outerjoin(
            Code,
            (col(Code.community_id) == col(Grant.community_id))
            & (col(Code.grant_id) == col(Grant.id)),
        )
        .where(
            col(Grant.community_id) == community_id,
            col(Grant.member_id) == nobody,
            col(Grant.state) == GrantState.HELD,
            (col(Reward.kind) == RewardKind.COUPON) | (col(Code.state) == CodeState.ASSIGNED),
        )
        .order_by(col(Grant.id))
    ).scalars()
    taken_back = 0
    for grant in unclaimed.all():
        try:
            undo(session, grant, actor_id=None)
        except RefusedError:
            continue  # its date has passed; the scheduler has only not noticed yet
        taken_back += 1
    ended = {}
    for kind in WalletKind:
        ended[kind] = points.balance(session, community_id, nobody, kind)
        if ended[kind]:
            points.move(
                session,
                community_id,
                nobody,
                [kind],
                -ended[kind],
                LedgerReason.CLOSED,
                key=f"closed:{nobody}",
            )
    session.execute(
        update(Member)
        .where(col(Member.community_id) == community_id, col(Member.member_id) == nobody)
        .values(
            present=False,
            role_ids=[],
            language=None,
            joined_at=None,
            boosting_since=None,
            messages_closed_at=None,
        )
        .execution_options(synchronize_session=False)
    )
    return Erased(taken_back, ended[WalletKind.SPEND])
