"""Discord's ids: 64-bit numbers that lead with the time."""

import time
from datetime import UTC, datetime

EPOCH_MS = 1_420_070_400_000


class Snowflakes:
    """Makes ids that grow, also within one millisecond."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        """Return an id larger than every one before it."""
        fresh = (time.time_ns() // 1_000_000 - EPOCH_MS) << 22
        self._last = max(fresh, self._last + 1)
        return self._last


def now_iso() -> str:
    """Return this moment as Discord writes times."""
    return datetime.now(UTC).isoformat()
