"""What Laurel does by itself."""

import asyncio
from datetime import timedelta

import pytest

from bot import scheduler
from bot.scheduler import JOBS, Job, work_through
from db.database import Database
from db.errors import DatabaseUnavailableError
from db.session import Session


async def test_every_job_runs_on_an_empty_database(db: Database) -> None:
    for job in JOBS:
        assert await work_through(db, job) == 0


async def test_a_job_goes_on_until_nothing_is_left(db: Database) -> None:
    left = [3, 2, 1]

    def work(session: Session) -> int:
        return left.pop() if left else 0

    assert await work_through(db, Job("sample", 1, work)) == 6
    assert not left


async def test_jobs_run_at_once_and_one_that_fails_does_not_stop_the_others(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = asyncio.Event()
    loop = asyncio.get_running_loop()

    def fail(session: Session) -> int:
        raise ZeroDivisionError

    def away(session: Session) -> int:
        raise DatabaseUnavailableError("as when it is locked")

    def work(session: Session) -> int:
        loop.call_soon_threadsafe(done.set)
        return 0

    monkeypatch.setattr(
        scheduler,
        "JOBS",
        [Job("fails", 60, fail), Job("away", 60, away), Job("works", 60, work)],
    )
    jobs = scheduler.build(db)
    jobs.start()
    async with asyncio.timeout(10):
        await done.wait()
    jobs.shutdown()


async def test_a_late_job_is_not_skipped(db: Database) -> None:
    jobs = scheduler.build(db)
    jobs.start(paused=True)
    for job in jobs.get_jobs():
        assert job.misfire_grace_time >= timedelta(minutes=30).total_seconds()
        assert job.coalesce
        assert job.max_instances == 1
    jobs.shutdown()
