"""Leases: a sender leases what is due, sends it, and records the outcome.

A lease that runs out (the sender died) makes the delivery due again; its nonce lets Discord
recognise a repeat for a few minutes. After that a message whose fate is unknown is not risked a
second time.

Each process sees to the communities of its own shards, which it knows without asking Discord. What
is late all the same, any process takes: the one whose it was may have died.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.services import rates
from bot.services.deliveries.kinds import DIRECT_MESSAGES, LANES, Lane, LeasedDelivery, Shards
from bot.services.deliveries.outcomes import FailureReason, give_up, is_leased_as
from db.session import Session
from db.tables import Delivery, DeliveryKind, DeliveryState, Member

LEASE = timedelta(seconds=20)
"""How long a sender may take before a delivery is due again, unless it renews its lease."""

LATE = timedelta(seconds=5)
"""How late something is when it is taken by a process that has other shards."""

NONCE_LASTS = timedelta(minutes=2)
"""How long a repeat with the same nonce is surely recognised."""

BATCH = 10
"""Announcements in one message at the most."""


_DIRECT = [kind for kind, lane in LANES.items() if lane is Lane.DIRECT]

_SHOWS_TWICE = {Lane.DIRECT, Lane.CHANNELS}
"""Where doing something twice would show. A webhook's receiver knows a repeat by its id."""

_TOGETHER: Mapping[DeliveryKind, int] = {
    DeliveryKind.BADGE_ANNOUNCEMENT: BATCH,
    DeliveryKind.WAITING_NOTICE: BATCH,
    DeliveryKind.MANAGER_NOTICE: BATCH,
    DeliveryKind.REMINDER: 100,  # a member gets one message, however much there is to say
}
"""What becomes one message with others of its kind, and how many at the most."""


def any_due(session: Session, lane: Lane | None = None, shards: Shards | None = None) -> bool:
    """Return whether a sender would find something to do, and may."""
    if lane is Lane.DIRECT and rates.wait(session, DIRECT_MESSAGES):
        return False
    due = select(col(Delivery.id)).where(*_due(session, lane, shards)).limit(1)
    return session.execute(due).first() is not None


def lease(
    session: Session, lane: Lane | None = None, shards: Shards | None = None
) -> list[LeasedDelivery]:
    """Take the message that has been due for longest: one delivery, or some that go together.

    One at a time, so that a sender that dies leaves one outcome unknown. What it leaves becomes
    unknown once its nonce is too old.
    """
    while first := _oldest(session, lane, shards):
        kind = DeliveryKind(first.kind)
        tried = first.first_attempt_at is not None
        if tried and LANES[kind] in _SHOWS_TWICE and _nonce_is_old(session, first):
            give_up(session, first, FailureReason.UNSURE)
            continue
        if LANES[kind] is Lane.DIRECT and _another_is_writing(session, first):
            return []
        together = [first, *_going_with(session, first, kind)]
        for row in together:
            row.first_attempt_at = row.first_attempt_at or session.now
            row.attempts += 1
            row.due_at = session.now + LEASE
            row.batch_id = first.batch_id or first.id
            row.error = None
        return [_leased(row, tried, first.batch_id or first.id) for row in together]
    return []


def _leased(row: Delivery, tried: bool, nonce: int) -> LeasedDelivery:
    return LeasedDelivery(
        row.community_id,
        row.id,
        DeliveryKind(row.kind),
        row.key,
        row.member_id,
        row.channel_id,
        row.grant_id,
        row.payload,
        row.attempts,
        tried,
        nonce,
    )


def _due(
    session: Session, lane: Lane | None, shards: Shards | None, community_id: int | None = None
) -> list[ColumnElement[bool]]:
    """Return what is true of a delivery whose turn it is, in one community or in any."""
    conditions: list[ColumnElement[bool]] = [
        *([] if community_id is None else [col(Delivery.community_id) == community_id]),
        col(Delivery.state) == DeliveryState.PENDING,
        col(Delivery.due_at) <= session.now,
    ]
    if lane is not None:
        kinds = [kind for kind, its_lane in LANES.items() if its_lane is lane]
        conditions.append(col(Delivery.kind).in_(kinds))
    if shards is not None and len(shards.ids) < shards.count:
        # "Sharding", https://docs.discord.com/developers/events/gateway
        shard = col(Delivery.community_id) // 2**22 % shards.count
        conditions.append(or_(shard.in_(shards.ids), col(Delivery.due_at) <= session.now - LATE))
    if lane in {None, Lane.DIRECT}:
        whose = col(Delivery.community_id) if community_id is None else community_id
        alone = ~_is_being_sent(session, whose, Delivery.member_id)
        conditions.append(or_(col(Delivery.kind).not_in(_DIRECT), alone))
    return conditions


