"""Who waits for a write, and for how long, so that an answer can say that it is still tried."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Waiting:
    """The tasks that wait for a write of one database."""

    def __init__(self) -> None:
        self._since: dict[asyncio.Task[Any], float] = {}

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
