"""Events from Discord's gateway, buffered and stored in batches.

Listeners hand in what they hear and wait for nothing. A task stores what waits, many things
in one transaction and in the order in which they came, within 100 ms while the database keeps up.

What can be lost:

- killed at once (SIGKILL): what is not stored yet, so what came in the last 100 ms; while the
  database is away or slower than Discord, what has come since, `SIZE` messages and reactions at
  the most. What was stored is a beginning of what came: nothing is missing in between.
- more than can be stored: messages and reactions, once `SIZE` wait; they are counted, and managers
  get a notice. Nothing else is ever left out.
- asked to stop: nothing, unless the database is away for all of `STOP_SECONDS`.
"""

import asyncio
import math
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog

from bot.services import events
from bot.services.events import NewEvent
from bot.services.pipeline import dropped
from db.database import Database
from db.errors import DatabaseUnavailableError, is_ours
from db.session import Session

SIZE = 20_000
"""How many may wait before messages and reactions are left out."""

BATCH = 1_000
"""How many are stored in one transaction at the most."""

HOLD_SECONDS = 0.015
"""After how long a transaction ends before all of them are stored: people wait for one at most."""

SLICE = 100
"""How many events are stored before the clock is looked at."""

GATHER_SECONDS = 0.03
"""How long few wait for company after others came in company; who comes alone waits for nobody."""

STOP_SECONDS = 2.0
"""How long the last of it may take once we are asked to stop."""

PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0)
"""Seconds between two tries while the database is away; the last one again and again."""

DROPPABLE = frozenset({"post_created", "post_comment", "post_reaction", "like_received"})
"""Triggers of what comes in masses."""

P = ParamSpec("P")
T = TypeVar("T")

log = structlog.get_logger(__name__)


@dataclass
class _Task:
    """A use case that is done in its turn; `more`: it was a slice, and others are to follow."""

    community_id: int
    run: Callable[[Session], object]
    in_slices: bool = False
    more: bool = False
    answer: "asyncio.Future[Any] | None" = None
    result: object = None

    def do(self, session: Session) -> None:
        """Do it, or its next slice."""
        self.more, self.result = False, None
        self.result = self.run(session)
        self.more = self.in_slices and bool(self.result)

    def answer_caller(self) -> None:
        """Say what came of it, once it is committed, to somebody who may have gone away."""
        if self.answer is not None and not self.answer.done():
            self.answer.set_result(self.result)


