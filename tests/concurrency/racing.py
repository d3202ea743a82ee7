"""Doing many things at the same moment, and telling who was refused."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import Future
from itertools import cycle
from typing import Any

import pytest
from sqlalchemy import text

from bot.services.errors import RefusedError
from db.database import Database
from db.engines import DIVIDED
from db.session import Session

_BLOCKED = text(
    "SELECT count(*) FROM pg_locks WHERE NOT granted"
    " AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
)
"""How many wait for a lock that this transaction holds."""

_BLOCKED_ON_MACHINES = text(
    "SELECT count(*) FROM citus_lock_waits WHERE blocking_gpid = citus_backend_gpid()"
)
"""The same where Citus has divided the tables, whose machines hold the locks."""


async def at_once(
    processes: Sequence[Database], use_cases: Iterable[Callable[[Session], object]]
) -> list[Any]:
    """Write every use case at the same moment, in the processes by turns.

    Outcomes come in order; a refusal is one, and any other error is raised.
    """
    turns = zip(cycle(processes), use_cases, strict=False)
    outcomes = await asyncio.gather(
        *(process.write(use_case) for process, use_case in turns), return_exceptions=True
    )
    for outcome in outcomes:
        if isinstance(outcome, BaseException) and not isinstance(outcome, RefusedError):
            raise outcome
    return outcomes


def refused(outcomes: Iterable[object], kind: type[RefusedError]) -> int:
    """Count the refusals of exactly this kind."""
    return sum(type(outcome) is kind for outcome in outcomes)


async def halfway(
    processes: Sequence[Database],
    use_case: Callable[[Session], Any],
    after: Callable[..., Any],
    *others: Callable[[Session], Any],
) -> tuple[Any, Any]:
    """Write a use case, and another one in another process as soon as the first calls `after`.

    Of several others each is a transaction, one after the other, and the last one's outcome counts.
    The first goes on when the other is committed, or waits for it: so they meet there each time.
    On SQLite the other waits from its beginning. `after` is a function of a module, with a session
    as its first argument. Returns both outcomes; a refusal is one, and other errors are raised.
    """
    loop, begun = asyncio.get_running_loop(), list[Future[Any]]()

    async def in_turn() -> Any:
        return [await processes[1].write(other) for other in others][-1]

    def call(session: Session, *args: Any, **kwargs: Any) -> Any:
        result = after(session, *args, **kwargs)
        if not begun:
            begun.append(asyncio.run_coroutine_threadsafe(in_turn(), loop))
            while not (session.is_sqlite or begun[0].done() or _is_awaited(session)):
                pass
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules[after.__module__], after.__name__, call)
        first = await _outcome(processes[0].write(use_case))
        return first, await _outcome(asyncio.wrap_future(begun[0]))


async def _outcome(answer: Awaitable[Any]) -> Any:
    try:
        return await answer
    except RefusedError as refusal:
        return refusal


def _is_awaited(session: Session) -> bool:
    connection = session.connection()
    waiting = _BLOCKED_ON_MACHINES if connection.info.get(DIVIDED) else _BLOCKED
    return bool(connection.execute(waiting).scalar_one())
