"""Taking a grant back: unit and points return, and a code only if nobody has seen it."""

from dataclasses import dataclass

from sqlalchemy import case, exists, or_, select, update
from sqlmodel import col

from bot.services import audit, deliveries
from bot.services.actors import Person, require_manager
from bot.services.calendar import today
from bot.services.errors import RefusedError, existing
from bot.services.points import ledger
from bot.services.rewards.locking import lock_reward
from db.session import Session
from db.statement import Statement, equals, param
from db.tables import (
    Code,
    CodeState,
    Delivery,
    DeliveryKind,
    Grant,
    GrantState,
    Holding,
    LedgerReason,
    Reward,
    RewardKind,
    WalletKind,
)


class AlreadyUsedError(RefusedError):
    """A used coupon cannot be revoked; points for it go back with `/points award`."""

    message = "revoke-already-used"


class AlreadyOverError(RefusedError):
    """The grant was revoked or has expired already."""

    message = "revoke-already-over"


_MINE = equals(Grant.community_id, grant_id=Grant.id)
# What has passed its date is over, also in the minute before the scheduler notices.
_END = Statement(
    update(Grant)
    .where(
        *_MINE,
        col(Grant.state) == GrantState.HELD,
        or_(col(Grant.expires_on).is_(None), col(Grant.expires_on) >= param("today")),
        ~exists().where(
            *equals(Code.community_id, Code.grant_id),
            col(Code.state) == CodeState.ASSIGNED,
            col(Code.expires_on) < param("today"),
        ),
    )
    .values(state=GrantState.REVOKED, revoked_at=param("now"), revoked_by=param("actor_id"))
    .returning(col(Grant.member_id), col(Grant.reward_id), col(Grant.paid))
)
_COUNT_DOWN = Statement(
    update(Reward)
    .where(*equals(Reward.community_id, reward_id=Reward.id))
    .values(granted=Reward.granted - 1)
    .returning(col(Reward.granted))
)
_LET_GO = Statement(
    update(Holding)
    .where(*equals(Holding.community_id, Holding.reward_id, Holding.member_id))
    .values(count=Holding.count - 1)
    .returning(col(Holding.count))
)
# One statement decides by the code's state as it is at that moment: a code that its member is
# just looking at is either seen, and then void, or back in stock, and then never shown.
_CODE_BACK = Statement(
    update(Code)
    .where(
        *equals(Code.community_id, Code.grant_id),
        or_(col(Code.state) == CodeState.ASSIGNED, col(Code.state) == CodeState.CLAIMED),
    )
    .values(
        state=case(
            (col(Code.state) == CodeState.ASSIGNED, CodeState.AVAILABLE), else_=CodeState.VOID
        ),
        grant_id=case((col(Code.state) == CodeState.ASSIGNED, None), else_=col(Code.grant_id)),
        changed_at=param("now"),
    )
    .returning(col(Code.state))
)


@dataclass(frozen=True)
class Revoked:
    """What a revocation did. `refunded` is in points; `code` is where a voucher's code went."""

    member_id: int
    reward_name: str
    kind: RewardKind
    refunded: int
    code: CodeState | None


def revoke(session: Session, by: Person, grant_id: int, reason: str | None = None) -> Revoked:
    """Take a held grant back, as a manager; its holder is told, with the reason if there is one.

    Raises `AlreadyUsedError` and `AlreadyOverError`; a second try changes nothing.
    """
    require_manager(session, by)
    reason = ledger.checked_note(reason)
    grant = existing(session.get(Grant, (by.community_id, grant_id)))
    reward = lock_reward(session, by.community_id, grant.reward_id)
    kind, code = RewardKind(reward.kind), undo(session, grant, actor_id=by.member_id)
    if kind is RewardKind.BADGE:
        _enqueue_role_removal(session, grant)
    line = audit.record_by(
        session,
        by,
        "reward.revoked",
        member_id=grant.member_id,
        reward_id=grant.reward_id,
        refunded=grant.paid,
        code=code,
        note=reason,
    )
    notify_holder(session, by.community_id, grant.id, grant.member_id, audit_id=line)
    return Revoked(grant.member_id, reward.name, kind, grant.paid, code)


def notify_holder(
    session: Session, community_id: int, grant_id: int, member_id: int | None, *, audit_id: int
) -> None:
    """Enqueue the message to somebody that a manager took something back.

    The reason stands in the line of the audit and nowhere else, so erasing removes it there.
    """
    deliveries.enqueue(
        session,
        community_id,
        DeliveryKind.CODE_WITHDRAWN,
        key=f"withdrawn:{grant_id}",
        member_id=member_id,
        grant_id=grant_id,
        audit=audit_id,
    )


def undo(session: Session, grant: Grant, *, actor_id: int | None) -> CodeState | None:
    """Take a held grant back, with its unit, code and points. Call with the reward locked.

    Returns where a voucher's code went. Raises as `end` does.
    """
    community_id = grant.community_id
    end(session, community_id, grant.id, actor_id=actor_id)
    moved = session.run(_CODE_BACK, community_id=community_id, grant_id=grant.id, now=session.now)
    if grant.paid:
        ledger.move(
            session,
            community_id,
            grant.member_id,
            [WalletKind.SPEND],
            grant.paid,
            LedgerReason.REVOKED,
            key=f"revoke:{grant.id}",
            actor_id=actor_id,
            grant_id=grant.id,
        )
    return CodeState(moved[0].state) if moved else None


def end(session: Session, community_id: int, grant_id: int, *, actor_id: int | None) -> None:
    """Mark a held grant revoked and return its unit. Call with the reward locked.

    Raises `AlreadyUsedError` or `AlreadyOverError` for one that is not held.
    """
    ended = session.run(
        _END,
        community_id=community_id,
        grant_id=grant_id,
        today=today(session, community_id),
        now=session.now,
        actor_id=actor_id,
    )
    if not ended:
        state = session.execute(
            select(col(Grant.state)).where(
                col(Grant.community_id) == community_id, col(Grant.id) == grant_id
            )
        ).scalar_one()
        raise AlreadyUsedError if state == GrantState.USED else AlreadyOverError
    row = ended[0]
    session.run(_COUNT_DOWN, community_id=community_id, reward_id=row.reward_id)
    session.run(
        _LET_GO, community_id=community_id, reward_id=row.reward_id, member_id=row.member_id
    )


def _enqueue_role_removal(session: Session, grant: Grant) -> None:
    """Enqueue the removal of a badge's role; what is so when it is sent decides whether it goes."""
    payload = session.execute(
        select(col(Delivery.payload)).where(
            col(Delivery.community_id) == grant.community_id,
            col(Delivery.key) == f"role:{grant.id}",
        )
    ).scalar_one_or_none()
    if payload is not None:
        deliveries.enqueue(
            session,
            grant.community_id,
            DeliveryKind.TAKE_ROLE,
            key=f"unrole:{grant.id}",
            member_id=grant.member_id,
            grant_id=grant.id,
            role=payload["role"],
        )
