"""PostgreSQL, for one process or several."""

import asyncio
import random
from collections import deque
from collections.abc import Callable, Coroutine, Hashable, Sequence
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog
from sqlalchemy import Connection
from sqlalchemy.util import greenlet_spawn

from db.engines import BUSY_SECONDS, DIVIDED, postgres
from db.errors import COLLISIONS, DatabaseUnavailableError, StaleError, outages, sqlstate
from db.jobs import BATCH
from db.outage import Outage
from db.session import Session, World
from db.together import Alike, ForMany, for_one
from db.waiting import Waiting

P = ParamSpec("P")
T = TypeVar("T")
Request = TypeVar("Request")

_Asked = tuple[Any, "asyncio.Future[Any]"]
"""A request, and who waits for its outcome."""

log = structlog.get_logger(__name__)

UNIQUE_VIOLATION = "23505"
"""PostgreSQL's code for a key that is there already."""

POOL = 10
"""Connections of a process."""

FOR_PEOPLE = 5
"""How many of them background work never takes."""

_JOINED: dict[str, Any] = {"join_transaction_mode": "rollback_only", "expire_on_commit": False}

ATTEMPTS = 6
"""How often a use case is tried that met another one head-on (deadlock, serialization)."""


class PostgresDatabase:
    """A PostgreSQL database; READ COMMITTED, since value is guarded by conditional updates."""

    def __init__(self, url: str, world: World) -> None:
        self.world = world
        self.waiting = Waiting()
        self._reads, self._writes = Outage("reads"), Outage("writes")
        self._engine = postgres(url, pool_size=POOL, lock_seconds=BUSY_SECONDS)
        self._writing: set[asyncio.Task[Any]] = set()
        self._background = asyncio.Semaphore(POOL - FOR_PEOPLE)
        self._gathered: dict[Alike, deque[_Asked]] = {}
        self._closed = False

    async def read(
        self,
        use_case: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a use case that only reads, on one consistent view."""
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self._reads.watched(), outages():
            return await self._attempt(options, lambda session: use_case(session, *args, **kwargs))

    async def write(
        self,
        use_case: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a use case and commit; a caller that goes away does not stop it."""
        return await self._hand_in(self._write(lambda session: use_case(session, *args, **kwargs)))

    async def work(
        self,
        use_case: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Do the same where nobody waits for it: some connections are always left for people."""
        return await self._hand_in(
            self._in_background(lambda session: use_case(session, *args, **kwargs))
        )

    async def write_together(
        self,
        use_case: ForMany[Request, T],
        request: Request,
        group: Hashable,
    ) -> T:
        """Do the same for many: who comes while some of a group are done is among the next ones."""
        if self._closed:
            raise DatabaseUnavailableError("closed")
        alike, answer = Alike(use_case, group), asyncio.get_running_loop().create_future()
        gathered = self._gathered.get(alike)
        if gathered is None:
            gathered = self._gathered[alike] = deque()
            self._keep(asyncio.create_task(self._work_off(alike, gathered)))
        gathered.append((request, answer))
        with self._writes.watched(), self.waiting.noted():
            result: T = await answer
            return result

    async def _work_off(self, alike: Alike, gathered: "deque[_Asked]") -> None:
        while gathered:
            asked = [gathered.popleft() for _ in range(min(len(gathered), BATCH))]
            outcomes = await self._outcomes(alike.use_case, [request for request, _ in asked])
            for (_, answer), outcome in zip(asked, outcomes, strict=True):
                if answer.done():
                    continue  # whoever asked has gone away
                if isinstance(outcome, BaseException):
                    answer.set_exception(outcome)
                else:
                    answer.set_result(outcome)
        del self._gathered[alike]

    async def _outcomes(self, use_case: ForMany[Any, Any], requests: list[Any]) -> Sequence[Any]:
        try:
            return await self._write(lambda session: use_case(session, requests))
        except DatabaseUnavailableError as away:
            return [away] * len(requests)
        except Exception as error:  # noqa: BLE001  # it is the callers' to handle
            if len(requests) == 1:
                return [error]
            log.info("database.not_together", jobs=len(requests), error=type(error).__name__)
            alone = [self._write(for_one(use_case, request)) for request in requests]
            return await asyncio.gather(*alone, return_exceptions=True)

    def _keep(self, task: "asyncio.Task[Any]") -> None:
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def _hand_in(self, writing: Coroutine[Any, Any, T]) -> T:
        if self._closed:
            writing.close()
            raise DatabaseUnavailableError("closed")
        task = asyncio.create_task(writing)
        self._keep(task)
        with self._writes.watched(), self.waiting.noted():
            return await asyncio.shield(task)

    async def close(self) -> None:
        """Finish what was handed in, then let go of every connection."""
        self._closed = True
        if self._writing:
            await asyncio.wait(self._writing)
        await self._engine.dispose()

    async def _in_background(self, use_case: Callable[[Session], T]) -> T:
        async with self._background:
            return await self._write(use_case)

    async def _write(self, use_case: Callable[[Session], T]) -> T:
        with outages():
            for attempt in range(1, ATTEMPTS):
                try:
                    return await self._attempt({}, use_case)
                except Exception as error:
                    # An upsert names one key. Of two at a time, one may meet another key first.
                    met = attempt == 1 and sqlstate(error) == UNIQUE_VIOLATION
                    stale = isinstance(error, StaleError)
                    if sqlstate(error) not in COLLISIONS and not met and not stale:
                        raise
                # Not from `world`: how long to wait changes nothing that anybody can see.
                await asyncio.sleep(0.01 * 2**attempt * random.random())
            return await self._attempt({}, use_case)

    async def _attempt(self, options: dict[str, Any], use_case: Callable[[Session], T]) -> T:
        # Not an AsyncSession: it would switch back and forth for each of these, and close in a
        # task of its own. The transaction is the connection's, so that a session which is not used,
        # since all goes straight to the driver, costs next to nothing.
        def transaction() -> T:
            with self._engine.sync_engine.connect() as connection:
                connection.execution_options(**options)
                with connection.begin(), Session(connection, **_JOINED) as session:
                    driver = _begun(connection)
                    divided = bool(connection.info.get(DIVIDED))
                    result = use_case(session.enter(self.world, driver, divided=divided))
                    if session.is_used:
                        session.commit()  # what is pending goes to the connection
                    return result

        return await greenlet_spawn(transaction)


def _begun(connection: Connection) -> Any:
    """Return the driver of a connection, on which a transaction has begun.

    SQLAlchemy begins one of asyncpg's only with a statement of its own, which would take a sixth of
    a claim's time. It has no other way to have it begun.
    """
    driver: Any = connection.connection.dbapi_connection
    if driver._transaction is None:
        try:
            driver.run_async(lambda _: _begin(driver))
        except BaseException:
            connection.invalidate()  # who goes away meanwhile does not learn whether it has begun
            raise
    return driver


async def _begin(driver: Any) -> None:
    try:
        await driver._start_transaction()
    except Exception as error:  # noqa: BLE001  # whatever it was, it is raised
        raise error.__cause__ or error from None  # asyncpg's own, as hot statements raise it
