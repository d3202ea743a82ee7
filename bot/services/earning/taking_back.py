"""Taking back what messages earned that are deleted at once, and what hangs on them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlmodel import col

from bot.services import events, points
from bot.services.earning.earn import BOTH, WHOLE, entry_key, tally_key
from bot.services.goals import progress
from bot.services.workflows.parts import triggers
from db.ids import first_id_at
from db.session import Session
from db.statement import Statement, param
from db.tables import Event, EventState, LedgerReason, Tally

WITHIN = timedelta(minutes=1)
"""How soon a message must be deleted for its points to be taken back."""

_WRITTEN = ("post_created", "post_comment")
"""The triggers of messages."""

_GIVE_BACK = Statement(
    update(Tally)
    .where(
        col(Tally.community_id) == param("community_id"),
        col(Tally.member_id) == param("member_id"),
        col(Tally.action) == param("action"),
        col(Tally.day) == param("day"),
    )
    .values(rest=(Tally.rest + param("parts")) % WHOLE)
    .returning(col(Tally.rest))
)


def take_back(session: Session, community_id: int, key: str, at: datetime) -> int:
    """Take back what came of a message that was deleted at a moment; return the points.

    That is as much as members still have, once, and only within a minute. What has not been
    taken up yet never will be. Likes of the message go with it.
    """
    event = events.find(session, community_id, key)
    return 0 if event is None else _take_back_all(session, [event], at)


def take_back_thread(session: Session, community_id: int, key: str, at: datetime) -> int:
    """Take back what came of the messages of a thread that was deleted at a moment, by its key."""
    digest = events.digest(session, community_id, key)
    written = session.scalars(
        select(Event)
        .where(
            col(Event.community_id) == community_id,
            col(Event.hangs_on) == digest,
            col(Event.happened_at) >= at - WITHIN,
        )
        .order_by(col(Event.id))
    ).all()
    return _take_back_all(session, written, at)


def take_back_channel(session: Session, community_id: int, channel_id: int, at: datetime) -> int:
    """Take back what came of the messages in a channel, and in its threads, that was deleted."""
    written = session.scalars(
        select(Event)
        .where(
            col(Event.community_id) == community_id,
            col(Event.trigger).in_(_WRITTEN),
            col(Event.id) >= first_id_at(at - WITHIN),  # an event is stored after it happened
            col(Event.happened_at) >= at - WITHIN,
            col(Event.channel_id) == channel_id,
        )
        .order_by(col(Event.id))
    ).all()
    return _take_back_all(session, written, at)


def _take_back_all(session: Session, written: Iterable[Event], at: datetime) -> int:
    taken = 0
    for event in written:
        if at - event.happened_at > WITHIN:
            continue
        hanging = session.scalars(
            select(Event)
            .where(
                col(Event.community_id) == event.community_id,
                col(Event.hangs_on) == event.key,
            )
            .order_by(col(Event.id))
        ).all()
        taken += sum(_take_back(session, one) for one in (event, *hanging))
    return taken


def _take_back(session: Session, event: Event) -> int:
    session.refresh(event, with_for_update=True)  # after whoever is taking it up just now
    was = event.state
    if was in (EventState.PENDING, EventState.DONE):
        events.ignore(event, "its message was deleted within a minute")
    return _undo(session, event) if was == EventState.DONE else 0


def _undo(session: Session, event: Event) -> int:
    """Undo what an event counted for and paid, its part of a point included."""
    counted = triggers()[event.trigger].counts_as(event)
    if counted is None:
        return 0
    assert event.member_id is not None
    action, count = counted
    which = tally_key(session, event, action)
    row = session.run(_GIVE_BACK, **which, parts=-event.worth % WHOLE)
    # As when it was paid: what is carried is below a point before and after.
    paid = ((row[0].rest if row else 0) + event.worth) // WHOLE
    amount = min(paid, points.within_reach(session, event.community_id, event.member_id))
    taken = amount > 0 and points.move(
        session,
        event.community_id,
        event.member_id,
        BOTH,
        -amount,
        LedgerReason.CORRECTION,
        key=f"{entry_key(event)}:taken back",
        event_id=event.id,
    )
    # After the wallets, as when it was earned: whoever takes two things takes them in one order.
    progress.give_back(session, event, action, count, event.counted, paid)
    return amount if taken else 0
