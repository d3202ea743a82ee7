"""The same jobs in two processes at the same moment."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.util import await_only
from sqlmodel import func, select

from bot.runtime import scheduler
from bot.runtime.scheduler import JOBS, Job, work_through
from bot.services.grants import issue
from db.database import Database, connect
from db.session import Session
from db.tables import AuditEntry, Delivery, DeliveryKind, RewardKind
from tests.support import factories
from tests.support.databases import Clock, still_world
from tests.support.factories import BOSS, Terms, somebody

HOLDERS = 30


async def test_a_slice_is_done_in_one_process_and_goes_on_in_another(
    postgres_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the lock, the second process began the slice that the first was at."""
    monkeypatch.setattr(scheduler, "STAND_BY_SECONDS", 0.01)
    one, another = (connect(postgres_url, still_world(clock, seed)) for seed in (1, 2))
    begun, looked, dies = asyncio.Event(), asyncio.Event(), asyncio.Event()
    slices: list[str] = []

    def work(session: Session) -> int:
        if session.world is another.world:
            slices.append("another")
            return int(len(slices) == 1)
        begun.set()
        await_only(dies.wait())
        raise ZeroDivisionError

    job = Job("sample", 1, work)
    first = asyncio.create_task(work_through(one, job))
    await begun.wait()

    def look(session: Session) -> None:
        looked.set()

    second = asyncio.create_task(work_through(another, job))
    for _ in range(20):  # each is a round trip, so that the second has looked by then
        await another.write(look)
    assert slices == []
    dies.set()
    with pytest.raises(ZeroDivisionError):
        await first
    assert await second == 1
    assert slices == ["another"] * 2
    await one.close()
    await another.close()


def hand_out(session: Session) -> None:
    """Give a coupon to many that is good for three more days."""
    factories.add_community(session)
    terms = Terms(cost=1, stock=HOLDERS, expires_on=(session.now + timedelta(days=3)).date())
    mug = factories.publish(session, RewardKind.COUPON, "Mug", terms)
    for number in range(HOLDERS):
        issue.grant(session, BOSS, somebody(number), mug, key=f"gift:{number}")


def reminders(session: Session) -> int:
    return session.exec(select(func.count()).where(Delivery.kind == DeliveryKind.REMINDER)).one()


def ends(session: Session) -> int:
    return session.exec(select(func.count()).where(AuditEntry.action == "reward.expired")).one()


@pytest.mark.parametrize(("name", "days", "done"), [("remind", 2, reminders), ("expire", 4, ends)])
async def test_two_processes_do_a_job_as_one_would(
    processes: list[Database],
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    days: int,
    done: Callable[[Session], int],
) -> None:
    """Without the lock, both find the same: reminders are counted twice on PostgreSQL."""
    monkeypatch.setattr(scheduler, "STAND_BY_SECONDS", 0.01)
    await processes[0].write(hand_out)
    clock.now += timedelta(days=days)
    (job,) = (job for job in JOBS if job.name == name)
    counts = await asyncio.gather(*(work_through(db, job) for db in processes * 2))
    assert sum(counts) == HOLDERS
    assert await processes[1].read(done) == HOLDERS
