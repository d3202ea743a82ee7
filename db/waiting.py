"""Who waits: for a write, and for an answer.

How long somebody has waited for a write lets an answer say that it is still tried. That somebody
waits for an answer lets background work step aside: it shares one interpreter with the people.
"""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

QUICK_SECONDS = 1.0
"""What takes longer to answer is long work itself, for which no other work steps aside."""

STEP_ASIDE_SECONDS = 0.25
"""How long background work steps aside at a time, so that it goes on however many people come."""


class Waiting:
    """The tasks that wait for a write of one database, and those that answer people."""

    def __init__(self) -> None:
        self._since: dict[asyncio.Task[Any], float] = {}
        self._answering: dict[asyncio.Task[Any], asyncio.TimerHandle] = {}
        self._nobody = asyncio.Event()
        self._nobody.set()

    def answering(self, task: asyncio.Task[Any]) -> None:
        """Note that somebody waits for what a task answers, until it ends or takes long."""
        later = asyncio.get_running_loop().call_later(QUICK_SECONDS, self._answered, task)
        self._answering[task] = later
        self._nobody.clear()
        task.add_done_callback(self._answered)

    def _answered(self, task: asyncio.Task[Any]) -> None:
        if (timer := self._answering.pop(task, None)) is not None:
            timer.cancel()
        if not self._answering:
            self._nobody.set()

    async def step_aside(self, seconds: float = STEP_ASIDE_SECONDS) -> None:
        """Return once nobody waits for an answer, or after so many seconds.

        Work that uses the processor for long calls it between two of its transactions.
        """
        if self._answering:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._nobody.wait(), seconds)

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note that the present task waits until the block ends."""
        task = asyncio.current_task()
        assert task is not None
        self._since[task] = time.monotonic()
        try:
            yield
        finally:
            del self._since[task]

    def longer_than(self, task: asyncio.Task[Any], seconds: float) -> bool:
        """Return whether a task has waited longer than that for one write."""
        since = self._since.get(task)
        return since is not None and time.monotonic() - since > seconds
