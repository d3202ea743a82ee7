"""Troubles with Discord that pass by themselves: the same may go well a little later.

Everything that Laurel asks Discord for by itself comes here to learn whether to try again.
`discord.RateLimited` is no `HTTPException`: it says that Discord would have us wait for longer
than we let a request wait.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord
import structlog

T = TypeVar("T")

AWAY = (
    aiohttp.ClientError,
    discord.DiscordServerError,
    discord.GatewayNotFound,
    discord.RateLimited,
)
"""What only Discord, and the way to it, can be at fault for."""

TRANSIENT = (*AWAY, TimeoutError, OSError)

PAUSES = (1.0, 2.0, 5.0, 15.0, 60.0)
"""Seconds between two tries; the last one again and again."""

_TOO_MANY = 429

log = structlog.get_logger(__name__)


def is_transient(error: BaseException) -> bool:
    """Tell a trouble of the moment from a refusal, and from a mistake of ours."""
    if isinstance(error, discord.HTTPException) and error.status == _TOO_MANY:
        return True
    return isinstance(error, TRANSIENT)


def pause(error: BaseException, failures: int) -> float:
    """Return how many seconds to wait after so many failures, as Discord asks or longer."""
    asked = error.retry_after if isinstance(error, discord.RateLimited) else 0.0
    return max(asked, PAUSES[min(failures, len(PAUSES)) - 1])


async def in_time(ask: Callable[[], Awaitable[T]], what: str) -> T:
    """Ask again and again until it goes well; only what does not pass by itself is raised."""
    failures = 0
    while True:
        try:
            return await ask()
        except Exception as error:
            if not is_transient(error):
                raise
            failures += 1
            seconds = pause(error, failures)
            log.warning("discord.later", what=what, error=type(error).__name__, seconds=seconds)
        await asyncio.sleep(seconds)
