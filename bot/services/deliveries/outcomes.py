"""Outcomes of deliveries: sent, retried or given up; managers get a notice where they can act."""

import enum
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlmodel import col

from bot.services import rates
from bot.services.deliveries.enqueue import GATHERED_FOR, enqueue, notify_managers
from bot.services.deliveries.kinds import DIRECT_MESSAGES, LANES, Lane, LeasedDelivery
from bot.services.paging import count_rows
from db.session import Session
from db.tables import (
    Community,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Member,
    Run,
    Workflow,
    linked,
)

GIVEN_UP_AFTER = timedelta(days=1)
"""How long sending is tried while Discord says no for a while."""

WAITS_FOR_SECRET = timedelta(days=30)
"""How long a call waits until managers make a secret to sign it with."""

_SECRET_RETRY = timedelta(hours=1)


class FailureReason(enum.StrEnum):
    """Why something was not delivered."""

    # Dropped: there is nothing to tell any more, or nobody to tell it to.
    OUTDATED = "outdated"
    UNWANTED = "unwanted"  # its member switched it off
    MESSAGES_CLOSED = "messages-closed"
    MEMBER_LEFT = "member-left"
    SERVER_GONE = "server-gone"
    NO_CHANNEL = "no-channel"  # none is set for it
    NOTHING_TO_CHANGE = "nothing-to-change"
    STILL_GIVEN = "still-given"  # a role that something else gives
    # Failed: a manager can do something about it.
    CHANNEL_GONE = "channel-gone"
    CHANNEL_CLOSED = "channel-closed"
    ROLE_GONE = "role-gone"
    ROLE_OUT_OF_REACH = "role-out-of-reach"
    REFUSED = "refused"  # by Discord, for a reason that we do not know
    # To be tried again, and failed after a day of it.
    AWAY = "away"
    SLOWED_DOWN = "slowed-down"
    NOT_TAKEN = "not-taken"  # by a webhook's receiver, now or ever
    NO_SECRET = "no-secret"  # a call waits until there is something to sign it with
    STUMBLED = "stumbled"  # a mistake of ours
    # Unknown: perhaps it arrived.
    UNSURE = "unsure"

    @property
    def state(self) -> DeliveryState:
        """How a delivery ends for this reason."""
        if self is FailureReason.UNSURE:
            return DeliveryState.UNKNOWN
        return DeliveryState.DROPPED if self in _NOTHING_TO_DO else DeliveryState.FAILED


_NOTHING_TO_DO = {
    FailureReason.OUTDATED,
    FailureReason.UNWANTED,
    FailureReason.MESSAGES_CLOSED,
    FailureReason.MEMBER_LEFT,
    FailureReason.SERVER_GONE,
    FailureReason.NO_CHANNEL,
    FailureReason.NOTHING_TO_CHANGE,
    FailureReason.STILL_GIVEN,
}


def sent(session: Session, delivery: LeasedDelivery) -> None:
    """Report that it was delivered; this is true whoever reports it, and however late."""
    pending = (*_the_row(delivery), col(Delivery.state) == DeliveryState.PENDING)
    session.execute(update(Delivery).where(*pending).values(state=DeliveryState.SENT, error=None))
    if delivery.lane is Lane.DIRECT:
        _note_messages(session, delivery, closed_at=None)


def not_sent(
    session: Session, delivery: LeasedDelivery, /, reason: FailureReason, **about: str
) -> None:
    """Report that it will not be delivered, unless another sender has leased it by now.

    `about` is what managers should know besides, if it is for them.
    """
    row = _lock_leased(session, delivery)
    if row is not None:
        give_up(session, row, reason, **about)


def give_up(session: Session, row: Delivery, reason: FailureReason, **about: str) -> None:
    """End a delivery that will not be sent; managers hear of what failed or is unknown."""
    row.state = reason.state
    row.error = reason
    session.flush()
    if row.state != DeliveryState.DROPPED:
        _notify_of(session, row, reason, about)


def put_off(
    session: Session,
    delivery: LeasedDelivery,
    /,
    reason: FailureReason,
    *,
    perhaps_done: bool,
    after: timedelta = timedelta(),
    **about: str,
) -> DeliveryState:
    """Report that it did not go well: try again, but not before `after`; give up after a day.

    Unless it was perhaps done, the nonce's time starts anew with the next attempt.
    """
    row = _lock_leased(session, delivery)
    if row is None:
        return DeliveryState.PENDING
    tried_for = WAITS_FOR_SECRET if reason is FailureReason.NO_SECRET else GIVEN_UP_AFTER
    if session.now - row.created_at > tried_for:
        give_up(session, row, reason, **about)
        return DeliveryState.FAILED
    pause = timedelta(seconds=min(5 * 2 ** min(row.attempts, 10), 3600))
    row.due_at = session.now + max(pause, after)
    row.error = reason
    if not perhaps_done:
        row.first_attempt_at = None
    return DeliveryState.PENDING


