"""The pace of requests to Discord, which counts those of all processes of a bot together.

https://docs.discord.com/developers/topics/rate-limits, "Global Rate Limit". What answers an
interaction is exempt: it is not sent in the bot's name, so it has no authorization, and never
waits here. Limits of single routes the library learns from Discord's answers.
"""

import asyncio
from datetime import timedelta
from types import SimpleNamespace

import aiohttp
import structlog

from bot.services import rates
from bot.services.rates import Rate
from db.database import Database
from db.errors import DatabaseUnavailableError

REQUESTS = Rate("requests", every=timedelta(milliseconds=25), burst=10)
"""40 a second and 10 at once: in any second no more than the 50 that Discord allows."""

PATIENCE = 0.5
"""Seconds that the database may take to say when; after that Discord itself may refuse."""

log = structlog.get_logger(__name__)


class Throttle:
    """Lets requests that are sent in the bot's name wait for their turn."""

    def __init__(self, db: Database) -> None:
        self._db = db

    @property
    def trace(self) -> aiohttp.TraceConfig:
        """What a client session calls before each request, and waits for."""
        config = aiohttp.TraceConfig()
        config.on_request_start.append(self._wait)
        return config

    async def _wait(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        request: aiohttp.TraceRequestStartParams,
    ) -> None:
        if "Authorization" not in request.headers:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                turn = await self._db.write(rates.reserve, REQUESTS)
        except (TimeoutError, DatabaseUnavailableError) as error:
            log.debug("throttle.database_away", error=str(error))
        else:
            await asyncio.sleep(turn.total_seconds())
