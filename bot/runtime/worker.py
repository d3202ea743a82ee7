"""The worker: processes events and carries on runs, as soon as there are any."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress

import structlog

from bot.services.later import BrokenPartError
from bot.services.memory import Memory
from bot.services.pipeline import process, waiting
from bot.services.pipeline.process import MOST, Processed
from db.database import Database
from db.errors import DatabaseError, DatabaseUnavailableError, is_ours
from db.session import Session

PAUSE_SECONDS = 1.0
"""How long the worker rests when nothing is due and nobody wakes it."""

AT_ONCE = 4
"""Communities that are worked on at the same time."""

ROUND = 20
"""Batches of one community before others have their turn."""

LONG_SECONDS = 0.014
"""Processor time that a batch may mostly take, with a commit of as much as a third of that after
it: who presses a button waits no longer than that."""

BESIDE_OTHERS = 2
"""How many times as long it may take on PostgreSQL, where people's writes need not wait for it, and
where a batch goes to the server and back so many times, however large it is."""

LEAST = 8
"""Events in one batch, however long they take: what a batch costs by itself would cost more."""

GROWTH = 4
"""How many times as large as the one before a batch may be: what comes may take longer."""

MOST_MEMORIES = 1_000
"""Communities of which something is remembered; beyond that all is forgotten."""

MOST_FAILURES = 3
"""How often one event or run is tried that fails without a part that can be set aside."""

log = structlog.get_logger(__name__)


class Worker:
    """Works until nothing is left, then rests until it is woken. Each process may have one.

    `most`: events in one batch at the most; fewer where so many take too long.
    """

    def __init__(self, db: Database, *, most: int = MOST) -> None:
        self._db = db
        self._awake = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None
        self._memories: defaultdict[int, Memory] = defaultdict(Memory)
        self._most, self._least = most, min(most, LEAST)
        self._sizes: dict[int, int] = {}  # of the next batch of a community

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
        turns = asyncio.Semaphore(AT_ONCE)

        async def work_on(community_id: int) -> bool:
            async with turns:
                return await self._work_on(community_id)

        while not self._stopping:
            due = await self._db.read(waiting.communities)
            # All come to their end, so that no community is worked on twice at a time.
            outcomes = await asyncio.gather(*map(work_on, due), return_exceptions=True)
            for outcome in outcomes:
                if isinstance(outcome, BaseException):
                    raise outcome
            if not any(outcomes):
                return  # nothing is left, or another process is at all of it

    async def _work_on(self, community_id: int) -> bool:
        """Process some batches of a community; False if nothing could be done."""
        moved = False
        for _ in range(ROUND):
            if self._stopping or not await self._batch(community_id, self._size(community_id)):
                break
            moved = True
        return moved

    def _size(self, community_id: int) -> int:
        return self._sizes.get(community_id, self._least)

    async def _batch(self, community_id: int, most: int) -> bool:
        """Process a batch; in one that fails, each event and run alone."""
        set_aside: set[object] = set()
        failures = 0
        while True:
            try:
                done = await self._db.work(self._timed, community_id, most, set_aside)
            except Exception as error:
                if isinstance(error, DatabaseError) or not is_ours(error):
                    raise
                if isinstance(error, BrokenPartError) and error.part not in set_aside:
                    log.error("worker.part_failed", community=community_id, exc_info=error)
                    set_aside.add(error.part)
                    continue
                failures += 1
                log.error("worker.batch_failed", community=community_id, exc_info=error)
                if most == 1 and failures >= MOST_FAILURES:
                    await self._db.work(process.give_up, community_id)
                    return True
                most = 1
            else:
                if done is None or done.count == 0:
                    return False
                self._memories[community_id].learn(done.learned)
                if len(self._memories) > MOST_MEMORIES:
                    self._memories.clear()
                    self._sizes.clear()
                return True

    def _timed(
        self, session: Session, community_id: int, most: int, set_aside: Collection[object]
    ) -> Processed | None:
        """Process a batch, and let the next one be as large as is done in good time."""
        began = time.thread_time()  # what the machine is busy with besides makes no batch smaller
        memory = self._memories.get(community_id) or Memory()
        done = process.process(session, community_id, memory, most=most, set_aside=set_aside)
        took = time.thread_time() - began
        if done is not None and done.count:
            long = LONG_SECONDS if session.is_sqlite else LONG_SECONDS * BESIDE_OTHERS
            in_time = int(done.count * long / took)
            next_size = max(self._least, min(in_time, GROWTH * done.count))
            self._sizes[community_id] = min(self._most, next_size)
        return done
