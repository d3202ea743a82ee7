"""Periodic jobs, and the nightly backup."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Concatenate

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.services.batches import plans
from bot.services.codes import import_confirm, import_undo, imports
from bot.services.community import removal
from bot.services.content import reminders
from bot.services.grants import bulk
from bot.services.maintenance import expiry, retention
from bot.services.members import bought_roles, existing, lapsing
from bot.services.moving import staging
from bot.services.points import many, placings, standings
from bot.services.raffles import drawing
from bot.services.workflows import retries, schedules
from bot.settings import Settings
from db.backup import back_up_nightly
from db.database import Database
from db.engines import is_sqlite
from db.errors import DatabaseUnavailableError
from db.locks import try_alone
from db.session import Session

COPY_MINUTES = 30
"""How often to look whether the night's copy of the database is still to be made."""

GRACE = 3600
"""Seconds by which a job may be late; APScheduler would skip it after one."""

STAND_BY_SECONDS = 5.0
"""How long a process waits until it looks again whether another one is still at a job."""

Trust = Callable[[], Awaitable[bool]]

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Job:
    """Work that comes in slices: each returns how much it did, and none is left when it is 0.

    Of all processes one at a time does a slice of it, and sees what the one before has done.
    What it does cannot be undone, so it waits while the clock may be wrong, unless it is
    `timeless`: then what it does is the same at any time.
    """

    name: str
    minutes: int
    slice: Callable[Concatenate[Session, ...], int]
    timeless: bool = False


JOBS = (
    Job("expire", 10, expiry.expire),  # it looks at each community, and nobody waits for it
    Job("schedules", 1, schedules.due),
    Job("raffles", 1, drawing.work),
    Job("standings", 1, standings.sum_up),
    Job("end-bought-roles", 1, bought_roles.end),
    Job("placings", 1, placings.work),
    Job("expire-memberships", 60, lapsing.expire),
    Job("grants-to-many", 1, bulk.work, timeless=True),
    Job("points-for-many", 1, many.work, timeless=True),
    Job("note-existing", 1, existing.note, timeless=True),
    Job("imports", 1, import_confirm.work, timeless=True),
    Job("undo-imports", 1, import_undo.work, timeless=True),
    Job("retries", 1, retries.work, timeless=True),
    Job("remind", 10, reminders.remind),
    Job("remind-of-bought-roles", 10, bought_roles.remind),
    Job("purge-plans", 60, plans.purge),
    Job("purge-imports", 60, imports.purge),
    Job("purge-moving", 60, staging.purge),
    *(
        Job(f"purge-{name}", 60, partial(retention.purge, name=name))
        for name in retention.RETENTION
    ),
    Job("clear-communities", 60, removal.clear),
)


async def work_through(db: Database, job: Job) -> int:
    """Do a job until nothing is left of it; return how much was done.

    Each slice is a transaction of its own, and others get their turn between two. While another
    process is at a slice this one stands by: should that process die, the job goes on here.
    """
    done = 0
    while (count := await db.work(_slice_alone, job)) != 0:
        if count is not None:
            done += count
        await asyncio.sleep(STAND_BY_SECONDS if count is None else 0)
    return done


async def do_all(db: Database, trusted: Trust) -> None:
    """Do every job once, now: the clock has moved on, so much may be due."""
    for job in JOBS:
        await _attend(db, job, trusted)


def _slice_alone(session: Session, job: Job) -> int | None:
    """Do a slice and return how much that was; None where another process is at one."""
    return job.slice(session) if try_alone(session, f"job {job.name}") else None


async def _attend(db: Database, job: Job, trusted: Trust) -> None:
    try:
        if not job.timeless and not await trusted():
            log.warning("job.waits_for_the_clock", job=job.name)
            return
        done = await work_through(db, job)
    except asyncio.CancelledError:  # the bot is stopping; a slice is committed or not begun
        log.debug("job.interrupted", job=job.name)
    except DatabaseUnavailableError as error:
        log.debug("job.postponed", job=job.name, error=str(error))
    except Exception as error:  # the next time may go better
        log.error("job.failed", job=job.name, exc_info=error)
    else:
        if done:
            log.info("job.done", job=job.name, count=done)


async def _copy(settings: Settings) -> None:
    """Make the night's copy of a SQLite file, in a thread: it may take long."""
    now = datetime.now().astimezone()
    stop = threading.Event()
    try:
        made = await asyncio.to_thread(
            back_up_nightly,
            settings.database_url,
            settings.backup_dir,
            settings.backup_keep,
            now,
            stop,
        )
    except asyncio.CancelledError:
        stop.set()  # the thread would go on, and the program wait for it
        log.debug("job.interrupted", job="backup")
    except Exception as error:  # managers of the machine read the log; the next try may go better
        log.error("backup.failed", folder=str(settings.backup_dir), exc_info=error)
    else:
        if made is not None:
            log.info("backup.made", file=str(made))


async def _copy_in_time(settings: Settings, trusted: Trust) -> None:
    """Make the copy, unless the clock may be wrong: the newest ones are kept, by their dates."""
    try:
        right = await trusted()
    except DatabaseUnavailableError as error:
        log.warning("job.postponed", job="backup", error=str(error))
    else:
        if right:
            await _copy(settings)


def build(db: Database, settings: Settings, trusted: Trust) -> AsyncIOScheduler:
    """Return a scheduler that does every job now and then again and again; it is not started.

    `trusted` tells whether the clock is right, as far as anybody can know.
    """
    scheduler = AsyncIOScheduler(
        timezone=UTC,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": GRACE},
    )
    for job in JOBS:
        scheduler.add_job(
            _attend,
            "interval",
            minutes=job.minutes,
            args=[db, job, trusted],
            id=job.name,
            next_run_time=datetime.now(UTC),
        )
    if is_sqlite(settings.database_url) and settings.backup_keep:
        scheduler.add_job(
            _copy_in_time,
            "interval",
            minutes=COPY_MINUTES,
            args=[settings, trusted],
            id="backup",
            next_run_time=datetime.now(UTC),
        )
    return scheduler
