"""Taking back what quickly deleted messages earned, with the likes of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.services import events
from bot.services.goals import progress
from bot.services.pipeline.process import ALONE
from bot.services.points import ledger
from bot.services.points.earn import BOTH, WHOLE, entry_key, tally_key
from bot.services.state import decide_now
from bot.services.workflows.parts import triggers
from db.ids import first_id_at
from db.locks import alone
from db.session import Session
from db.statement import Statement, equals, param
from db.tables import Event, EventState, LedgerReason, Tally

WITHIN = timedelta(minutes=1)
"""How soon a message must be deleted for its points to be taken back."""

SLICE = 50
"""Events that are undone in one transaction."""

_WRITTEN = ("post_created", "post_comment")
"""The triggers of messages."""

_REVERSIBLE = (EventState.PENDING, EventState.DONE)


@dataclass(frozen=True)
class Reversed:
    """A slice of what is undone: the points that went. It is true if `more` may be left."""

    points: int
    more: bool

    def __bool__(self) -> bool:
        return self.more


_GIVE_BACK = Statement(
    update(Tally)
    .where(*equals(Tally.community_id, Tally.member_id, Tally.action, Tally.day))
    .values(rest=(Tally.rest + param("parts")) % WHOLE)
    .returning(col(Tally.rest))
)


def reverse_event(session: Session, community_id: int, key: str, at: datetime) -> Reversed:
    """Take back what came of a message, by its key, that was deleted at a moment.

    That is as much as members still have, once, and only within a minute. What has not been
    processed yet never will be. Likes of the message go with it. This and its siblings do a slice.
    """
    message = events.digest(session, community_id, key)
    return _reverse(session, community_id, at, lambda event: col(event.key) == message)


def reverse_thread(session: Session, community_id: int, key: str, at: datetime) -> Reversed:
    """Take back what came of the messages of a thread, by its key, that was deleted at a moment."""
    thread = events.digest(session, community_id, key)
    return _reverse(session, community_id, at, lambda event: col(event.hangs_on) == thread)


def reverse_channel(session: Session, community_id: int, channel_id: int, at: datetime) -> Reversed:
    """Take back what came of the messages in a channel, and in its threads, that was deleted."""

    def written(event: type[Event]) -> ColumnElement[bool]:
        return and_(
            col(event.trigger).in_(_WRITTEN),
            col(event.id) >= first_id_at(at - WITHIN),  # an event is stored after it happened
            col(event.channel_id) == channel_id,
        )

    return _reverse(session, community_id, at, written)


def _reverse(
    session: Session,
    community_id: int,
    at: datetime,
    written: Callable[[type[Event]], ColumnElement[bool]],
) -> Reversed:
    """Undo a slice of the messages for which a condition holds, then of the likes of them."""
    alone(session, ALONE, community_id)  # what is undone is not being processed meanwhile

    def gone(message: type[Event]) -> tuple[ColumnElement[bool], ...]:
        in_time = col(message.happened_at) >= at - WITHIN
        return col(message.community_id) == community_id, in_time, written(message)

    message = aliased(Event)
    liked = col(Event.hangs_on) == col(message.key)
    messages = select(Event).where(*gone(Event))
    likes = select(Event).join(message, liked).where(*gone(message))
    for chosen in (messages, likes.where(col(Event.community_id) == community_id)):
        reversible = (
            chosen.where(col(Event.state).in_(_REVERSIBLE)).order_by(col(Event.id)).limit(SLICE)
        )
        found = session.scalars(reversible).all()
        if found:
            return Reversed(sum(_end(session, event) for event in found), more=True)
    return Reversed(0, more=False)


def _end(session: Session, event: Event) -> int:
    session.refresh(event, with_for_update=True)  # after whoever is processing it just now
    was = event.state
    if was in _REVERSIBLE:
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
    amount = min(paid, ledger.within_reach(session, event.community_id, event.member_id))
    if amount > 0:
        ledger.move(
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
    decide_now(
        session,
        event.community_id,
        lambda state: progress.reverse(state, event, action, count, event.counted, paid),
    )
    return amount
