"""Handing out what is owed: a sender leases what is due, sends it, and reports.

A lease that runs out (the sender died) makes the delivery due again; its nonce lets Discord
recognise a repeat for a few minutes. After that a message whose fate is unknown is not risked a
second time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, select, update
from sqlmodel import col

from db.session import Session
from db.tables import Delivery, DeliveryKind, DeliveryState

LEASE = timedelta(seconds=30)
"""How long a sender may take before a delivery is due again."""

NONCE_LASTS = timedelta(minutes=2)
"""How long a repeat with the same nonce is surely recognised."""

BATCH = 10
"""Announcements in one message at the most."""

GIVEN_UP_AFTER = timedelta(days=1)
"""How long sending is tried while Discord says no for a while."""


@dataclass(frozen=True)
class Due:
    """One delivery in a sender's hands; `tried`: perhaps it has been carried out already."""

    community_id: int
    id: int
    kind: DeliveryKind
    member_id: int | None
    channel_id: int | None
    grant_id: int | None
    payload: dict[str, Any]
    tried: bool
    nonce: int  # the same for all that are one message


def any_due(session: Session) -> bool:
    """Tell whether a sender would find something to do."""
    return session.execute(_due(session).limit(1)).first() is not None


def lease(session: Session) -> list[Due]:
    """Take the message that has been due for longest: one delivery, or announcements together.

    One at a time, so that a sender that dies leaves no other in doubt. What it leaves becomes
    unknown once its nonce is too old.
    """
    while first := _oldest(session):
        tried = first.first_attempt_at is not None
        if tried and _is_message(first) and _nonce_is_old(session, first):
            first.state = DeliveryState.UNKNOWN
            session.flush()
            continue
        together = [first, *_going_with(session, first)]
        for row in together:
            row.first_attempt_at = row.first_attempt_at or session.now
            row.attempts += 1
            row.due_at = session.now + LEASE
            row.batch_id = first.batch_id or first.id
        return [
            Due(
                row.community_id,
                row.id,
                DeliveryKind(row.kind),
                row.member_id,
                row.channel_id,
                row.grant_id,
                row.payload,
                tried,
                first.batch_id or first.id,
            )
            for row in together
        ]
    return []


def _due(session: Session) -> Select[Delivery]:
    return select(Delivery).where(
        col(Delivery.state) == DeliveryState.PENDING, col(Delivery.due_at) <= session.now
    )


def _oldest(session: Session) -> Delivery | None:
    return session.execute(
        _due(session)
        .order_by(col(Delivery.due_at), col(Delivery.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).scalar_one_or_none()


def _going_with(session: Session, first: Delivery) -> Sequence[Delivery]:
    """Return what is one message with it: what was before, else announcements that wait there."""
    if first.kind != DeliveryKind.BADGE_ANNOUNCEMENT:
        return []
    return (
        session.execute(
            select(Delivery)
            .where(
                col(Delivery.community_id) == first.community_id,
                col(Delivery.state) == DeliveryState.PENDING,
                col(Delivery.kind) == first.kind,
                col(Delivery.channel_id) == first.channel_id,
                col(Delivery.batch_id).is_not_distinct_from(first.batch_id),
                col(Delivery.id) != first.id,
            )
            .order_by(col(Delivery.id))
            .limit(BATCH - 1)
            .with_for_update(skip_locked=True)
        )
        .scalars()
        .all()
    )


def _is_message(row: Delivery) -> bool:
    """Tell whether doing it twice would show; giving a role twice does not."""
    return row.kind not in {DeliveryKind.GIVE_ROLE, DeliveryKind.TAKE_ROLE}


def _nonce_is_old(session: Session, row: Delivery) -> bool:
    return row.first_attempt_at is not None and session.now - row.first_attempt_at > NONCE_LASTS


def settle(session: Session, due: Due, state: DeliveryState, error: str | None = None) -> None:
    """Report the outcome: sent, dropped since no longer true, or failed for good."""
    session.execute(_mine(due).values(state=state, error=error))


def put_off(session: Session, due: Due, error: str, *, perhaps_done: bool) -> DeliveryState:
    """Report that it did not go well: try again later, and give up after a day.

    Unless it was perhaps done, the nonce's time starts anew with the next attempt.
    """
    row = session.get_one(Delivery, (due.community_id, due.id))
    if session.now - row.created_at > GIVEN_UP_AFTER:
        settle(session, due, DeliveryState.FAILED, error)
        return DeliveryState.FAILED
    pause = timedelta(seconds=min(5 * 2 ** min(row.attempts, 10), 3600))
    perhaps_since = row.first_attempt_at if perhaps_done else None
    session.execute(
        _mine(due).values(due_at=session.now + pause, first_attempt_at=perhaps_since, error=error)
    )
    return DeliveryState.PENDING


def _mine(due: Due) -> Any:
    return update(Delivery).where(
        col(Delivery.community_id) == due.community_id,
        col(Delivery.id) == due.id,
        col(Delivery.state) == DeliveryState.PENDING,
    )
