"""An event is stored once, names nobody by its key, and is forgotten when nothing waits for it."""

import asyncio

import pytest
from sqlmodel import col, select

from bot.services import events
from bot.services.events import NewEvent
from bot.services.maintenance import retention
from db.database import Database, connect
from db.session import Session
from db.tables import Event, EventState, Fact, Run
from tests.support import factories
from tests.support.databases import NOON, Clock, still_world
from tests.support.factories import CLUB, MAI

MESSAGE = NewEvent(CLUB, "post_created", "message:900719925474099301", MAI.member_id, NOON)
COURSE = NewEvent(
    CLUB,
    "course_complete",
    "hook:a",
    MAI.member_id,
    NOON,
    data={"id": "python-101"},
    fact=f"course_complete:{MAI.member_id}:python-101",
)
ELSEWHERE = 2_000


@pytest.fixture
async def club(db: Database) -> Database:
    """A community, and another."""
    await db.write(factories.add_community)
    await db.write(factories.add_community, community_id=ELSEWHERE)
    return db


def stored(session: Session) -> list[Event]:
    """Return every event, oldest first."""
    return list(session.exec(select(Event).order_by(col(Event.id))))


async def test_the_same_event_told_twice_is_one(club: Database) -> None:
    assert await club.write(events.store, [MESSAGE, MESSAGE]) == 1
    assert await club.write(events.store, [MESSAGE]) == 0
    (event,) = await club.read(stored)
    assert (event.trigger, event.member_id, event.state) == ("post_created", 2, "pending")


async def test_a_key_of_one_community_says_nothing_in_another(club: Database) -> None:
    there = MESSAGE._replace(community_id=ELSEWHERE)
    assert await club.write(events.store, [MESSAGE, there]) == 2
    here, elsewhere = await club.read(stored)
    assert here.key != elsewhere.key


async def test_many_things_are_so_from_now_on(club: Database) -> None:
    assert await club.write(events.once, CLUB, "b")
    for _ in range(2):
        await club.write(events.all_so, CLUB, ["a", "b", "c"])
    await club.write(events.all_so, CLUB, [])
    assert [await club.read(events.is_so, CLUB, fact) for fact in "abcd"] == [True] * 3 + [False]
    assert not await club.write(events.once, CLUB, "a")


async def test_what_is_so_already_is_no_event_whoever_says_it(club: Database) -> None:
    by_role = COURSE._replace(key="role:7:mai")
    assert await club.write(events.store, [COURSE]) == 1
    assert await club.write(events.store, [by_role]) == 0
    assert await club.read(events.is_so, CLUB, COURSE.fact or "")
    assert len(await club.read(stored)) == 1


async def test_no_key_and_no_fact_names_a_message_or_a_member(club: Database) -> None:
    await club.write(events.store, [MESSAGE, COURSE])
    for event in await club.read(stored):
        assert "9007199254" not in event.model_dump_json()
    (fact,) = await club.read(lambda session: list(session.exec(select(Fact.key))))
    assert len(fact) == 32
    assert "python" not in fact


async def test_an_event_is_found_by_its_key(club: Database) -> None:
    await club.write(events.store, [MESSAGE, COURSE])
    found = await club.read(events.find, CLUB, MESSAGE.key)
    assert found is not None
    assert found.trigger == "post_created"
    assert await club.read(events.find, CLUB, "message:1") is None
    assert await club.read(events.find, ELSEWHERE, MESSAGE.key) is None


async def test_a_fact_is_made_so_once(club: Database) -> None:
    assert not await club.read(events.is_so, CLUB, "first:1:2")
    assert await club.write(events.once, CLUB, "first:1:2")
    assert not await club.write(events.once, CLUB, "first:1:2")
    assert await club.write(events.once, ELSEWHERE, "first:1:2")


# With a look before it in place of the unique key, 22 events were stored on PostgreSQL.
async def test_two_processes_hear_of_the_same(club: Database, db_url: str) -> None:

    other = connect(db_url, still_world(Clock(), seed=2))
    new_events = [MESSAGE._replace(key=f"message:{number}") for number in range(20)]
    new = await asyncio.gather(
        *(process.write(events.store, [one]) for one in new_events for process in (club, other))
    )
    await other.close()
    assert sum(new) == 20
    assert len(await club.read(stored)) == 20


async def test_old_events_are_forgotten_and_facts_are_not(club: Database, clock: Clock) -> None:
    await club.write(events.store, [MESSAGE, COURSE])
    await club.write(settle)
    clock.forward(days=events.KEPT.days)
    assert await club.write(retention.purge, "events") == 0
    clock.forward(seconds=1)
    assert await club.write(retention.purge, "events") == 2
    assert await club.write(retention.purge, "events") == 0
    assert await club.read(stored) == []
    assert await club.write(events.store, [COURSE._replace(key="hook:b")]) == 0


def settle(session: Session) -> None:
    """Let every event be processed."""
    for event in stored(session):
        event.state = EventState.DONE


async def test_an_event_that_waits_or_is_waited_for_is_kept(club: Database, clock: Clock) -> None:
    await club.write(events.store, [MESSAGE])
    clock.forward(days=100)
    assert await club.write(retention.purge, "events") == 0
    await club.write(settle)

    def wait(session: Session) -> None:
        (event,) = stored(session)
        session.add(
            Run(
                community_id=CLUB,
                id=1,
                event_id=event.id,
                due_at=session.now,
                created_at=session.now,
            )
        )

    await club.write(wait)
    assert await club.write(retention.purge, "events") == 0
