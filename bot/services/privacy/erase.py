"""Erasing a member's data, in one transaction: what must add up stays, and names nobody.

A random id takes the member's place everywhere. Their codes and coupons go back and their wallets
are closed by entries, so that everything still adds up. Facts are keyed digests: what happens once
for each member does not happen again. Who is still here is then met anew, as a stranger whose
roles were always there.
"""

from dataclasses import dataclass

from sqlalchemy import Select, and_, delete, or_, select, update
from sqlmodel import col

from bot.services import audit, deliveries, events
from bot.services.actors import NOBODY, Person, remember
from bot.services.errors import RefusedError
from bot.services.grants import fulfilment
from bot.services.grants.revoke import undo
from bot.services.members import bought_roles
from bot.services.members.diff import MemberDiff, MemberSnapshot
from bot.services.pipeline.process import ALONE
from bot.services.points import ledger
from bot.services.privacy.anonymize import anonymize
from bot.services.raffles.rows import refresh_cards_about
from db.locks import alone
from db.privacy import privacy
from db.session import Session
from db.tables import (
    AuditEntry,
    Code,
    CodeState,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Grant,
    GrantState,
    LedgerReason,
    Member,
    Reward,
    RewardKind,
    Wallet,
    WalletKind,
    linked,
    models,
    table,
)
from db.upsert import insert


@dataclass(frozen=True)
class Erased:
    """What went back: codes that nobody has looked at, and coupons; and the points that ended."""

    taken_back: int = 0
    points: int = 0


def erase(session: Session, person: Person, *, key: str) -> Erased:
    """Erase what is known of a member, once for this key."""
    community_id, member_id = person.community_id, person.member_id
    # What is being decided on their rows meanwhile would bring them back as they were.
    alone(session, ALONE, community_id)
    if not events.once(session, community_id, f"erase:{key}"):
        return Erased()
    remember(session, community_id, member_id)
    member = session.get_one(
        Member, (community_id, member_id), with_for_update=True, populate_existing=True
    )
    language, left_out_alone = member.language, member.left_out_alone
    seen = _still_here(member)
    for_a_time = bought_roles.of(session, community_id, member_id) if seen is not None else []
    _hold_still(session, community_id, member_id)
    nobody = NOBODY + session.rng.getrandbits(60)
    _forget(session, community_id, member_id)
    session.flush()
    session.expunge_all()
    anonymize(session, community_id, member_id, nobody)
    erased = _settle(session, community_id, nobody)
    refresh_cards_about(session, community_id, nobody)
    audit.record(session, community_id, "privacy.erased", actor_id=nobody, member_id=nobody)
    if seen is not None:
        remember(session, community_id, member_id)
        anew = session.get_one(Member, (community_id, member_id))
        anew.language = language  # their Discord has just spoken it
        anew.left_out_alone = left_out_alone  # erasing is no way around what managers decided
        MemberDiff(session, community_id).import_existing([(anew, seen)])
        # Nobody would know any more when they end.
        for role_id in for_a_time:
            deliveries.enqueue(
                session,
                community_id,
                DeliveryKind.TAKE_ROLE,
                key=f"{fulfilment.OF_NOBODY}{session.new_id()}",
                member_id=member_id,
                role=role_id,
            )
        session.flush()
    return erased


def _still_here(member: Member) -> MemberSnapshot | None:
    if not member.present:
        return None
    role_ids = frozenset(member.role_ids)
    return MemberSnapshot(
        member.member_id, role_ids, member.joined_at, member.pending, member.boosting_since
    )


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
    """Delete and empty what tables declare, and send nothing more."""
    for model in models():
        declared, one = privacy(model), table(model)
        if declared.delete or declared.clear:
            theirs = and_(one.c.community_id == community_id, one.c[declared.whose] == member_id)
            if declared.delete:
                session.execute(delete(one).where(theirs))
            else:
                filled = or_(*(one.c[name].is_not(None) for name in declared.clear))
                session.execute(update(one).where(theirs, filled).values(dict(declared.clear)))
    session.execute(
        update(Delivery)
        .where(
            col(Delivery.community_id) == community_id,
            col(Delivery.member_id) == member_id,
            col(Delivery.state) == DeliveryState.PENDING,
        )
        .values(state=DeliveryState.DROPPED, error="their data was erased")
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


def foresee(session: Session, person: Person) -> Erased:
    """Return what erasing would take from a member."""
    held = session.execute(_goes_back(person.community_id, person.member_id)).scalars().all()
    balance = ledger.balance(session, person.community_id, person.member_id, WalletKind.SPEND)
    return Erased(len(held), balance)


def _goes_back(community_id: int, member_id: int) -> Select[Grant]:
    """Return a query for codes that nobody has looked at, and coupons that were not used."""
    return (
        select(Grant)
        .join(Reward, linked(Reward.id, Grant.reward_id))
        .outerjoin(Code, linked(Code.grant_id, Grant.id))
        .where(
            col(Grant.community_id) == community_id,
            col(Grant.member_id) == member_id,
            col(Grant.state) == GrantState.HELD,
            (col(Reward.kind) == RewardKind.COUPON) | (col(Code.state) == CodeState.ASSIGNED),
        )
        .order_by(col(Grant.id))
    )


def _settle(session: Session, community_id: int, nobody: int) -> Erased:
    """Take back what nobody can claim any more, and close the wallets."""
    taken_back = 0
    for grant in session.execute(_goes_back(community_id, nobody)).scalars().all():
        try:
            undo(session, grant, actor_id=None)
        except RefusedError:
            continue  # its date has passed; the scheduler has only not noticed yet
        taken_back += 1
    ended = {}
    for kind in WalletKind:
        ended[kind] = ledger.balance(session, community_id, nobody, kind)
        if ended[kind]:
            ledger.move(
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
            left_out_alone=False,
            left_out=False,
            messages_closed_at=None,
        )
        .execution_options(synchronize_session=False)
    )
    return Erased(taken_back, ended[WalletKind.SPEND])
