"""For how long the loop is held up by the wall clock, while managers send large dull files.

The local Discord lives in the same loop, so what it does with each file counts too.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from bot.localdiscord import File, LocalDiscord, Member, Permissions
from db import tables
from db.database import Database, connect
from db.session import real_world
from tests.endtoend.rewards import coupon, voucher
from tests.endtoend.test_attachments import DULL, OTHERS
from tests.support.bot import running_bot
from tests.support.discord import patient_discord
from tests.support.until import until

pytestmark = pytest.mark.bench

MOST = 0.1
"""Seconds for which nobody's file may hold up all the others, on a machine that is not busy."""

EVERY = 0.002
"""How often the loop is looked at, in seconds."""


@dataclass
class Stalls:
    """For how long, in seconds, the loop came back too late at the most."""

    longest: float = 0.0

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Look on until the block ends."""
        looking = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            looking.cancel()

    async def _watch(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(EVERY)
            self.longest = max(self.longest, time.perf_counter() - before - EVERY)


async def _manager(discord: LocalDiscord, db: Database) -> Member:
    """Return a manager of a community that the bot has met."""
    club = discord.add_community("Book club")
    club.add_channel("general")

    async def met() -> bool:
        return await db.read(lambda session: session.get(tables.Community, club.id)) is not None

    await until(met)
    await voucher(db, club, name="Bookshop")
    await coupon(db, club, "Mug")
    return club.add_member("Linh", permissions=Permissions.MANAGE_GUILD)


async def test_dull_files_hold_nobody_up(db_url: str) -> None:
    db = connect(db_url, real_world())
    worst: tuple[float, str] = (0.0, "")
    async with patient_discord() as discord, running_bot(discord, db):
        linh = await _manager(discord, db)
        for (command, option), others in OTHERS.items():  # what is loaded once is loaded now
            await linh.command(command, **others, **{option: File("dull.bin", b"1")})
        began = time.perf_counter()
        for (command, option), others in OTHERS.items():
            for kind, content in DULL.items():
                stalls = Stalls()
                async with stalls.watching():
                    file = File("dull.bin", content)
                    answer = await linh.command(command, **others, **{option: file})
                assert answer.text
                worst = max(worst, (stalls.longest, f"{command}, {kind}"))
        lasted = time.perf_counter() - began
        quiet = Stalls()
        async with quiet.watching():
            await asyncio.sleep(lasted)
    await db.close()
    longest, where = worst
    print(  # noqa: T201  # a measurement is there to be read
        f"\n{db_url.split(':')[0]}: {len(OTHERS) * len(DULL)} files in {lasted:.1f} s, the loop"
        f" held up for {longest * 1000:.0f} ms at the most ({where}); for as long with nothing to"
        f" do: {quiet.longest * 1000:.0f} ms; {longest / quiet.longest:.1f}×"
    )
    # What the machine itself holds up is no fault of ours.
    assert longest < MOST + quiet.longest
