"""SQLite: one thread writes, many read.

A commit waits for the disk, so the writer takes many of the jobs that are waiting (`db/jobs.py`)
and commits them together. A job that fails undoes itself alone: that takes savepoints, which cost
more than they are needed, so they are set only once a job has failed halfway; what went before is
then undone and done again. If the commit fails, all of them fail. Nobody is answered before it.
"""

import asyncio
import ctypes
import sqlite3
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog
from sqlalchemy.exc import SQLAlchemyError

from db.engines import READERS, sqlite_reader, sqlite_writer
from db.errors import DatabaseUnavailableError, outages
from db.jobs import Job, Jobs
from db.outage import Outage
from db.session import Session, World
from db.together import Alike, ForMany, for_one
from db.waiting import Waiting

P = ParamSpec("P")
T = TypeVar("T")
Request = TypeVar("Request")

log = structlog.get_logger(__name__)

_TRIM = getattr(ctypes.pythonapi, "malloc_trim", None)
"""Gives what was freed back to the system; only glibc has it, and keeps most otherwise."""


class SqliteDatabase:
    """A SQLite file, for one process that runs and any that look."""

    def __init__(self, url: str, world: World) -> None:
        self.world = world
        self.waiting = Waiting()
        self._reads, self._writes = Outage("reads"), Outage("writes")
        self._reader = sqlite_reader(url)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="sqlite-reader")
        self._jobs = Jobs()
        self._closed = False
        self._writer = _Writer(url, world, self._jobs)
        self._writer.start()

    async def read(
        self,
        use_case: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a use case that only reads, on one consistent view."""
        if self._closed:
            raise DatabaseUnavailableError("closed")
        job = partial(self._read, lambda session: use_case(session, *args, **kwargs))
        with self._reads.watched():
            return await asyncio.get_running_loop().run_in_executor(self._readers, job)

    async def write(
        self,
        use_case: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Hand a use case to the writer and wait for its commit."""
        result: T = await self._hand_in(_job(lambda session: use_case(session, *args, **kwargs)))
        return result

    async def work(
        self,
        use_case: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Do the same where nobody waits for it."""
        job = _job(lambda session: use_case(session, *args, **kwargs))
        job.for_people = False
        result: T = await self._hand_in(job)
        return result

    async def write_together(
        self,
        use_case: ForMany[Request, T],
        request: Request,
        group: Hashable,
    ) -> T:
        """Do the same for all requests of a group that wait for the writer at the same moment."""
        job = _job(for_one(use_case, request))
        job.alike, job.request = Alike(use_case, group), request
        result: T = await self._hand_in(job)
        return result

    async def _hand_in(self, job: Job) -> Any:
        if self._closed:
            raise DatabaseUnavailableError("closed")
        self._jobs.put(job)
        with self._writes.watched(), self.waiting.noted():
            return await job.answer

    async def close(self) -> None:
        """Let the writer finish what was handed in, then let go of the file."""
        self._closed = True
        self._jobs.close()
        await asyncio.to_thread(self._writer.join)
        await asyncio.to_thread(self._readers.shutdown)
        self._reader.dispose()

    def _read(self, use_case: Callable[[Session], T]) -> T:
        """Run a use case in a reader's thread, from its first statement to its last."""
        with outages(), Session(self._reader, expire_on_commit=False) as session:
            driver = session.connection().connection.driver_connection
            try:
                return use_case(session.enter(self.world, driver))
            except StopIteration as error:  # which a future does not take
                raise RuntimeError("a use case raised StopIteration") from error


class _Writer(threading.Thread):
    def __init__(self, url: str, world: World, jobs: Jobs) -> None:
        super().__init__(name="sqlite-writer", daemon=True)
        self._engine = sqlite_writer(url)
        self._world = world
        self._jobs = jobs

    def run(self) -> None:
        while batch := self._jobs.take(self._tidy_up):
            _answer(self._commit(batch))
        self._engine.dispose()

    def _tidy_up(self) -> None:
        """Bring the log into the file, which nobody has to wait for now, and forget its pages.

        The system still has them, as long as it can spare them.
        """
        with suppress(SQLAlchemyError, sqlite3.Error):
            connection = self._engine.raw_connection()
            connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
            connection.cursor().execute("PRAGMA shrink_memory")
            connection.close()
        if _TRIM is not None:
            _TRIM(0)

    def _commit(self, batch: list[Job]) -> list[Job]:
        """Commit a batch, or the first of it where people came meanwhile; return which jobs."""
        try:
            done = self._attempt(batch)
            if done is None:
                done = self._attempt(batch, savepoints=True) or batch
        except Exception as error:  # noqa: BLE001  # whatever it was, nothing is committed
            log.debug("database.commit_failed", jobs=len(batch), error=type(error).__name__)
            for job in batch:
                job.result = None
                job.error = DatabaseUnavailableError(type(error).__name__)
                job.error.__cause__ = error
            return batch
        self._jobs.put_back(batch[len(done) :])
        return done

    def _attempt(self, batch: list[Job], *, savepoints: bool = False) -> list[Job] | None:
        """Run a batch in one transaction and return what was run.

        None, and all of it is undone: a job failed halfway, and had no savepoint.
        """
        with self._engine.connect() as connection, connection.begin() as transaction:
            driver = connection.connection.driver_connection
            session = Session(
                connection, join_transaction_mode="create_savepoint", expire_on_commit=False
            )
            done: list[Job] = []
            for jobs in [[job] for job in batch] if savepoints else _alike(batch):
                if done and not done[-1].for_people and self._jobs.people_wait:
                    return done
                session.enter(self._world, driver)
                if savepoints:
                    _run_alone(jobs[0], session, driver)
                elif not _run_together(jobs, session, driver):
                    transaction.rollback()
                    return batch if len(batch) == 1 else None
                done += jobs
        return done


def _job(use_case: Callable[[Session], Any]) -> Job:
    loop = asyncio.get_running_loop()
    return Job(use_case, loop, loop.create_future())


def _alike(batch: list[Job]) -> list[list[Job]]:
    """Put together what may be done at once."""
    groups: dict[Hashable, list[Job]] = {}
    for number, job in enumerate(batch):
        groups.setdefault(number if job.alike is None else job.alike, []).append(job)
    return list(groups.values())


def _run_together(jobs: list[Job], session: Session, driver: Any) -> bool:
    """Run jobs that are alike; False if they failed, so that each must be run alone."""
    if len(jobs) == 1:
        return _run(jobs[0], session, driver)
    alike = jobs[0].alike
    assert isinstance(alike, Alike)
    requests = [job.request for job in jobs]
    all_of_them = replace(jobs[0], use_case=lambda session: alike.use_case(session, requests))
    _run(all_of_them, session, driver)
    if all_of_them.error is not None:
        log.info("database.not_together", jobs=len(jobs), error=type(all_of_them.error).__name__)
        return False
    outcomes: Any = all_of_them.result
    for job, outcome in zip(jobs, outcomes, strict=True):
        job.error = outcome if isinstance(outcome, Exception) else None
        job.result = None if job.error else outcome
    return True


def _run(job: Job, session: Session, driver: Any) -> bool:
    """Run a job; False if it failed halfway. The session forgets it afterwards."""
    before = driver.total_changes
    job.result = job.error = None
    used = True
    try:
        with outages():
            job.result = job.use_case(session)
            used = session.is_used
            if used:
                session.commit()
    except BaseException as error:  # noqa: BLE001  # it is the caller's to handle
        job.error = error
        return bool(driver.in_transaction) and driver.total_changes == before
    finally:
        if used:
            session.close()
    return True


def _run_alone(job: Job, session: Session, driver: Any) -> None:
    """Run a job in a savepoint of its own."""
    driver.execute("SAVEPOINT job")
    if not _run(job, session, driver):
        # A full disk rolls everything back by itself; then this raises, and all jobs fail.
        driver.execute("ROLLBACK TO job")
    driver.execute("RELEASE job")


def _answer(batch: list[Job]) -> None:
    """Answer all callers of a batch, with one hop for each loop that they wait in."""
    for loop in {job.loop for job in batch}:
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(_answer_here, [job for job in batch if job.loop is loop])


def _answer_here(jobs: list[Job]) -> None:
    for job in jobs:
        job.answer_caller()
