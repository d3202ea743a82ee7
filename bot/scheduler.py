"""What Laurel does by itself from time to time."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Concatenate

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.services import bulk, claims, events, expiry, forms, imports
from db.database import Database
from db.errors import DatabaseUnavailableError
from db.session import Session

GRACE = 3600
"""Seconds by which a job may be late; APScheduler would skip it after one."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Job:
    """Work that comes in slices: each returns how much it did, and none is left when it is 0."""

    name: str
    minutes: int
    slice: Callable[Concatenate[Session, ...], int]


JOBS = (
    Job("expire", 1, expiry.expire),
    Job("grants-to-many", 1, bulk.work),
    Job("purge-plans", 60, bulk.purge),
    Job("purge-forms", 60, forms.purge),
    Job("purge-offers", 60, claims.purge_offers),
    Job("purge-imports", 60, imports.purge),
    Job("purge-events", 60, events.purge),
)


async def work_through(db: Database, job: Job) -> int:
    """Do a job until nothing is left of it; return how much was done.

    Each slice is a transaction of its own, and others get their turn between two.
    """
    done = 0
    while count := await db.write(job.slice):
        done += count
        await asyncio.sleep(0)
    return done


async def _attend(db: Database, job: Job) -> None:
    try:
        done = await work_through(db, job)
    except asyncio.CancelledError:
        log.debug("job.interrupted", job=job.name)  # we are stopping; a slice is done or not begun
    except DatabaseUnavailableError as error:
        log.warning("job.postponed", job=job.name, error=str(error))
    except Exception as error:  # the next time may go better
        log.error("job.failed", job=job.name, exc_info=error)
    else:
        if done:
            log.info("job.done", job=job.name, count=done)


def build(db: Database) -> AsyncIOScheduler:
    """Return a scheduler that does every job now and then again and again; it is not started."""
    scheduler = AsyncIOScheduler(
        timezone=UTC,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": GRACE},
    )
    for job in JOBS:
        scheduler.add_job(
            _attend,
            "interval",
            minutes=job.minutes,
            args=[db, job],
            id=job.name,
            next_run_time=datetime.now(UTC),
        )
    return scheduler
