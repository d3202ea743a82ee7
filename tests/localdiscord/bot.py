"""The smallest bot: the real client, as it is, with a command tree."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord import app_commands

from bot.localdiscord import LocalDiscord

Interaction = discord.Interaction[Any]


class Bot(discord.Client):
    """A client that registers its commands when it starts."""

    def __init__(self, intents: discord.Intents | None = None, **options: Any) -> None:
        options.setdefault("guild_ready_timeout", 0.05)
        super().__init__(intents=intents or discord.Intents.all(), **options)
        self.tree = app_commands.CommandTree(self)
        self.tree.on_error = self._keep_error  # type: ignore[method-assign]  # as the library documents
        self._errors: asyncio.Queue[Exception] = asyncio.Queue()

    async def _keep_error(self, _: Interaction, error: Exception) -> None:
        self._errors.put_nowait(getattr(error, "original", error))

    async def error(self) -> Exception:
        """Wait for the next error of a command and return it."""
        async with asyncio.timeout(60):
            return await self._errors.get()

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify again at once; the client would wait five seconds."""

    async def ask(self, method: str, path: str, body: Any = None, **ids: Any) -> Any:
        """Send a request that the client would not let one send."""
        route = discord.http.Route(method, path, **ids)
        return await (
            self.http.request(route, json=body) if body is not None else self.http.request(route)
        )


class ReceivedEvents(list[Any]):
    """The events of a name that a client has received, in their order."""

    def __init__(self, client: discord.Client, name: str) -> None:
        super().__init__()
        self._grew = asyncio.Event()

        async def handler(*arguments: Any) -> None:
            self.append(arguments[0] if arguments else None)
            self._grew.set()

        setattr(client, f"on_{name}", handler)

    async def wait_for(self, count: int) -> None:
        """Wait until there are so many."""
        async with asyncio.timeout(60):
            while len(self) < count:
                self._grew.clear()
                await self._grew.wait()


@asynccontextmanager
async def running(bot: Bot, server: LocalDiscord) -> AsyncIterator[Bot]:
    """Run a bot until the block ends."""
    task = asyncio.create_task(bot.start(server.token))
    ready = asyncio.create_task(server.bot_ready())
    try:
        await asyncio.wait([task, ready], return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            await task
        await ready
        yield bot
    finally:
        ready.cancel()
        await bot.close()
        await asyncio.gather(task, return_exceptions=True)
