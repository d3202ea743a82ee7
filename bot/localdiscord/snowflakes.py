"""Discord's ids: 64-bit numbers that begin with the time.

https://docs.discord.com/developers/reference#snowflakes
"""

from datetime import UTC, datetime, timedelta

from bot.localdiscord.clock import Clock

EPOCH_MS = 1_420_070_400_000


class Snowflakes:
    """Generates ids that grow, also within one millisecond."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0
        self._backdated = 0

    def next(self) -> int:
        """Return an id larger than every one before it."""
        self._last = max(self._leading(timedelta()), self._last + 1)
        return self._last

    def on_shard(self, number: int, count: int) -> int:
        """Return an id of a community that shard `number` of `count` serves."""
        while (self.next() >> 22) % count != number:
            self._last = ((self._last >> 22) + 1) << 22
        return self._last

    def earlier(self, ago: timedelta) -> int:
        """Return an id of some time ago."""
        if not ago:
            return self.next()
        self._backdated += 1
        return self._leading(ago) + self._backdated

    def _leading(self, ago: timedelta) -> int:
        milliseconds = (self._clock.now() - ago).timestamp() * 1000
        return (int(milliseconds) - EPOCH_MS) << 22


def time_of(snowflake: int) -> datetime:
    """Return when an id was generated."""
    return datetime.fromtimestamp(((snowflake >> 22) + EPOCH_MS) / 1000, UTC)
