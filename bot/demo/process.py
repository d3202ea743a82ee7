"""The bot in a process of its own, just as `python -m bot run` starts it for a real server."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.localdiscord import LocalDiscord

_ROOT = Path(__file__).parents[2]

STOPPING_SECONDS = 10
"""How long the bot may take to finish what is in hand."""


class BotStoppedError(Exception):
    """The bot went away by itself; its log says why."""


def _tail(log: Path) -> str:
    return log.read_text(errors="replace")[-3000:]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@asynccontextmanager
async def running_bot(discord: LocalDiscord, folder: Path) -> AsyncIterator[None]:
    """Run the bot against a local Discord, with its database and log in a folder."""
    log = folder / "bot.log"
    environment = {
        **os.environ,
        "DISCORD_TOKEN": discord.token,
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
        "DISCORD_CDN_URL": discord.cdn_url,
        "DATABASE_URL": f"sqlite:///{folder / 'laurel.db'}",
        "WEBHOOK_BIND": f"127.0.0.1:{_free_port()}",
        "BACKUP_KEEP": "0",
        "LOG_FORMAT": "json",
    }
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=_ROOT,  # so that `bot` is this one, whatever lies where the demo was started
            env=environment,
            stdout=out,
            stderr=out,
        )
    gone = asyncio.create_task(process.wait())
    ready = asyncio.create_task(discord.bot_ready(timeout=60))
    try:
        await asyncio.wait({gone, ready}, return_when=asyncio.FIRST_COMPLETED)
        if gone.done():
            raise BotStoppedError("the bot stopped by itself")
        await ready
        yield
    except Exception as error:
        error.add_note(f"What the bot logged last:\n{_tail(log)}")
        raise
    finally:
        ready.cancel()
        if not gone.done():
            process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(asyncio.shield(gone), STOPPING_SECONDS)
            except TimeoutError:
                process.kill()
                await gone
