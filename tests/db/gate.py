"""A job that holds SQLite's writer, and jobs that gather meanwhile."""

import asyncio
import threading
from typing import Any

from db.session import Session


class Gate:
    """A job that holds the writer until the test says so."""

    def __init__(self) -> None:
        self._reached = threading.Event()
        self._open = threading.Event()

    def __call__(self, session: Session) -> None:
        self._reached.set()
        assert self._open.wait(60)

    async def reached(self) -> None:
        """Wait until the writer stands before it."""
        assert await asyncio.to_thread(self._reached.wait, 60)

    def open(self) -> None:
        """Let it go on."""
        self._open.set()


async def handed_in(*calls: Any) -> list[asyncio.Task[Any]]:
    """Hand in writes in this order, without waiting for their answers."""
    tasks = [asyncio.ensure_future(call) for call in calls]
    await asyncio.sleep(0)  # each runs up to the point where it waits for its answer
    return tasks
