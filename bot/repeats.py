"""What repeats is said at once, and then once a minute with how often it happened meanwhile."""

import asyncio
from collections.abc import Callable

SECONDS = 60.0
"""How far apart two lines about the same are."""


class Repeats:
    """Counts what happens again and again, so that nobody can fill the log with it."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._counts: dict[str, int] = {}

    def say(self, tell: Callable[..., object], event: str) -> None:
        """Tell of something with `tell(event, count=…)`; to be called in the event loop."""
        if event in self._counts:
            self._counts[event] += 1
            return
        tell(event, count=1)
        self._again_later(tell, event)

    def _again_later(self, tell: Callable[..., object], event: str) -> None:
        self._counts[event] = 0
        asyncio.get_running_loop().call_later(self._seconds, self._sum_up, tell, event)

    def _sum_up(self, tell: Callable[..., object], event: str) -> None:
        count = self._counts.pop(event)
        if count:
            tell(event, count=count)
            self._again_later(tell, event)