class Intake:
    """Holds what was heard until it is stored. Everything in it must be harmless to do twice."""

    def __init__(
        self,
        db: Database,
        *,
        meet: Callable[[int], Awaitable[None]],
        wake: Callable[[], None],
        size: int = SIZE,
        hold_seconds: float = HOLD_SECONDS,
    ) -> None:
        self._db = db
        self._meet = meet
        self._wake = wake
        self._size = size
        self._hold_seconds = hold_seconds
        self._several_at = -math.inf  # when several were stored last, by `time.monotonic`
        self._waiting: deque[NewEvent | _Task] = deque()
        self._lost: Counter[int] = Counter()
        self._arrived = asyncio.Event()
        self._stopping = asyncio.Event()
        self._work: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, event: NewEvent) -> None:
        """Have something stored that happened."""
        if len(self._waiting) >= self._size and event.trigger in DROPPABLE:
            self._lost[event.community_id] += 1
        else:
            self._append(event)

    def do(
        self,
        community_id: int,
        use_case: Callable[Concatenate[Session, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Have a use case done after all that came before it; it must be harmless to do twice."""
        self._append(_Task(community_id, lambda session: use_case(session, *args, **kwargs)))

    async def do_and_wait(
        self,
        community_id: int,
        use_case: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """Have a use case done after all that came before it, and return what it returns.

        It returns once that is committed. None if it failed, which is logged.
        """
        answer: asyncio.Future[T | None] = asyncio.get_running_loop().create_future()
        task = _Task(community_id, lambda session: use_case(session, *args, **kwargs))
        task.answer = answer
        self._append(task)
        return await answer

    def do_in_slices(
        self,
        community_id: int,
        use_case: Callable[Concatenate[Session, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Do the same again and again, as long as what it returns is true: something is left.

        Each slice is in a transaction of its own, with what came meanwhile.
        """
        self._append(
            _Task(community_id, lambda session: use_case(session, *args, **kwargs), in_slices=True)
        )

    def _append(self, item: NewEvent | _Task) -> None:
        self._waiting.append(item)
        self._arrived.set()

    def start(self) -> None:
        """Begin to store."""
        self._work = asyncio.create_task(self._store_all())

    async def stop(self) -> None:
        """Store what is left."""
        self._stopping.set()
        self._arrived.set()
        if self._work is None:
            return
        _, unfinished = await asyncio.wait([self._work], timeout=STOP_SECONDS)
        if unfinished:
            self._work.cancel()
            log.error("intake.left_behind", count=len(self._waiting))
        self._work = None

    async def _store_all(self) -> None:
        while self._waiting or not self._stopping.is_set():
            await self._arrived.wait()
            self._arrived.clear()
            failures = 0
            while self._waiting or self._lost:
                await self._gather()
                if await self._store_some():
                    failures = 0
                else:
                    await self._rest(PAUSES[min(failures, len(PAUSES) - 1)])
                    failures += 1

    async def _gather(self) -> None:
        """Let few wait for company in a stream; one after the other is none."""
        left = self._several_at + GATHER_SECONDS - time.monotonic()
        if left > 0 and len(self._waiting) < SLICE and not self._stopping.is_set():
            await self._rest(left)

    async def _rest(self, seconds: float) -> None:
        """Wait; a little only if we are to stop."""
        if self._stopping.is_set():
            await asyncio.sleep(min(seconds, PAUSES[0]))
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _store_some(self) -> bool:
        """Store the first that wait; False if that must be tried again."""
        batch = list(islice(self._waiting, BATCH))
        lost = self._lost.copy()
        try:
            met = await self._known({item.community_id for item in batch} | set(lost))
            told = {one: lost[one] for one in met & set(lost)}
            count = await self._db.work(_store, batch, told, met=met, seconds=self._hold_seconds)
        except DatabaseUnavailableError as error:
            log.debug("intake.database_away", waiting=len(self._waiting), error=str(error))
            return False
        except Exception as error:  # each has been tried alone, so it is none of theirs
            log.error("intake.stumbled", waiting=len(self._waiting), exc_info=error)
            return False
        self._several_at = time.monotonic() if count > 1 else -math.inf
        stored = [self._waiting.popleft() for _ in range(count)]
        tasks = [item for item in stored if isinstance(item, _Task)]
        for task in tasks:
            task.answer_caller()
        going_on = [task for task in tasks if task.more]
        self._waiting.extendleft(reversed(going_on))
        self._lost -= lost
        self._wake()
        return True

    async def _known(self, community_ids: set[int]) -> set[int]:
        """Meet communities, and return those with which that went well."""
        met = set()
        for community_id in community_ids:
            try:
                await self._meet(community_id)
            except DatabaseUnavailableError:
                raise
            except Exception as error:  # one community must not hold up all the others
                log.error("intake.not_met", community=community_id, exc_info=error)
            else:
                met.add(community_id)
        return met


def _store(
    session: Session,
    batch: Sequence[NewEvent | _Task],
    lost: dict[int, int],
    *,
    met: Collection[int],
    seconds: float,
) -> int:
    """Store the first of what waits, for so many seconds; return how many those are.

    What belongs to a community that is not `met` is passed over. `lost`: how many events were left
    out meanwhile.
    """
    end, done = time.perf_counter() + seconds, 0
    for some in _slices(batch):
        storable = [item for item in some if item.community_id in met]
        _store_events(session, [item for item in storable if isinstance(item, NewEvent)])
        for item in storable:
            if isinstance(item, _Task):
                _attempt(session, item.do)
        done += len(some)
        if time.perf_counter() > end:
            break
    for community_id, count in lost.items():
        dropped.note(session, community_id, count)
    return done


def _slices(batch: Sequence[NewEvent | _Task]) -> Iterator[list[NewEvent | _Task]]:
    """Yield what waits in its order: some events at a time, or one task."""
    for is_event, items in groupby(batch, key=lambda item: isinstance(item, NewEvent)):
        while some := list(islice(items, SLICE if is_event else 1)):
            yield some


def _store_events(session: Session, batch: list[NewEvent]) -> None:
    if batch and not _attempt(session, events.store, batch) and len(batch) > 1:
        for event in batch:
            _attempt(session, events.store, [event])


def _attempt(session: Session, use_case: Callable[..., object], *args: object) -> bool:
    """Do something that leaves the rest alone if it fails by a mistake of ours."""
    try:
        with session.begin_nested():
            use_case(session, *args)
            session.flush()
    except Exception as error:
        if not is_ours(error):
            raise
        log.error("intake.refused", exc_info=error)
        return False
    return True
