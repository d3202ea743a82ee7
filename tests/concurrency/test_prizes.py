"""Who came first in a week, judged by a process that is killed in the middle of it."""

from datetime import timedelta

from sqlmodel import func, select

from bot.services import events
from bot.services.points import placings
from bot.services.points.placings import PLACED
from bot.services.points.spans import Span
from db.database import Database
from db.session import Session
from db.tables import Delivery, Event
from db.tables.points import Contest, LeaderboardPost
from tests.concurrency.halted_process import kill_halfway
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import CLUB, somebody

PLACES = 5
WEEK = timedelta(days=7)
MINUTE = timedelta(minutes=1)


def begin(session: Session) -> None:
    """Let a week be judged in which some gain points."""
    factories.add_community(session)
    session.add(LeaderboardPost(community_id=CLUB, span=Span.WEEK, channel_id=7, places=3))
    for number in range(PLACES):
        factories.give_points(session, somebody(number), 9 - number)
    placings.work(session)


def judged(session: Session) -> tuple[bool, int, int]:
    """Return whether the week was judged, how many places that gave, and how often it is posted."""
    placed = select(func.count()).where(Event.trigger == PLACED)
    posted = select(func.count()).select_from(Delivery)
    contest = session.exec(select(Contest)).one()
    return contest.judged, session.exec(placed).one(), session.exec(posted).one()


# With a commit after each place, some of them were there after the kill, and the prizes of the
# others never came: the week had been judged.
async def test_a_judging_that_is_killed_has_not_begun(
    processes: list[Database], db_url: str, clock: Clock
) -> None:
    await processes[0].write(begin)
    clock.now += WEEK
    assert await processes[0].write(placings.work) == 1  # what counts is settled a minute later
    late = WEEK + 2 * MINUTE
    await kill_halfway(db_url, placings.work, events._store_fact, PLACES - 2, late=late)
    assert await processes[0].read(judged) == (False, 0, 0)
    clock.now += 2 * MINUTE
    await processes[0].write(placings.work)
    assert await processes[0].read(judged) == (True, PLACES, 1)
