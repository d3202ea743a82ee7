"""The pipeline of every event: from its row to points, goals and workflows."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.services import calendar, deliveries, events
from bot.services.events import NewEvent
from bot.services.goals import progress
from bot.services.members.diff import MemberSnapshot
from bot.services.points import earn, streaks
from bot.services.points.earn import Earned
from bot.services.workflows import runner
from bot.services.workflows.parts import Trigger, triggers
from db.errors import is_ours
from db.session import Session
from db.tables import Event, EventState, Run, RunState


class BrokenEventError(Exception):
    """Processing an event failed by a mistake of ours: undo everything, then `fail` it."""

    def __init__(self, community_id: int, event_id: int) -> None:
        super().__init__(community_id, event_id)
        self.community_id = community_id
        self.event_id = event_id


@dataclass(frozen=True)
class Processed:
    """An event that was processed."""

    community_id: int
    event_id: int
    trigger: str
    state: EventState


def any_due(session: Session) -> bool:
    """Return whether an event waits to be processed, or a run to be carried on."""
    event = select(col(Event.id)).where(col(Event.state) == EventState.PENDING)
    run = select(col(Run.id)).where(
        col(Run.state) == RunState.READY, col(Run.due_at) <= session.now
    )
    return any(session.execute(due.limit(1)).first() is not None for due in (event, run))


def process_next(session: Session) -> Processed | None:
    """Process the oldest event that waits, whole or not at all; None if none does.

    What a member did is processed in the order in which it happened, since streaks and cooldowns
    go by it: an event that another process has locked still counts as waiting. Raises
    `BrokenEventError` for a mistake of ours; everything must then be undone.
    """
    before = aliased(Event)
    event = session.execute(
        select(Event)
        .where(
            col(Event.state) == EventState.PENDING,
            ~select(col(before.id))
            .where(
                col(before.community_id) == col(Event.community_id),
                col(before.member_id) == col(Event.member_id),
                col(before.state) == EventState.PENDING,
                or_(
                    col(before.happened_at) < col(Event.happened_at),
                    and_(
                        col(before.happened_at) == col(Event.happened_at),
                        col(before.id) < col(Event.id),
                    ),
                ),
            )
            .exists(),
        )
        .order_by(col(Event.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).scalar_one_or_none()
    if event is None:
        return None
    try:
        process(session, event)
    except Exception as error:
        if not is_ours(error):
            raise
        raise BrokenEventError(event.community_id, event.id) from error
    return Processed(event.community_id, event.id, event.trigger, EventState(event.state))


def process(session: Session, event: Event) -> None:
    """Let an event have its consequences. Call with the event's row locked."""
    trigger = triggers().get(event.trigger)
    if trigger is None:
        events.ignore(event, f"nothing is called {event.trigger}")
        return
    who = None
    if trigger.about_member:
        who = runner.who_now(session, event.community_id, event.member_id)
        if who is None:
            events.ignore(event, "not a member")
            return
    session.depth = event.depth
    earned = Earned() if who is None else _count(session, event, trigger, who)
    runner.begin(session, event, who)
    event.counted, event.worth = earned.counted, earned.worth
    event.state = EventState.DONE
    session.flush()


def _count(session: Session, event: Event, trigger: type[Trigger], who: MemberSnapshot) -> Earned:
    """Let an event count for streaks, points and goals; return what it earned."""
    if trigger.activity:
        day = calendar.day_of(session, event.community_id, event.happened_at)
        login = daily_login(event.community_id, who.member_id, day, event.happened_at)
        events.store(session, [login])
    if event.trigger == "daily_login":
        day = date.fromisoformat(event.data["day"])
        streaks.extend(session, event.community_id, who.member_id, day)
    counted = trigger.counts_as(event)
    if counted is None:
        return Earned()
    action, count = counted
    earned = earn.earn(session, event, action, count, who.role_ids)
    progress.advance(session, event, action, count, earned.counted, earned.points)
    return earned


def daily_login(community_id: int, member_id: int, day: date, at: datetime) -> NewEvent:
    """Return the event of taking part on a day; only the first of a day is stored."""
    return NewEvent(
        community_id,
        "daily_login",
        f"daily_login:{member_id}:{day}",
        member_id,
        at,
        data={"day": str(day)},
    )


def fail(session: Session, community_id: int, event_id: int) -> None:
    """Give up an event that our own mistake broke, so that others go on."""
    event = session.get_one(Event, (community_id, event_id), with_for_update=True)
    if event.state != EventState.PENDING:
        return  # another process has processed it meanwhile
    event.state = EventState.FAILED
    event.error = "taking it up went wrong; see the log"
    deliveries.notify_managers(
        session,
        community_id,
        "notice-event-failed",
        key=f"event:{event.trigger}:{calendar.today(session, community_id)}",
        event=str(event.id),
    )
