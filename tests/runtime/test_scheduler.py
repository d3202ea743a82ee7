"""What Laurel does by itself."""

import asyncio
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from apscheduler.events import EVENT_JOB_EXECUTED

from bot.runtime import scheduler
from bot.runtime.scheduler import JOBS, Job, work_through
from bot.settings import Settings
from db.backup import last_backup
from db.database import Database
from db.errors import DatabaseUnavailableError
from db.session import Session


@pytest.fixture
def settings(db_url: str, tmp_path: Path) -> Settings:
    """What an operator decides."""
    return Settings(database_url=db_url, backup_dir=tmp_path / "nightly", backup_keep=0)


async def trusted() -> bool:
    """Tell that the clock is right."""
    return True


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
    db: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
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
    jobs = scheduler.build(db, settings, trusted)
    jobs.start()
    async with asyncio.timeout(60):
        await done.wait()
    jobs.shutdown()


async def test_a_late_job_is_not_skipped(db: Database, settings: Settings) -> None:
    jobs = scheduler.build(db, settings, trusted)
    jobs.start(paused=True)
    for job in jobs.get_jobs():
        assert job.misfire_grace_time >= timedelta(minutes=30).total_seconds()
        assert job.coalesce
        assert job.max_instances == 1
    jobs.shutdown()


async def test_a_night_that_was_missed_is_made_up_for_at_once(
    db: Database, settings: Settings
) -> None:
    """Of a SQLite file; a server is copied by its own tools."""
    jobs = scheduler.build(db, settings.model_copy(update={"backup_keep": 2}), trusted)
    if not settings.database_url.startswith("sqlite"):
        assert jobs.get_job("backup") is None
        return
    done = asyncio.Event()
    jobs.add_listener(
        lambda job: done.set() if job.job_id == "backup" else None, EVENT_JOB_EXECUTED
    )
    jobs.start()
    async with asyncio.timeout(60):
        await done.wait()
    jobs.shutdown()
    assert last_backup(settings.database_url, settings.backup_dir) is not None


async def test_no_copies_are_kept_where_none_are_wanted(db: Database, settings: Settings) -> None:
    assert scheduler.build(db, settings, trusted).get_job("backup") is None


async def test_a_copy_that_fails_stops_nothing(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.backup_dir.touch()  # a file, where a folder should be
    await scheduler._copy(settings.model_copy(update={"backup_keep": 2}))
    assert settings.backup_dir.is_file()


async def test_a_copy_stops_when_the_program_does(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def copy(*arguments: object) -> None:
        stop = arguments[-1]
        assert isinstance(stop, threading.Event)
        begun.set()
        assert stop.wait(60)
        ended.set()

    monkeypatch.setattr(scheduler, "back_up_nightly", copy)
    copying = asyncio.create_task(scheduler._copy(settings))
    assert await asyncio.to_thread(begun.wait, 60)
    copying.cancel()
    await asyncio.wait([copying])
    assert await asyncio.to_thread(ended.wait, 60)


async def test_what_cannot_be_undone_waits_while_the_clock_may_be_wrong(db: Database) -> None:
    """Without the question in `_attend`, all codes expired in one wrong minute."""
    done: list[str] = []
    right = False

    async def trust() -> bool:
        return right

    def job(name: str, *, timeless: bool = False) -> Job:
        def work(session: Session) -> int:
            done.append(name)
            return 0

        return Job(name, 1, work, timeless)

    for one in (job("expire"), job("grant", timeless=True)):
        await scheduler._attend(db, one, trust)
    assert done == ["grant"]
    right = True
    await scheduler._attend(db, job("expire"), trust)
    assert done == ["grant", "expire"]


def test_only_what_is_the_same_at_any_time_does_not_wait() -> None:
    assert {job.name for job in JOBS if job.timeless} <= {
        "grants-to-many",
        "points-for-many",
        "imports",
        "note-existing",
        "undo-imports",
        "retries",
    }
