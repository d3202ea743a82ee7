"""What was heard is stored in its order, whole, and survives what may come between."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlmodel import col, select

import bot.runtime.intake
from bot.runtime.intake import Intake
from bot.services import communities
from bot.services.events import NewEvent
from bot.services.pipeline import dropped
from db import engines
from db.database import Database, connect
from db.session import Session
from db.tables import Delivery, DeliveryKind, Event, Member
from tests.support.databases import NOON, Clock, SqliteFiles, still_world
from tests.support.factories import CLUB, MAI

Made = Callable[..., Intake]


class Waker:
    """Stands where the worker does: notes that it was woken."""

    def __init__(self) -> None:
        self.times = 0
        self._woken = asyncio.Event()

    def __call__(self) -> None:
        self.times += 1
        self._woken.set()

    async def woken(self) -> None:
        """Wait for the next time."""
        async with asyncio.timeout(60):
            await self._woken.wait()
        self._woken.clear()


def meeting(db: Database) -> Callable[[int], Awaitable[None]]:
    """Return what makes sure that a community is known."""

    async def meet(community_id: int) -> None:
        await db.write(communities.ensure, community_id)

    return meet


@pytest.fixture
def waker() -> Waker:
    return Waker()


@pytest.fixture
async def intake(db: Database, waker: Waker) -> AsyncIterator[Intake]:
    """One that can hold three, and has not begun."""
    intake = Intake(db, meet=meeting(db), wake=waker, size=3, hold_seconds=60)
    yield intake
    await intake.stop()


def post(number: int) -> NewEvent:
    """A message."""
    return NewEvent(CLUB, "post_created", f"message:{number}", MAI.member_id, NOON)


def reaction(number: int) -> NewEvent:
    """A reaction."""
    key = f"reaction:2:{number}:👍"
    return NewEvent(CLUB, "post_reaction", key, MAI.member_id, NOON, data={"emoji": "👍"})


def joined(number: int) -> NewEvent:
    """Somebody who joined."""
    return NewEvent(CLUB, "user_signup", f"join:{number}", number, NOON)


def see(session: Session, member_id: int) -> None:
    """Note somebody; harmless to do twice."""
    if session.get(Member, (CLUB, member_id)) is None:
        session.add(Member(community_id=CLUB, member_id=member_id, first_seen_at=session.now))


def break_off(session: Session) -> None:
    """Go wrong half-way, by a mistake of ours."""
    see(session, 99)
    session.flush()
    raise RuntimeError("as a mistake of ours does")


def triggers(session: Session) -> list[str]:
    """Return what was stored, in its order."""
    return list(session.exec(select(Event.trigger).order_by(col(Event.id))))


def notices(session: Session) -> int:
    """Return how often managers were told of something."""
    kind = DeliveryKind.MANAGER_NOTICE
    return len(session.exec(select(Delivery).where(Delivery.kind == kind)).all())


async def test_what_gathered_is_stored_together_and_in_its_order(
    db: Database, intake: Intake, waker: Waker
) -> None:
    seen: list[list[str]] = []
    intake.add(joined(3))
    intake.do(CLUB, lambda session: seen.append(triggers(session)))
    intake.add(reaction(1))
    intake.start()
    await waker.woken()
    assert seen == [["user_signup"]]  # what came first was there, what came later was not
    assert await db.read(triggers) == ["user_signup", "post_reaction"]
    assert (waker.times, len(intake)) == (1, 0)


async def test_what_comes_one_by_one_is_stored_at_once_and_in_a_stream_few_wait_for_company(
    db: Database, intake: Intake, waker: Waker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proved to fail where what follows one alone waits, too: nobody is woken the second time."""
    monkeypatch.setattr(bot.runtime.intake, "GATHER_SECONDS", 3_600)
    intake.start()
    for member_id in (3, 4):
        intake.add(joined(member_id))
        await waker.woken()
    intake.add(joined(5))
    intake.add(reaction(1))
    await waker.woken()
    intake.add(joined(6))
    assert len(await db.read(triggers)) == 4  # in this time it could be stored, and is not
    intake.add(joined(7))
    await intake.stop()  # which waits for nothing any more
    assert (len(await db.read(triggers)), waker.times) == (6, 4)


async def test_what_takes_long_is_stored_in_several_transactions(
    db: Database, waker: Waker
) -> None:
    """Proved to fail without the clock: one transaction has all of it."""
    seen: list[list[str]] = []
    intake = Intake(db, meet=meeting(db), wake=waker, hold_seconds=0)
    intake.add(joined(3))
    intake.do(CLUB, lambda session: seen.append(triggers(session)))
    intake.add(reaction(1))
    intake.start()
    await intake.stop()
    assert seen == [["user_signup"]]
    assert await db.read(triggers) == ["user_signup", "post_reaction"]
    assert waker.times == 3


