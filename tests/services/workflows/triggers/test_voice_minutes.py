"""Trigger voice_minutes."""

from datetime import timedelta

from bot.services.community import settings
from db.database import Database
from db.session import Session
from db.tables import Event
from tests.services.workflows.parts import context, insert_event
from tests.services.workflows.triggers.matching import trigger
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS


async def spend_minutes(db: Database, minutes: int, *, member_id: int = 2) -> Event:
    """Tell that a member has spent some more minutes in voice channels."""

    def use_case(session: Session) -> Event:
        event = insert_event(session, "voice_minutes", minutes=minutes, member_id=member_id)
        session.expunge(event)
        return event

    return await db.write(use_case)


async def crosses(db: Database, event: Event, minutes: int) -> bool:
    """Return whether it is by this event that there are so many minutes."""
    found = trigger("voice_minutes", {"minutes": minutes})
    return await db.read(lambda session: found.matches(context(session, event)))


async def test_minutes_of_a_day_are_reached_once(db: Database, clock: Clock) -> None:
    await db.write(factories.add_community)
    events = []
    for minutes in (20, 20, 20, 30):
        clock.forward(minutes=minutes)
        await spend_minutes(db, 500, member_id=BOB.member_id)  # somebody else's do not count
        events.append(await spend_minutes(db, minutes))
    assert [await crosses(db, event, 60) for event in events] == [False, False, True, False]
    assert [await crosses(db, event, 20) for event in events] == [True, False, False, False]
    assert [await crosses(db, event, 61) for event in events] == [False, False, False, True]
    assert [await crosses(db, event, 91) for event in events] == [False] * 4


async def test_a_day_is_the_communitys(db: Database, clock: Clock) -> None:
    await db.write(factories.add_community)
    await db.write(settings.set_timezone, BOSS, "Asia/Ho_Chi_Minh")  # at 19:00 there
    evening = await spend_minutes(db, 40)
    clock.forward(hours=6)
    night = await spend_minutes(db, 40)  # at 1:00 of the next day
    clock.forward(minutes=40)
    later = await spend_minutes(db, 40)
    assert [await crosses(db, event, 60) for event in (evening, night, later)] == [
        False,
        False,
        True,
    ]


async def test_a_day_that_a_change_of_the_zone_makes_longer(db: Database, clock: Clock) -> None:
    await db.write(factories.add_community)
    await db.write(settings.set_timezone, BOSS, "Pacific/Auckland")  # where the next day has begun
    await db.write(settings.set_timezone, BOSS, "UTC")
    events = []
    for _ in range(2):
        clock.forward(minutes=40)
        events.append(await spend_minutes(db, 40))
    assert [await crosses(db, event, 60) for event in events] == [False, True]


async def test_a_late_event_belongs_to_the_day_it_happened_on(db: Database, clock: Clock) -> None:
    await db.write(factories.add_community)
    await spend_minutes(db, 50)

    def yesterday(session: Session) -> Event:
        event = insert_event(
            session, "voice_minutes", at=session.now - timedelta(days=1), minutes=50
        )
        session.expunge(event)
        return event

    clock.forward(minutes=1)
    assert await crosses(db, await db.write(yesterday), 60) is False
    assert await crosses(db, await spend_minutes(db, 10), 60) is True
