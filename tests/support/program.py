"""`python -m bot run`, in a process of its own."""

import asyncio
import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.localdiscord import LocalDiscord
from bot.settings import Settings

ROOT = Path(__file__).parents[2]


@dataclass
class Program:
    """A program that runs, and the port at which it takes webhooks."""

    process: asyncio.subprocess.Process
    port: int

    async def end(self) -> tuple[int, str]:
        """Wait for its end; return its exit code and what it said."""
        async with asyncio.timeout(60):
            out, _ = await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode, out.decode()


async def start(discord: LocalDiscord, folder: Path, port: int, **more: str) -> Program:
    """Start the bot on that Discord, in a folder without `.env`."""
    environment = {k: v for k, v in os.environ.items() if k.lower() not in Settings.model_fields}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=folder,
        env=environment
        | {
            "PYTHONPATH": str(ROOT),
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.api_url,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
            "DISCORD_CDN_URL": discord.cdn_url,
            "WEBHOOK_BIND": f"127.0.0.1:{port}",
        }
        | more,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    return Program(process, port)


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


async def run_to_end(folder: Path, *words: str, **more: str) -> tuple[int, str]:
    """Run another command of the program; return its exit code and what it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words),
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | more,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    return await Program(process, 0).end()