async def test_what_is_long_is_done_in_slices(db: Database, intake: Intake) -> None:
    left = [3]
    seen: list[str] = []

    def some(_: Session) -> bool:
        seen.append("slice")
        left[0] -= 1
        return left[0] > 0

    intake.do_in_slices(CLUB, some)
    intake.do(CLUB, lambda _: seen.append("next"))
    intake.start()
    await intake.stop()
    assert seen.count("slice") == 3
    assert seen[-2:] == ["slice", "slice"]


async def test_a_result_is_returned_after_all_that_came_before(
    db: Database, intake: Intake
) -> None:
    intake.add(joined(3))
    intake.start()
    assert await intake.do_and_wait(CLUB, triggers) == ["user_signup"]
    outcome: object = await intake.do_and_wait(CLUB, break_off)
    assert outcome is None
    assert await intake.do_and_wait(CLUB, triggers) == ["user_signup"]


async def test_when_it_is_full_only_what_comes_in_masses_is_left_out(
    db: Database, intake: Intake, waker: Waker, clock: Clock
) -> None:
    for number in range(5):
        intake.add(post(number))
        intake.add(reaction(number))
    intake.add(joined(3))
    intake.do(CLUB, see, 4)
    assert len(intake) == 5
    intake.start()
    await waker.woken()
    stored = ["post_created", "post_reaction", "post_created", "user_signup"]
    assert await db.read(triggers) == stored
    assert await db.read(lambda session: session.get(Member, (CLUB, 4))) is not None
    (lost,) = await db.read(dropped.lately, CLUB)
    assert (lost.day, lost.count) == (NOON.date(), 7)
    assert await db.read(notices) == 1


async def test_what_is_left_out_is_counted_by_day_and_told_once_a_day(
    db: Database, clock: Clock
) -> None:
    await db.write(communities.ensure, CLUB)
    for days in (0, 0, 1, 7):
        clock.now = NOON
        clock.forward(days=days)
        await db.write(dropped.note, CLUB, 2)
    lost = await db.read(dropped.lately, CLUB)
    assert [(found.day.day, found.count) for found in lost] == [(3, 2), (9, 2)]
    assert await db.read(notices) == 3


async def test_a_mistake_of_ours_takes_nothing_else_with_it(
    db: Database, intake: Intake, waker: Waker
) -> None:
    intake.do(CLUB, see, 3)
    intake.do(CLUB, break_off)
    intake.add(joined(3))
    # Proved to fail without trying one by one: nothing of the three is stored.
    intake.add(NewEvent(CLUB, "custom", "hook:1", 3, NOON, data={"cannot be JSON": object()}))
    intake.add(joined(4))
    intake.start()
    await waker.woken()
    assert await db.read(triggers) == ["user_signup", "user_signup"]
    assert await db.read(lambda session: session.get(Member, (CLUB, 3))) is not None
    assert await db.read(lambda session: session.get(Member, (CLUB, 99))) is None


async def test_asked_to_stop_it_stores_what_is_left(db: Database, intake: Intake) -> None:
    intake.start()
    intake.add(joined(3))
    intake.do(CLUB, see, 3)
    await intake.stop()
    assert await db.read(triggers) == ["user_signup"]
    assert await db.read(lambda session: session.get(Member, (CLUB, 3))) is not None


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep everybody else from writing."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


async def test_what_came_while_the_database_was_away_is_stored_once_it_is_back(
    sqlite_files: SqliteFiles, clock: Clock, waker: Waker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.01)
    url = sqlite_files.fresh()
    db = connect(url, still_world(clock))
    await db.write(communities.ensure, CLUB)
    tried = asyncio.Event()

    async def meet(_: int) -> None:
        tried.set()  # a try begins

    intake = Intake(db, meet=meet, wake=waker, size=2, hold_seconds=60)
    intake.start()
    with locked(Path(url.removeprefix("sqlite:///"))):
        intake.add(joined(3))
        for _ in range(2):
            await asyncio.wait_for(tried.wait(), 60)
            tried.clear()
        for number in range(4):
            intake.add(post(number))
        intake.do(CLUB, see, 3)
        assert await db.read(triggers) == []
    await waker.woken()
    await intake.stop()
    assert await db.read(triggers) == ["user_signup", "post_created"]
    assert [lost.count for lost in await db.read(dropped.lately, CLUB)] == [3]
    await db.close()
