"""What came of a message goes when it is deleted within a minute, parts of points included."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.services import events
from bot.services.actors import Person, RoleFacts, remember
from bot.services.events import NewEvent
from bot.services.maintenance import integrity
from bot.services.pipeline import reverse
from bot.services.points import ledger, rules, tiers
from db.database import Database
from db.session import Session
from db.tables import Event, EventState, GoalProgress, Member, Tally
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.earning import POST, undo
from tests.support.factories import BOB, BOSS, CLUB, MAI
from tests.support.goals import goal
from tests.support.pipeline import process_all

GOLD = 77
ROOM, THREAD = 900, "thread:901"
LIKE = "like_received"


@pytest.fixture
async def club(db: Database) -> Database:
    """Posts, comments and likes pay 5, 3 and 2 points; Mai is paid one and a half times."""

    def set_up(session: Session) -> None:
        factories.add_community(session)
        for who in (MAI, BOB):
            remember(session, CLUB, who.member_id)
        for action, pays in ((POST, 5), ("comment_created", 3), (LIKE, 2)):
            rules.change(session, BOSS, action, points=pays, daily_cap=0, cooldown=0)
        rules.change(session, BOSS, "daily_login", points=0)
        facts = RoleFacts(GOLD, assignable_by_actor=True, privileged=False)
        tiers.put(session, BOSS, facts, multiplier=150)
        session.get_one(Member, (CLUB, MAI.member_id)).role_ids = [GOLD]

    await db.write(set_up)
    return db


def write(
    session: Session,
    who: Person,
    number: int,
    trigger: str = POST,
    *,
    thread: str | None = None,
    ago: float = 0,
) -> None:
    """Let somebody write a message, and take it up."""
    new_event = NewEvent(
        CLUB,
        trigger,
        f"message:{number}",
        who.member_id,
        session.now - timedelta(seconds=ago),
        channel_id=ROOM,
        hangs_on=thread,
    )
    store_and_process(session, new_event)


def like(session: Session, of: Person, number: int, by: Person = BOB) -> None:
    """Let somebody like a message, and take it up."""
    key = f"like:{by.member_id}:{number}"
    new_event = NewEvent(
        CLUB, LIKE, key, of.member_id, session.now, ROOM, hangs_on=f"message:{number}"
    )
    store_and_process(session, new_event)


def store_and_process(session: Session, new_event: NewEvent) -> None:
    events.store(session, [new_event])
    process_all(session)


async def has(db: Database, who: Person = MAI) -> int:
    return (await db.read(ledger.balances, CLUB, who.member_id)).spend


async def rests(db: Database, action: str = POST) -> list[int]:
    rows = select(Tally.rest).where(Tally.action == action)
    return await db.read(lambda session: list(session.exec(rows)))


async def test_the_rest_comes_back_too(club: Database) -> None:
    for number in range(4):
        await club.write(write, MAI, number)
    assert await has(club) == 30  # four times 7.5
    for number, left in ((0, 22), (3, 15), (1, 7), (2, 0)):
        await club.write(undo, reverse.reverse_event, f"message:{number}", NOON)
        assert await has(club) == left
    assert await rests(club) == [0]
    assert await club.read(integrity.check) == []


async def test_what_was_carried_before_is_carried_after(club: Database) -> None:
    await club.write(write, MAI, 1)
    await club.write(write, MAI, 2)
    assert await club.write(undo, reverse.reverse_event, "message:2", NOON) == 8
    await club.write(write, MAI, 3)
    assert (await has(club), await rests(club)) == (15, [0])


async def test_goals_lose_the_points_that_went(club: Database) -> None:
    await club.write(goal, action=None, target=100)
    for number in (1, 2):
        await club.write(write, MAI, number)
    await club.write(undo, reverse.reverse_event, "message:1", NOON)
    amounts = select(GoalProgress.amount)
    assert await club.read(lambda session: list(session.exec(amounts))) == [7]


async def test_what_did_not_count_is_not_taken_from_a_goal(club: Database) -> None:
    await club.write(rules.change, BOSS, POST, daily_cap=1)
    await club.write(goal, target=5)
    for number in (1, 2):
        await club.write(write, BOB, number)
    await club.write(undo, reverse.reverse_event, "message:2", NOON)
    amounts = select(GoalProgress.amount)
    assert await club.read(lambda session: list(session.exec(amounts))) == [1]


async def test_likes_go_with_their_message(club: Database) -> None:
    for number in (1, 2):
        await club.write(write, BOB, number)
        await club.write(like, BOB, number, MAI)
    await club.write(like, BOB, 1, replace(MAI, member_id=9))
    assert await has(club, BOB) == 16
    assert await club.write(undo, reverse.reverse_event, "message:1", NOON) == 9
    assert await club.write(undo, reverse.reverse_event, "message:1", NOON) == 0
    assert await has(club, BOB) == 7


async def test_a_like_of_an_old_message_stays(club: Database, clock: Clock) -> None:
    await club.write(write, BOB, 1)
    clock.forward(minutes=2)
    await club.write(like, BOB, 1)
    assert await club.write(undo, reverse.reverse_event, "message:1", clock.now) == 0
    assert await has(club, BOB) == 7


async def test_a_threads_messages_go_with_it(club: Database) -> None:
    await club.write(write, BOB, 1)
    for number, ago in ((2, 0), (3, 60), (4, 61)):
        await club.write(write, BOB, number, "post_comment", thread=THREAD, ago=ago)
    await club.write(write, BOB, 5, "post_comment", thread="thread:902")
    await club.write(like, BOB, 2, MAI)
    assert await has(club, BOB) == 19
    assert await club.write(undo, reverse.reverse_thread, THREAD, NOON) == 3 + 3 + 2
    assert await has(club, BOB) == 11
    states = {event.state for event in await club.read(_of_thread)}
    assert states == {EventState.IGNORED, EventState.DONE}


def _of_thread(session: Session) -> list[Event]:
    digest = events.digest(session, CLUB, THREAD)
    return list(session.exec(select(Event).where(Event.hangs_on == digest)))


async def test_a_channels_messages_go_with_it(club: Database, clock: Clock) -> None:
    await club.write(write, BOB, 1)
    clock.forward(seconds=30)
    await club.write(write, BOB, 2)
    await club.write(write, BOB, 3, "post_comment", thread=THREAD)
    await club.write(like, BOB, 3, MAI)
    at = NOON + timedelta(seconds=70)
    assert await club.write(undo, reverse.reverse_channel, ROOM + 1, at) == 0
    assert await club.write(undo, reverse.reverse_channel, ROOM, at) == 5 + 3 + 2
    assert await has(club, BOB) == 5
    assert await club.read(integrity.check) == []


async def test_much_is_taken_back_in_slices(
    club: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reverse, "SLICE", 2)
    for number in range(3):
        await club.write(write, BOB, number)
        await club.write(like, BOB, number, MAI)

    async def slices() -> list[int]:
        taken = []
        while gone := await club.write(reverse.reverse_channel, CLUB, ROOM, NOON):
            taken.append(gone.points)
        return taken

    assert await slices() == [10, 5, 4, 2]
    assert await has(club, BOB) == 0
    assert await slices() == []