def messages_closed(session: Session, delivery: LeasedDelivery) -> None:
    """Report that somebody takes no direct messages: what they were given waits in `/rewards`."""
    not_sent(session, delivery, FailureReason.MESSAGES_CLOSED)
    _note_messages(session, delivery, closed_at=session.now)
    community = session.get_one(Community, delivery.community_id)
    if (
        delivery.kind is DeliveryKind.GRANT_MESSAGE
        and community.waiting_notice
        and community.announcement_channel_id is not None
    ):
        enqueue(
            session,
            delivery.community_id,
            DeliveryKind.WAITING_NOTICE,
            key=f"waiting:{delivery.grant_id}",
            member_id=delivery.member_id,
            channel_id=community.announcement_channel_id,
            grant_id=delivery.grant_id,
            after=GATHERED_FOR,
        )


def messages_refused(session: Session, delivery: LeasedDelivery, after: timedelta) -> None:
    """Report that Discord refuses direct messages to anybody for now: no process tries any.

    Managers get a notice once a day, in every community where somebody waits for one.
    """
    put_off(session, delivery, FailureReason.SLOWED_DOWN, perhaps_done=False, after=after)
    rates.pause(session, DIRECT_MESSAGES, after)
    direct = [kind for kind, lane in LANES.items() if lane is Lane.DIRECT]
    waiting = (
        select(col(Delivery.community_id))
        .where(col(Delivery.state) == DeliveryState.PENDING, col(Delivery.kind).in_(direct))
        .distinct()
    )
    for (community_id,) in session.execute(waiting).all():
        notify_managers(
            session,
            community_id,
            "notice-messages-refused",
            key=f"messages-refused:{session.now:%Y-%m-%d}",
        )


def no_secret(session: Session, delivery: LeasedDelivery) -> None:
    """Report that a call cannot be signed: it waits for a secret; managers get a weekly notice."""
    put_off(session, delivery, FailureReason.NO_SECRET, perhaps_done=False, after=_SECRET_RETRY)
    year, week, _ = session.now.isocalendar()
    notify_managers(
        session,
        delivery.community_id,
        "notice-no-outgoing-secret",
        key=f"no-outgoing-secret:{year}-{week}",
    )


def secret_made(session: Session, community_id: int) -> None:
    """Let the calls go out that have waited for a secret; their day of trying begins now.

    Also one that a sender has leased, who found none a moment ago: what it reports is void then.
    """
    session.execute(
        update(Delivery)
        .where(
            col(Delivery.community_id) == community_id,
            col(Delivery.kind) == DeliveryKind.WEBHOOK,
            col(Delivery.state) == DeliveryState.PENDING,
        )
        .values(
            due_at=session.now,
            created_at=session.now,
            first_attempt_at=None,
            attempts=col(Delivery.attempts) + 1,
            error=None,
        )
    )


def waiting_for_secret(session: Session, community_id: int) -> int:
    """Return how many calls wait for something to sign them with."""
    return count_rows(
        session,
        Delivery,
        col(Delivery.community_id) == community_id,
        col(Delivery.state) == DeliveryState.PENDING,
        col(Delivery.error) == FailureReason.NO_SECRET,
    )


def _the_row(delivery: LeasedDelivery) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(Delivery.community_id) == delivery.community_id, col(Delivery.id) == delivery.id


def is_leased_as(delivery: LeasedDelivery) -> Iterable[ColumnElement[bool]]:
    """Return what is true of a delivery while a sender holds its lease, and no later one."""
    return (
        *_the_row(delivery),
        col(Delivery.state) == DeliveryState.PENDING,
        col(Delivery.attempts) == delivery.attempt,
    )


def _lock_leased(session: Session, delivery: LeasedDelivery) -> Delivery | None:
    return session.execute(
        select(Delivery)
        .where(*is_leased_as(delivery))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()


def _note_messages(session: Session, delivery: LeasedDelivery, closed_at: datetime | None) -> None:
    """Note since when direct messages do not reach somebody, or that they do."""
    noted = col(Member.messages_closed_at)
    session.execute(
        update(Member)
        .where(
            col(Member.community_id) == delivery.community_id,
            col(Member.member_id) == delivery.member_id,
            noted.is_not(None) if closed_at is None else noted.is_(None),
        )
        .values(messages_closed_at=closed_at)
    )


def _notify_of(
    session: Session, row: Delivery, reason: FailureReason, about: Mapping[str, str]
) -> None:
    """Tell managers of a failure, at most once a week for each cause."""
    if row.kind in {DeliveryKind.MANAGER_NOTICE, DeliveryKind.POOL_NOTICE}:
        return  # these show in `/settings notices` all the same
    place: dict[str, str] = {}
    if row.channel_id is not None:
        place["channel"] = str(row.channel_id)
    elif "role" in row.payload:
        place["role"] = str(row.payload["role"])
    elif "run" in row.payload:
        place["workflow"] = _workflow_name(session, row)
    cause = ":".join([reason, *place.values(), *about.values()])
    year, week, _ = session.now.isocalendar()
    notify_managers(
        session,
        row.community_id,
        f"notice-undelivered-{reason}",
        key=f"undelivered:{cause}:{year}-{week}",
        **place,
        **about,
    )


def _workflow_name(session: Session, row: Delivery) -> str:
    name: str = session.execute(
        select(col(Workflow.name))
        .join(Run, linked(Run.workflow_id, Workflow.id))
        .where(col(Run.community_id) == row.community_id, col(Run.id) == int(row.payload["run"]))
    ).scalar_one()
    return name
