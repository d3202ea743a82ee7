"""What Laurel owes: written with the change that causes it, handed out to a sender later.

A sender leases what is due, sends it, and reports. A lease that runs out (the sender died) makes
the delivery due again; its nonce lets Discord recognise a repeat for a few minutes. After that a
message whose fate is unknown is not risked a second time.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlmodel import col

from db.session import Session
from db.statement import Statement, param
from db.tables import (
    Code,
    CodeState,
    Community,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Grant,
    GrantState,
    Reward,
    RewardKind,
)
from db.upsert import insert

LEASE = timedelta(seconds=30)
"""How long a sender may take before a delivery is due again."""

NONCE_LASTS = timedelta(minutes=2)
"""How long a repeat with the same nonce is surely recognised."""

GATHERED_FOR = timedelta(seconds=3)
"""How long announcements wait for others to become one message with them."""

BATCH = 10
"""Announcements in one message at the most."""

GIVEN_UP_AFTER = timedelta(days=1)
"""How long sending is tried while Discord says no for a while."""

_WHILE_HELD = {
    DeliveryKind.GRANT_MESSAGE,
    DeliveryKind.BADGE_ANNOUNCEMENT,
    DeliveryKind.GIVE_ROLE,
}
"""What is worth saying only while the grant is held."""

_ENQUEUE = Statement(
    insert(Delivery)
    .values(
        {
            name: param(name)
            for name in (
                "community_id",
                "id",
                "kind",
                "key",
                "member_id",
                "channel_id",
                "grant_id",
                "payload",
                "state",
                "due_at",
                "attempts",
                "created_at",
            )
        }
    )
    .on_conflict_do_nothing(index_elements=["community_id", "key"])
)


def owe(
    session: Session,
    community_id: int,
    kind: DeliveryKind,
    *,
    key: str,
    member_id: int | None = None,
    channel_id: int | None = None,
    grant_id: int | None = None,
    after: timedelta = timedelta(),
    **payload: Any,
) -> None:
    """Owe something, once for this key. `payload` holds ids only, never a code."""
    session.run(
        _ENQUEUE,
        community_id=community_id,
        id=session.new_id(),
        kind=kind,
        key=key,
        member_id=member_id,
        channel_id=channel_id,
        grant_id=grant_id,
        payload=payload,
        state=DeliveryState.PENDING,
        due_at=session.now + after,
        attempts=0,
        created_at=session.now,
    )


@dataclass(frozen=True)
class Due:
    """One delivery in a sender's hands."""

    community_id: int
    id: int
    kind: DeliveryKind
    member_id: int | None
    channel_id: int | None
    grant_id: int | None
    payload: dict[str, Any]
    attempts: int
    nonce: int  # the same for all that are one message


def any_due(session: Session) -> bool:
    """Tell whether a sender would find something to do."""
    return (
        session.execute(
            select(col(Delivery.id))
            .where(
                col(Delivery.state) == DeliveryState.PENDING,
                col(Delivery.due_at) <= session.now,
            )
            .limit(1)
        ).first()
        is not None
    )


def lease(session: Session, limit: int = 50) -> list[Due]:
    """Take up to `limit` deliveries that are due, oldest first.

    One that was perhaps sent by a sender that died, too long ago for its nonce, becomes unknown.
    """
    due = session.exec(  # type: ignore[call-overload]
        select(Delivery)
        .where(
            col(Delivery.state) == DeliveryState.PENDING,
            col(Delivery.due_at) <= session.now,
        )
        .order_by(col(Delivery.due_at), col(Delivery.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).scalars()
    taken = []
    batches: dict[tuple[int, int | None], list[Delivery]] = {}
    for row in due:
        first = row.first_attempt_at
        if first is not None and session.now - first > NONCE_LASTS and _is_message(row.kind):
            row.state = DeliveryState.UNKNOWN
            continue
        row.first_attempt_at = first or session.now
        row.attempts += 1
        row.due_at = session.now + LEASE
        if row.kind == DeliveryKind.BADGE_ANNOUNCEMENT and row.batch_id is None:
            together = batches.setdefault((row.community_id, row.channel_id), [])
            if len(together) == BATCH:
                together.clear()
            together.append(row)
            row.batch_id = together[0].id
        taken.append(
            Due(
                row.community_id,
                row.id,
                DeliveryKind(row.kind),
                row.member_id,
                row.channel_id,
                row.grant_id,
                row.payload,
                row.attempts,
                row.batch_id or row.id,
            )
        )
    return taken


def _is_message(kind: str) -> bool:
    """Tell whether doing it twice would show; giving a role twice does not."""
    return kind not in {DeliveryKind.GIVE_ROLE, DeliveryKind.TAKE_ROLE}


def settle(session: Session, due: Due, state: DeliveryState, error: str | None = None) -> None:
    """Report the outcome: sent, dropped since no longer true, or failed for good."""
    session.execute(_mine(due).values(state=state, error=error))


def put_off(session: Session, due: Due, error: str) -> None:
    """Report that Discord surely did not take it: try again later, and give up after a day.

    Its outcome is known, so the nonce's time starts anew with the next attempt.
    """
    row = session.get_one(Delivery, (due.community_id, due.id))
    if session.now - row.created_at > GIVEN_UP_AFTER:
        settle(session, due, DeliveryState.FAILED, error)
        return
    pause = timedelta(seconds=min(5 * 2**due.attempts, 3600))
    session.execute(
        _mine(due).values(due_at=session.now + pause, first_attempt_at=None, error=error)
    )


def _mine(due: Due) -> Any:
    return update(Delivery).where(
        col(Delivery.community_id) == due.community_id,
        col(Delivery.id) == due.id,
        col(Delivery.state) == DeliveryState.PENDING,
    )


@dataclass(frozen=True)
class Owed:
    """What a delivery says, read when its turn comes. `language` is the community's."""

    language: str
    currency: str | None
    reward_id: int
    reward_name: str
    reward_kind: str
    description: str
    instructions: str | None
    expires_on: date | None
    image_id: int | None


def read(session: Session, due: Due) -> Owed | None:
    """Return what a delivery should say, or None if it is not true any more."""
    community = session.get(Community, due.community_id)
    if community is None or community.removed_at is not None:
        return None
    grant = session.get(Grant, (due.community_id, due.grant_id)) if due.grant_id else None
    reward_id = grant.reward_id if grant else due.payload.get("reward")
    reward = session.get(Reward, (due.community_id, reward_id)) if reward_id else None
    if reward is None:
        return None
    expires_on = grant.expires_on if grant else reward.expires_on
    if due.kind in _WHILE_HELD and (grant is None or grant.state != GrantState.HELD):
        return None
    if due.kind is DeliveryKind.GRANT_MESSAGE and reward.kind == RewardKind.VOUCHER:
        code = session.execute(
            select(col(Code.state), col(Code.expires_on)).where(
                col(Code.community_id) == due.community_id, col(Code.grant_id) == due.grant_id
            )
        ).first()
        if code is None or code.state != CodeState.ASSIGNED:
            return None
        expires_on = code.expires_on
    return Owed(
        community.language,
        community.currency,
        reward.id,
        reward.name,
        reward.kind,
        reward.description,
        reward.instructions,
        expires_on,
        reward.image_id,
    )
