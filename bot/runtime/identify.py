"""Waiting for a shard's turn to introduce itself to Discord's gateway.

Of all processes of a bot, one shard of each key may do so in five seconds; Discord refuses others,
and too many of them in a day cost the token. https://docs.discord.com/developers/events/gateway,
"Max Concurrency".
"""

import asyncio
from datetime import timedelta

import structlog

from bot.services import rates
from bot.services.rates import Rate
from db.database import Database
from db.errors import DatabaseUnavailableError

APART = timedelta(seconds=5.5)
"""How long after another a shard may start: what is sent later may arrive a little earlier."""

log = structlog.get_logger(__name__)


async def wait_for_turn(db: Database, shard_id: int, max_concurrency: int) -> None:
    """Wait until a shard may introduce itself; `max_concurrency` is what Discord allows at once.

    A turn is taken when it has come, not reserved: the library gives up after a minute, and what
    it had reserved would be lost for all.
    """
    rate = Rate(f"identify {shard_id % max_concurrency}", APART)
    try:
        while wait := await db.write(rates.take, rate):  # noqa: ASYNC110  # others are processes
            await asyncio.sleep(wait.total_seconds())
    except DatabaseUnavailableError as error:  # Discord itself still refuses who is too early
        log.debug("identify.database_away", error=str(error))
        await asyncio.sleep(APART.total_seconds())
