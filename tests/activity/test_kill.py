"""The process is killed while events run through goals and workflows: each counts once."""

import asyncio
import multiprocessing
import random
import signal
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.runtime.worker import Worker
from bot.services import deliveries, events
from bot.services.community import settings
from bot.services.maintenance import integrity
from db.database import Database, connect
from db.session import Session, real_world
from db.tables import Delivery, DeliveryState, EarningRule, Event
from tests.activity import canonical, worker_process
from tests.activity.canonical import differences
from tests.activity.conftest import SIZES
from tests.activity.entangled import digests_of, entangled, fill
from tests.activity.oracle import PAYS, Oracle
from tests.activity.sample_data import BEGINS, SampleData, build
from tests.activity.test_oracle import seen, unfinished
from tests.activity.worker_process import DAYS, SENT, STORED, send_what_is_due, slices
from tests.support.databases import Clock, still_world
from tests.support.factories import BOSS, CLUB
from tests.support.pipeline import until_nothing_is_left

ANNOUNCEMENTS = 77

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["__main__", worker_process.__name__])


def fill_what_no_order_changes(session: Session, begins: datetime) -> SampleData:
    """Fill the tables with what does not depend on which event came first.

    Several events are processed at once, so cooldowns could pay for another one than the oracle's.
    """
    sample = build(session, 16, 8, begins)
    for action, (points, cap, _) in PAYS.items():
        session.add(
            EarningRule(community_id=CLUB, action=action, points=points, daily_cap=cap, cooldown=0)
        )
    settings.set_announcement_channel(session, BOSS, ANNOUNCEMENTS)
    return sample


class Reports:
    """What the processes said before they were killed."""

    def __init__(self) -> None:
        self.slices: set[int] = set()
        self.messages: dict[int, set[int]] = defaultdict(set)  # a delivery's nonces

    def hear(self, report: tuple[str, int, int]) -> None:
        """Take note of one saying."""
        what, number, nonce = report
        if what == STORED:
            self.slices.add(number)
        elif what == SENT:
            self.messages[number].add(nonce)

    @property
    def first(self) -> int:
        """The first slice that was not told for sure."""
        return max(self.slices, default=-1) + 1

    def run_and_kill(self, target: Callable[..., None], *args: object) -> None:
        """Let a process live until it has said something so often, and kill it."""
        receiver, sender = _processes.Pipe(duplex=False)
        sayings = random.randint(1, 40)
        process = _processes.Process(target=target, args=(*args, sender))
        process.start()
        sender.close()
        for _ in range(sayings):
            self.hear(receiver.recv())
        process.kill()
        with suppress(EOFError):  # its last words
            while True:
                self.hear(receiver.recv())
        process.join()
        assert process.exitcode == -signal.SIGKILL
        process.close()
        receiver.close()


async def stored_slices(db: Database, begins: datetime) -> list[int]:
    """Return which slices are in the database; each is there whole or not at all."""
    found = []
    for number, (_, new_events) in enumerate(slices(begins)):
        keys = {event.key for event in new_events}

        def here(session: Session, keys: set[str] = keys) -> int:
            digests = [events.digest(session, CLUB, key) for key in keys]
            return len(session.exec(select(Event.id).where(col(Event.key).in_(digests))).all())

        if await db.read(here) > len(keys) / 2:  # of the slice before, a few are told again
            found.append(number)
    return found


@pytest.mark.parametrize("kills", [4, pytest.param(50, marks=pytest.mark.soak)])
async def test_nothing_is_lost_or_doubled(db_url: str, kills: int) -> None:
    begins = datetime.now(UTC) - timedelta(days=DAYS)
    db = connect(db_url, real_world())
    sample = await db.write(fill_what_no_order_changes, begins)
    reports = Reports()
    for _ in range(kills):
        life = (worker_process.run, db_url, begins, reports.first, random.choice(SIZES))
        await asyncio.to_thread(reports.run_and_kill, *life)
        assert await db.read(integrity.check) == []
    await db.close()

    clock = Clock(datetime.now(UTC) + deliveries.LEASE)
    after = connect(db_url, still_world(clock))
    await until_nothing_is_left(after)
    clock.now += deliveries.GATHERED_FOR + timedelta(seconds=1)
    while await send_what_is_due(after, reports.hear):
        pass
    there = await stored_slices(after, begins)
    assert reports.slices <= set(there)
    oracle = Oracle(sample, cooldowns=False)
    for number, (_, new_events) in enumerate(slices(begins)):
        if number in there:
            oracle.hear(new_events, datetime.now(UTC))
    assert await after.read(unfinished) == 0
    found, expected = await after.read(seen), oracle.result
    assert found.tallies == expected.tallies
    assert found.earned == expected.earned
    assert found.goals == expected.goals
    assert found.badges == expected.badges
    assert await after.read(integrity.check) == []

    def delivery_states(session: Session) -> dict[int, str]:
        return {row.id: row.state for row in session.exec(select(Delivery))}

    outcomes = await after.read(delivery_states)
    assert set(outcomes.values()) == {DeliveryState.SENT}
    assert outcomes.keys() == reports.messages.keys()
    assert all(len(nonces) == 1 for nonces in reports.messages.values())
    await after.close()


@pytest.mark.parametrize("kills", [2, pytest.param(40, marks=pytest.mark.soak)])
async def test_a_batch_that_is_killed_is_done_again_as_if_it_had_not_begun(
    urls: list[str], kills: int
) -> None:
    """Kills in the middle of batches of 7 and 64 leave what one event at a time leaves."""
    (day,) = entangled(random.Random(9), BEGINS, slices=1, at_once=20 * kills)
    dumps = []
    for url, most in zip(urls, SIZES, strict=True):
        clock = Clock(BEGINS)
        db = connect(url, still_world(clock))
        await db.write(fill)
        clock.now = day.now
        await db.write(events.store, day.new_events)
        for life in range(kills if most > 1 else 0):
            now = day.now + timedelta(seconds=life)  # so that ids differ
            killed = (worker_process.process, url, now, most)
            await asyncio.to_thread(Reports().run_and_kill, *killed)
            assert await db.read(integrity.check) == []
        for waited in (0, 6, 12):
            clock.now = day.now + timedelta(hours=waited, minutes=1)
            await Worker(db, most=most).until_nothing_is_left()
        assert await db.read(integrity.check) == []
        told = await db.read(digests_of, [day])
        dumps.append(await db.read(canonical.dump, told, times=False))
        await db.close()
    for other in dumps[1:]:
        found = differences(dumps[0], other)
        assert not found, "\n".join(found)
