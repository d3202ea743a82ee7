"""A process that comes to a stop in the middle of a use case, where it is killed."""

import asyncio
import multiprocessing
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.connection import Connection
from typing import Any

from bot.services.points import placings
from bot.services.raffles import drawing
from db.database import connect
from db.session import Session, real_world
from tests.support.databases import NOON

FOREVER = 3_600.0
"""Seconds."""

_processes = multiprocessing.get_context("forkserver")
# Imports everything once, so that each process to be killed starts at once and with no thread.
_processes.set_forkserver_preload(["__main__", __name__, drawing.__name__, placings.__name__])


async def kill_halfway(
    url: str,
    use_case: Callable[[Session], object],
    after: Callable[..., Any],
    times: int,
    *,
    late: timedelta,
) -> None:
    """Let a process do a use case, and kill it once that has called a function so many times.

    It does it by a clock as `late` after tests begin. Both are functions of modules; what a session
    is the first argument of is written by then, and not committed.
    """
    receiver, sender = _processes.Pipe(duplex=False)
    process = _processes.Process(target=_run, args=(url, use_case, after, times, late, sender))
    process.start()
    sender.close()
    assert await asyncio.to_thread(receiver.recv) == times
    process.kill()
    await asyncio.to_thread(process.join)
    assert process.exitcode == -signal.SIGKILL
    process.close()
    receiver.close()


def _run(
    url: str,
    use_case: Callable[[Session], object],
    after: Callable[..., Any],
    times: int,
    late: timedelta,
    reached: Connection,
) -> None:
    called = 0

    def call(session: Session, *args: Any, **kwargs: Any) -> Any:
        nonlocal called
        result = after(session, *args, **kwargs)
        called += 1
        if called == times:
            session.flush()
            reached.send(called)
            time.sleep(FOREVER)
        return result

    setattr(sys.modules[after.__module__], after.__name__, call)
    db = connect(url, real_world(lambda: NOON + late))
    asyncio.run(db.write(use_case))
