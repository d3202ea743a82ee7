"""Throttled logging: the first time at once, then once a minute with a count."""

import asyncio
from collections.abc import Callable
from functools import partial

SECONDS = 60.0
"""How far apart two lines about the same are."""


class Repeats:
    """Counts what happens again and again, so that nobody can fill the log with it."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._counts: dict[tuple[str, ...], int] = {}

    def say(self, tell: Callable[..., object], event: str, **about: str) -> None:
        """Tell of something with `tell(event, count=…, **about)`; to be called in the event loop.

        What differs in `about` is counted apart, so nobody may have a free choice there.
        """
        same = (event, *about.values())
        if same in self._counts:
            self._counts[same] += 1
            return
        tell(event, count=1, **about)
        self._again_later(partial(tell, event, **about), same)

    def _again_later(self, tell: Callable[..., object], same: tuple[str, ...]) -> None:
        self._counts[same] = 0
        asyncio.get_running_loop().call_later(self._seconds, self._sum_up, tell, same)

    def _sum_up(self, tell: Callable[..., object], same: tuple[str, ...]) -> None:
        count = self._counts.pop(same)
        if count:
            tell(count=count)
            self._again_later(tell, same)
