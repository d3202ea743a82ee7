"""How often a bot may start sessions, counted over all its connections.

https://docs.discord.com/developers/events/gateway#session-start-limit-object
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.localdiscord.wire import Json


@dataclass(frozen=True)
class StartLimit:
    """Sessions a day, and how many of them within so many seconds."""

    total: int = 1_000
    max_concurrency: int = 1
    seconds: float = 5.0
    day: float = 86_400.0


AS_DISCORD = StartLimit()
"""As most bots have it."""

UNHURRIED = StartLimit(seconds=0.0)
"""Sessions may start as fast as they like."""


class SessionStarts:
    """Counts Identify payloads: one for each key in some seconds, and so many a day."""

    def __init__(self, limit: StartLimit, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit = limit
        self._clock = clock
        self._remaining = limit.total
        self._day_ends = clock() + limit.day
        self._last: dict[int, float] = {}  # by rate limit key

    def count(self) -> bool:
        """Count an Identify towards those of a day; False if none was left."""
        self._begin_day()
        if not self._remaining:
            return False
        self._remaining -= 1
        return True

    def take_turn(self, shard: int) -> bool:
        """Return whether a shard may start now; another of its key may then not, for some seconds.

        https://docs.discord.com/developers/events/gateway#sharding-max-concurrency
        """
        now, key = self._clock(), shard % self.limit.max_concurrency
        last = self._last.get(key)
        if last is not None and now - last < self.limit.seconds:
            return False
        self._last[key] = now
        return True

    def _begin_day(self) -> None:
        now = self._clock()
        if now >= self._day_ends:
            self._remaining, self._day_ends = self.limit.total, now + self.limit.day

    def to_wire(self) -> Json:
        """Return the limit as `GET /gateway/bot` shows it."""
        self._begin_day()
        return {
            "total": self.limit.total,
            "remaining": self._remaining,
            "reset_after": round((self._day_ends - self._clock()) * 1_000),
            "max_concurrency": self.limit.max_concurrency,
        }
