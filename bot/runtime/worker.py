"""The worker: processes events and carries on runs, as soon as there are any."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import structlog

from bot.services.pipeline import process
from bot.services.pipeline.process import BrokenEventError
from bot.services.workflows import runner
from bot.services.workflows.runner import BrokenRunError
from db.database import Database
from db.errors import DatabaseUnavailableError
from db.session import Session

PAUSE_SECONDS = 1.0
"""How long the worker rests when nothing is due and nobody wakes it."""

AT_ONCE = 16
"""Transactions under way at the same time; SQLite commits them together."""

log = structlog.get_logger(__name__)


class Worker:
    """Works until nothing is left, then rests until it is woken. Each process may have one."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._awake = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to work."""
        self._task = asyncio.create_task(self._work())

    def wake(self) -> None:
        """Say that there is something to do."""
        self._awake.set()

    async def stop(self) -> None:
        """Finish the piece of work that has begun and stop; what is left waits in the database."""
        self._stopping = True
        self.wake()
        if self._task is not None:
            await self._task

    async def _work(self) -> None:
        while not self._stopping:
            self._awake.clear()
            try:
                await self.until_nothing_is_left()
            except DatabaseUnavailableError as error:
                log.debug("worker.database_away", error=str(error))
            except Exception as error:  # the next round may go better
                log.error("worker.stumbled", exc_info=error)
            if not self._stopping:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._awake.wait(), PAUSE_SECONDS)

    async def until_nothing_is_left(self) -> None:
        """Do all that is due, and what comes of it."""
        at_once = 1
        while not self._stopping and await self._db.read(process.any_due):
            moved = False
            for use_case in (process.process_next, runner.work):
                done = await asyncio.gather(*[self._one(use_case) for _ in range(at_once)])
                moved |= any(done)
                if all(done):
                    at_once = min(at_once * 2, AT_ONCE)
            if not moved:
                return  # another process holds all that is due

    async def _one(self, use_case: Callable[[Session], object | None]) -> bool:
        """Do one piece of work; what our own mistake broke is put aside, so that others go on."""
        try:
            return await self._db.write(use_case) is not None
        except BrokenEventError as broken:
            log.error("event.failed", community=broken.community_id, exc_info=broken)
            await self._db.write(process.fail, broken.community_id, broken.event_id)
        except BrokenRunError as broken:
            log.error("run.failed", community=broken.community_id, exc_info=broken)
            await self._db.write(runner.fail, broken.community_id, broken.run_id)
        return True
