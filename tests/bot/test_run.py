"""`python -m bot run`, in a process of its own."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.localdiscord import LocalDiscord
from bot.settings import Settings

ROOT = Path(__file__).parents[2]


@dataclass
class Program:
    """A program that runs."""

    process: asyncio.subprocess.Process

    async def end(self) -> tuple[int, str]:
        """Wait for its end; return its exit code and what it said."""
        async with asyncio.timeout(30):
            out, _ = await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode, out.decode()


@pytest.fixture
async def discord() -> AsyncIterator[LocalDiscord]:
    """A local Discord."""
    async with LocalDiscord() as server:
        yield server


@pytest.fixture
async def program(discord: LocalDiscord, tmp_path: Path) -> AsyncIterator[Program]:
    """The bot, on that Discord."""
    bare = {k: v for k, v in os.environ.items() if k.lower() not in Settings.model_fields}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=tmp_path,  # without `.env`
        env=bare
        | {
            "PYTHONPATH": str(ROOT),
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.api_url,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    await discord.bot_ready(timeout=60)
    yield Program(process)
    if process.returncode is None:
        process.kill()
        await process.communicate()


async def test_asked_to_stop_it_finishes_what_is_in_hand(
    discord: LocalDiscord, program: Program
) -> None:
    club = discord.add_community("Book club")
    club.add_channel("general")
    discord.fail("POST", "/interactions/*/callback", delay=0.5)
    asked = asyncio.create_task(club.add_member("Mai").command("balance"))
    await discord.until(lambda: "callback" in discord.requests[-1].path)
    program.process.send_signal(signal.SIGTERM)
    assert (await asked).text
    code, out = await program.end()
    assert code == 0
    assert "stopped" in out
    assert "Traceback" not in out
    assert discord.token not in out
    assert not discord.refused


async def test_it_can_be_interrupted(program: Program) -> None:
    program.process.send_signal(signal.SIGINT)
    code, _ = await program.end()
    assert code == 0
