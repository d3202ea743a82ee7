"""SQLite: one thread writes, many read.

A commit waits for the disk, so the writer takes all the jobs that are waiting (up to
`BATCH`), gives each a savepoint of its own, and commits them together. A job that fails undoes
itself alone; if the commit fails, all of them fail. Nobody is answered before the commit.
"""

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog

from db.engines import READERS, sqlite_reader, sqlite_writer
from db.errors import DatabaseUnavailableError, outages
from db.outage import Outage
from db.session import Session, World
from db.waiting import Waiting

P = ParamSpec("P")
T = TypeVar("T")

BATCH = 64
"""How many jobs share a commit at the most."""

log = structlog.get_logger(__name__)


@dataclass
class _Job:
    use_case: Callable[[Session], Any]
    loop: asyncio.AbstractEventLoop
    answer: "asyncio.Future[Any]"
    result: object = None
    error: BaseException | None = field(default=None)

    def answer_caller(self) -> None:
        """Answer the caller, in its own thread; one that went away hears nothing."""
        if self.answer.done():
            return
        if isinstance(self.error, StopIteration):  # which a future does not take
            self.answer.set_exception(RuntimeError("a use case raised StopIteration"))
        elif self.error is not None:
            self.answer.set_exception(self.error)
        else:
            self.answer.set_result(self.result)


class SqliteDatabase:
    """A SQLite file, for one process that runs and any that look."""

    def __init__(self, url: str, world: World) -> None:
        self.world = world
        self.waiting = Waiting()
        self._reads, self._writes = Outage("reads"), Outage("writes")
        self._reader = sqlite_reader(url)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="sqlite-reader")
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
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
        if self._closed:
            raise DatabaseUnavailableError("closed")
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(lambda session: use_case(session, *args, **kwargs), loop, answer))
        with self._writes.watched(), self.waiting.noted():
            return await answer

    async def close(self) -> None:
        """Let the writer finish what was handed in, then let go of the file."""
        self._closed = True
        self._jobs.put(None)
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
    def __init__(self, url: str, world: World, jobs: "queue.SimpleQueue[_Job | None]") -> None:
        super().__init__(name="sqlite-writer", daemon=True)
        self._engine = sqlite_writer(url)
        self._world = world
        self._jobs = jobs

    def run(self) -> None:
        open_ = True
        while open_:
            batch, open_ = self._take()
            if batch:
                self._commit(batch)
                _answer(batch)
        self._engine.dispose()

    def _take(self) -> tuple[list[_Job], bool]:
        """Wait for a job, then take those that are waiting too; False: the end was asked for."""
        batch: list[_Job] = []
        job = self._jobs.get()
        while job is not None:
            batch.append(job)
            if len(batch) == BATCH:
                return batch, True
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return batch, True
        return batch, False

    def _commit(self, batch: list[_Job]) -> None:
        """Run a batch in one transaction; what goes wrong with that goes wrong for all of it."""
        try:
            with self._engine.connect() as connection, connection.begin():
                driver = connection.connection.driver_connection
                session = Session(
                    connection, join_transaction_mode="create_savepoint", expire_on_commit=False
                )
                for job in batch:
                    self._run(job, session.enter(self._world, driver), driver)
        except Exception as error:  # noqa: BLE001  # whatever it was, nothing is committed
            log.debug("database.commit_failed", jobs=len(batch), error=type(error).__name__)
            for job in batch:
                job.result = None
                job.error = DatabaseUnavailableError(type(error).__name__)
                job.error.__cause__ = error

    def _run(self, job: _Job, session: Session, driver: Any) -> None:
        """Run a job in a savepoint of its own; the session forgets it afterwards."""
        driver.execute("SAVEPOINT job")
        try:
            with outages():
                job.result = job.use_case(session)
                session.flush()
                if session.in_transaction():  # else all of it went straight to the driver
                    session.commit()
        except BaseException as error:  # noqa: BLE001  # it is the caller's to handle
            job.error = error
            session.close()
            # A full disk rolls everything back by itself; then this raises, and all jobs fail.
            driver.execute("ROLLBACK TO job")
        else:
            session.close()
        driver.execute("RELEASE job")


def _answer(batch: list[_Job]) -> None:
    """Answer all callers of a batch, with one hop for each loop that they wait in."""
    for loop in {job.loop for job in batch}:
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(_answer_here, [job for job in batch if job.loop is loop])


def _answer_here(jobs: list[_Job]) -> None:
    for job in jobs:
        job.answer_caller()
