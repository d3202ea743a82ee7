"""Transient errors of Discord and of the way to it: the same request may succeed a little later.

Everything that Laurel asks Discord for by itself checks here whether to try again.
`discord.RateLimited` is no `HTTPException`: it means that Discord asks for a longer wait than a
request is allowed.
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
"""Errors that only Discord, or the way to it, can cause."""

TRANSIENT = (*AWAY, TimeoutError, OSError)

PAUSES = (1.0, 2.0, 5.0, 15.0, 60.0)
"""Seconds between two tries; the last one again and again."""

_TOO_MANY = 429
"""Status of a request that came too fast: "Rate Limits"."""

log = structlog.get_logger(__name__)


def is_transient(error: BaseException) -> bool:
    """Return whether trying again may help; it does not after a refusal or a mistake of ours."""
    if isinstance(error, discord.HTTPException) and error.status == _TOO_MANY:
        return True
    return isinstance(error, TRANSIENT)


def pause(error: BaseException, failures: int) -> float:
    """Return how many seconds to wait after so many failures, as Discord asks or longer."""
    asked = error.retry_after if isinstance(error, discord.RateLimited) else 0.0
    return max(asked, PAUSES[min(failures, len(PAUSES)) - 1])


async def in_time(ask: Callable[[], Awaitable[T]], what: str) -> T:
    """Try until it succeeds; only an error that is not transient is raised."""
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
