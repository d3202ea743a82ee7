"""The bot itself, in this process, against a local Discord."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from discord import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route
from pydantic import SecretStr

from bot.client import Laurel
from bot.localdiscord import LocalDiscord
from bot.settings import Settings
from db.database import Database


class QuickLaurel(Laurel):
    """The bot, without the seconds that Discord makes clients wait between introductions."""

    async def take_turn(self, shard_id: int) -> None:
        """Introduce yourself at once."""


def settings_for(discord: LocalDiscord, database_url: str = "sqlite:///unused.db") -> Settings:
    """Return the settings of a bot that talks to a local Discord."""
    return Settings(
        discord_token=SecretStr(discord.token),
        discord_api_url=discord.api_url,
        discord_gateway_url=discord.gateway_url,
        discord_cdn_url=discord.cdn_url,
        database_url=database_url,
    )


class RunningBot:
    """A bot that runs, and can be replaced by a fresh one, as a restart of the program does."""

    def __init__(
        self,
        discord: LocalDiscord,
        db: Database,
        cogs: str = "cogs",
        *,
        shard_count: int | None = None,
        shards: str = "",
    ) -> None:
        self.discord = discord
        self.db = db
        self._cogs = cogs
        self._shards = {"shard_count": shard_count, "shards": shards}

    async def start(self) -> None:
        """Start, and return once Discord sees the bot."""
        self.client = QuickLaurel(
            settings_for(self.discord).model_copy(update=self._shards),
            self.db,
            cogs=self._cogs,
            guild_ready_timeout=0.05,
        )
        self.client.drawing.patience = self.client.faces.patience = (
            60  # on a busy machine, too, it is pictures that are tested
        )
        self._task = asyncio.create_task(self.client.serve(self.discord.token))
        ready = asyncio.create_task(self.discord.bot_ready())
        try:
            await asyncio.wait([self._task, ready], return_when=asyncio.FIRST_COMPLETED)
            if self._task.done():
                await self.client.close()
                await self._task
            await ready
            await self.client.wait_until_ready()
        finally:
            ready.cancel()

    async def stop(self) -> None:
        """Stop as the program does, the database excepted."""
        await self.client.finish(5)
        await self.client.close()
        await asyncio.wait([self._task])

    async def restart(self) -> None:
        """Forget everything that is not in the database."""
        await self.stop()
        await self.start()


@asynccontextmanager
async def running_bot(
    discord: LocalDiscord, db: Database, cogs: str = "cogs"
) -> AsyncIterator[RunningBot]:
    """Run a bot until the block ends."""
    # The client library knows one Discord at a time; another bot of this process may go on.
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE
    bot = RunningBot(discord, db, cogs)
    await bot.start()
    try:
        yield bot
    finally:
        await bot.stop()
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE = before
