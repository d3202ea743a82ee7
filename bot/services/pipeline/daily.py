"""/daily: checking in for today, and the points and streak that it brought."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import func, select

from bot.services import calendar, communities, events
from bot.services.actors import Person, remember, require_human
from bot.services.pipeline import process
from bot.services.points import streaks
from bot.services.points.streaks import StreakNow
from db.session import Session
from db.tables import EventState, LedgerEntry, WalletKind


@dataclass(frozen=True)
class CheckIn:
    """What taking part today brought. `done`: it is known; `points` for this alone."""

    done: bool
    points: int
    streak: StreakNow
    next_at: datetime  # when the next day begins


def check_in(session: Session, person: Person) -> bool:
    """Take part today; False if the member had done so already, here or by what they did."""
    require_human(person)
    remember(session, person.community_id, person.member_id)
    day = calendar.today(session, person.community_id)
    event = process.daily_login(person.community_id, person.member_id, day, session.now)
    return events.store(session, [event]) == 1


def outcome(session: Session, person: Person) -> CheckIn:
    """Return what has come of taking part today."""
    community = communities.get(session, person.community_id)
    day = calendar.today(session, person.community_id)
    login = process.daily_login(person.community_id, person.member_id, day, session.now)
    event = events.find(session, person.community_id, login.key)
    points = 0
    if event is not None:
        points = session.exec(
            select(func.coalesce(func.sum(LedgerEntry.amount), 0)).where(
                LedgerEntry.community_id == person.community_id,
                LedgerEntry.member_id == person.member_id,
                LedgerEntry.event_id == event.id,
                LedgerEntry.wallet == WalletKind.EARN,
            )
        ).one()
    return CheckIn(
        event is not None and event.state != EventState.PENDING,
        int(points),
        streaks.current(session, person.community_id, person.member_id),
        calendar.day_start(day + timedelta(days=1), community.timezone),
    )
