"""Members who do things: events that are stored, and paid for by their rules."""

from datetime import datetime

from bot.services import events
from bot.services.earning import earn
from bot.services.events import Happening
from bot.services.people import Person
from db.session import Session
from db.tables import Event

POST = "post_created"


def tell(
    session: Session, who: Person, key: str, *, at: datetime | None = None, trigger: str = POST
) -> Event:
    """Store something that a member did, now or at a moment."""
    told = Happening(who.community_id, trigger, key, who.member_id, at or session.now)
    events.store(session, [told])
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
    return earn.earn(session, event, action, count, who.role_ids).points
