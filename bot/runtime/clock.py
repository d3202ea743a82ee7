"""What time it is, when this machine's clock may be wrong: Discord's decides.

The clock follows the machine's, but not a jump that nobody confirms: then it goes on from where it
was, or from what Discord says, by the time that has passed. So a clock that is wrong for a minute
does no harm. What cannot be undone waits all the same until both agree.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import structlog

from bot.services.maintenance import confirmed_time
from bot.settings import Settings
from db.database import Database

TOLERATED = 60.0
"""Seconds by which the clock may be off before anything waits for that."""

CONFIRMED_FOR = 600.0
"""Seconds for which Discord's word holds, as long as the clock does not jump."""

ASK_AGAIN = 60.0
"""Seconds until Discord is asked again when the clock was wrong, or Discord away."""

ASK_SECONDS = 10.0
"""How long Discord may take to say what time it is."""

log = structlog.get_logger(__name__)


def machine() -> datetime:
    """Return what this machine takes for the time."""
    return datetime.now(UTC)


async def seconds_off(
    settings: Settings, machine: Callable[[], datetime] = machine
) -> float | None:
    """Return by how many seconds the machine's clock is ahead of Discord's, at the least.

    Negative where it is behind; None where nobody answers.
    The one judgement of the clock, for `doctor` and for all that cannot be undone.
    """
    headers = {"Authorization": f"Bot {settings.token}"}
    before = machine()
    try:
        async with (
            asyncio.timeout(ASK_SECONDS),
            aiohttp.ClientSession() as http,
            http.get(f"{settings.discord_api_url}/gateway", headers=headers) as answer,
        ):
            theirs = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, OSError, TimeoutError, KeyError, ValueError):
        return None
    after = machine()
    # A header has whole seconds, and somewhere on the way it was true.
    behind, ahead = theirs - after, before - (theirs + timedelta(seconds=1))
    return max(0.0, ahead.total_seconds()) - max(0.0, behind.total_seconds())


def passed() -> float:
    """Return seconds that only ever grow, also while the machine sleeps where it can tell."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)  # macOS' own `monotonic` counts sleep
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


class Clock:
    """The time for everything that a running bot does; calling it returns the moment, in UTC."""

    def __init__(
        self,
        ask: Callable[[], Awaitable[float | None]],
        machine: Callable[[], datetime] = machine,
        passed: Callable[[], float] = passed,
    ) -> None:
        self._ask = ask
        self._machine = machine
        self._passed = passed
        self._at = machine(), passed()  # a moment, and what had passed by then
        self._asked = self._at
        self._ask_at = passed()
        self._right: bool | None = None
        self._judging = asyncio.Lock()

    def __call__(self) -> datetime:
        """Return the moment; called from any thread."""
        now = self._machine(), self._passed()
        if _jumped(self._at, now):
            at, then = self._at
            return at + timedelta(seconds=now[1] - then)
        self._at = now
        return now[0]

    async def trusted(self, db: Database) -> bool:
        """Return whether what cannot be undone may be done by this clock."""
        async with self._judging:
            now = self._machine(), self._passed()
            if self._right is None or now[1] >= self._ask_at or _jumped(self._asked, now):
                right = await self._judge(db)
                if right != self._right:
                    (log.info if right else log.error)("clock.judged", right=right)
                self._right = right
        return self._right

    async def _judge(self, db: Database) -> bool:
        off = await self._ask()
        self._asked = now, passed = self._machine(), self._passed()
        self._ask_at = passed + ASK_AGAIN
        if off is None:
            # Nobody knows better; but what was confirmed once cannot come again.
            seen = await db.read(confirmed_time.last)
            return seen is None or now >= seen - timedelta(seconds=TOLERATED)
        if abs(off) > TOLERATED:  # until the machine's is set right, Discord's is followed
            self._at = now - timedelta(seconds=off), passed
            return False
        self._at = now, passed
        await db.work(confirmed_time.note, now)
        self._ask_at = passed + CONFIRMED_FOR
        return True


def _jumped(before: tuple[datetime, float], now: tuple[datetime, float]) -> bool:
    """Return whether a clock went on otherwise than the time that passed."""
    went = (now[0] - before[0]).total_seconds()
    return abs(went - (now[1] - before[1])) > TOLERATED
