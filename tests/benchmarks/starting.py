"""How long a bot takes from its start until it is ready, and how much memory it holds."""

import asyncio
import shutil
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from db.jobs import REST_SECONDS
from tests.benchmarks.bot_process import HERE, bot_of
from tests.support.discord import patient_discord
from tests.support.factories import CLUB


async def until_ready(file: Path | None, tree: Path = HERE) -> float:
    """Return how many seconds a bot took from its start until Discord had welcomed it.

    `file`: a copy of this database, whose community is `CLUB`, is what it finds; None: nothing.
    """
    with tempfile.TemporaryDirectory() as folder:
        if file is not None:
            shutil.copyfile(file, Path(folder) / "laurel.db")
        async with patient_discord() as discord:
            with patch.object(discord.world.ids, "on_shard", return_value=CLUB):
                club = discord.add_community("Book club")
            assert club.id == CLUB
            club.add_channel("general")
            began = time.perf_counter()
            async with bot_of(tree, discord, Path(folder)):
                return time.perf_counter() - began


async def memory(members: int, tree: Path = HERE) -> float:
    """Return the megabytes of a bot that rests, having fetched and compared so many members."""
    with tempfile.TemporaryDirectory() as folder:
        async with patient_discord() as discord:
            club = discord.add_community("Book club")
            club.add_channel("general")
            for number in range(members):
                club.add_member(f"Member {number}")
            async with bot_of(tree, discord, Path(folder)) as bot:
                await bot.until(f"SELECT count(*) >= {members} FROM member", 1, every=0.2)
                await asyncio.sleep(2 * REST_SECONDS)
                return bot.resident_megabytes()
