"""Members who do things: events that are stored, and paid for by their rules."""

from collections.abc import Callable
from datetime import date, datetime

from bot.services import events
from bot.services.actors import Person
from bot.services.events import NewEvent
from bot.services.pipeline.reverse import Reversed
from bot.services.points import earn, streaks
from db.session import Session
from db.tables import Event
from tests.support.factories import CLUB
from tests.support.pipeline import deciding

POST = "post_created"


def tell(
    session: Session, who: Person, key: str, *, at: datetime | None = None, trigger: str = POST
) -> Event:
    """Store something that a member did, now or at a moment."""
    new_event = NewEvent(who.community_id, trigger, key, who.member_id, at or session.now)
    events.store(session, [new_event])
    event = events.find(session, who.community_id, key)
    assert event is not None
    return event


def do(
    session: Session,
    who: Person,
    action: str = POST,
    count: int = 1,
    *,
    at: datetime | None = None,
    key: str | None = None,
) -> int:
    """Let a member do something; return the points that it paid."""
    event = tell(session, who, key or f"done:{session.new_id()}", at=at)
    earned = deciding(
        session,
        lambda state: earn.earn(state, event, action, count, who.role_ids),
        community_id=who.community_id,
    )
    event.counted, event.worth = earned.counted, earned.worth  # as the pipeline does
    return earned.points


def undo(
    session: Session, use_case: Callable[..., Reversed], which: str | int, at: datetime
) -> int:
    """Take back until nothing is left; return the points that members lost."""
    points = 0
    while slice_ := use_case(session, CLUB, which, at):
        points += slice_.points
    return points


def take_part(session: Session, who: Person, day: date) -> None:
    """Let a member take part on a day."""
    deciding(session, lambda state: streaks.extend(state, who.member_id, day))