def _is_being_sent(
    session: Session, community_id: object, member_id: object
) -> ColumnElement[bool]:
    """Tell of a member whether a sender is just writing to them."""
    other = aliased(Delivery)
    return exists().where(
        col(other.community_id) == community_id,
        col(other.member_id) == member_id,
        col(other.kind).in_(_DIRECT),
        col(other.state) == DeliveryState.PENDING,
        col(other.attempts) > 0,
        col(other.error).is_(None),
        col(other.due_at) > session.now,
    )


def _another_is_writing(session: Session, row: Delivery) -> bool:
    """Look once more, now that no other sender can lease the same member's messages."""
    key = (row.community_id, row.member_id)
    session.locked(Member, key)
    busy = select(_is_being_sent(session, *key))
    return bool(session.execute(busy).scalar_one())


def _oldest(session: Session, lane: Lane | None, shards: Shards | None) -> Delivery | None:
    """Lock what has been due for longest in the community that has waited for longest.

    Where other senders hold all that a community has, the next one's turn comes.
    """
    held: list[int] = []
    anywhere = _due(session, lane, shards)
    while (community_id := _waiting_longest(session, anywhere, held)) is not None:
        found: Delivery | None = session.execute(
            select(Delivery)
            .where(*_due(session, lane, shards, community_id))
            .order_by(col(Delivery.due_at), col(Delivery.id))
            .limit(1)
            .with_for_update(skip_locked=True, of=Delivery)
        ).scalar_one_or_none()
        if found is not None:
            return found
        held.append(community_id)
    return None


def _waiting_longest(
    session: Session, due: list[ColumnElement[bool]], held: list[int]
) -> int | None:
    """Return the community with the delivery that has been due for longest, locked or not."""
    return session.execute(
        select(col(Delivery.community_id))
        .where(*due, col(Delivery.community_id).not_in(held))
        .order_by(col(Delivery.due_at), col(Delivery.id))
        .limit(1)
    ).scalar_one_or_none()


def _going_with(session: Session, first: Delivery, kind: DeliveryKind) -> Sequence[Delivery]:
    """Return what is one message with it: what was before, else others that wait there."""
    if kind not in _TOGETHER:
        return []
    alike = [
        col(Delivery.community_id) == first.community_id,
        col(Delivery.state) == DeliveryState.PENDING,
        col(Delivery.kind) == kind,
        col(Delivery.channel_id).is_not_distinct_from(first.channel_id),
        col(Delivery.batch_id).is_not_distinct_from(first.batch_id),
        col(Delivery.id) != first.id,
    ]
    if kind is DeliveryKind.REMINDER:
        alike.append(col(Delivery.member_id) == first.member_id)
    return (
        session.execute(
            select(Delivery)
            .where(*alike)
            .order_by(col(Delivery.id))
            .limit(_TOGETHER[kind] - 1)
            .with_for_update(skip_locked=True)
        )
        .scalars()
        .all()
    )


def _nonce_is_old(session: Session, row: Delivery) -> bool:
    return row.first_attempt_at is not None and session.now - row.first_attempt_at > NONCE_LASTS


def renew(session: Session, deliveries: Iterable[LeasedDelivery]) -> None:
    """Renew leases: sending takes its time, as when Discord slows us down."""
    for delivery in deliveries:
        session.execute(
            update(Delivery).where(*is_leased_as(delivery)).values(due_at=session.now + LEASE)
        )


def give_back(session: Session, deliveries: Iterable[LeasedDelivery]) -> None:
    """Give leases back of what has not begun to be sent: it is due again at once."""
    for delivery in deliveries:
        values: dict[str, object] = {"due_at": session.now}
        if not delivery.tried:
            values["first_attempt_at"] = None
        session.execute(update(Delivery).where(*is_leased_as(delivery)).values(values))
