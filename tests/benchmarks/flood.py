"""How long `/balance` takes while messages come in masses, and how many of them are left out.

python -m tests.benchmarks.flood [FOLDER OF A BUILD] [A SECOND] [SECONDS]
"""

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bot.localdiscord import LocalDiscord, Member, Permissions
from bot.localdiscord.model import posting
from tests.benchmarks.bot_process import HERE, bot_of, own_processor_seconds, percentile
from tests.support.discord import patient_discord

MEMBERS = 2_000
ASKED_EVERY = 0.1
"""Seconds between two members who ask for their balance."""

TICK = 0.01
"""Seconds between two handfuls of messages."""


@dataclass(frozen=True)
class Felt:
    """What came of a flood; times in seconds."""

    written: int
    a_second: float  # as many as the driver could write
    stored: int
    left_out: int
    p50: float
    p99: float
    longest: float
    quiet_p99: float  # without a flood, before it, of a hundred
    bot_processor: float
    driver_processor: float
    stored_after: float  # when all was stored, after the last message
    peak_megabytes: float

    def __str__(self) -> str:
        return (
            f"{self.written} messages at {self.a_second:,.0f} a second: {self.left_out} left out,"
            f" the last stored after {self.stored_after:.2f} s; /balance p50"
            f" {self.p50 * 1000:.0f} ms, p99 {self.p99 * 1000:.0f} ms, at most"
            f" {self.longest * 1000:.0f} ms; quiet p99 {self.quiet_p99 * 1000:.0f} ms; processor:"
            f" bot {self.bot_processor:.1f} s, driver {self.driver_processor:.1f} s; at most"
            f" {self.peak_megabytes:.0f} MB"
        )


async def _ask(asking: list[Member], seconds: float) -> list[float]:
    """Have members ask for their balance, one after the other; return how long each waited."""
    took: list[float] = []

    async def one(member: Member) -> None:
        began = time.perf_counter()
        await member.command("balance")
        took.append(time.perf_counter() - began)

    end, number, tasks = time.perf_counter() + seconds, 0, []
    while time.perf_counter() < end:
        tasks.append(asyncio.create_task(one(asking[number % len(asking)])))
        number += 1
        await asyncio.sleep(ASKED_EVERY)
    await asyncio.gather(*tasks)
    return took


async def _write(writing: list[Member], a_second: float, seconds: float) -> int:
    """Write messages, as evenly as a clock allows; return how many were written."""
    channel = writing[0].community.default_channel
    began, number = time.perf_counter(), 0
    while (since := time.perf_counter() - began) < seconds:
        while number < since * a_second:
            posting.post(writing[number % len(writing)].user, channel, "Good morning")
            number += 1
        await asyncio.sleep(TICK)
    return number


async def measure(tree: Path, a_second: float = 2_000, seconds: float = 60) -> Felt:
    """Flood the bot of a build."""
    with tempfile.TemporaryDirectory() as folder:
        async with patient_discord() as discord:
            return await _measure(discord, tree, Path(folder), a_second, seconds)


async def _measure(
    discord: LocalDiscord, tree: Path, folder: Path, a_second: float, seconds: float
) -> Felt:
    club = discord.add_community("Book club")
    club.add_channel("general")
    members = [club.add_member(f"Member {number}") for number in range(MEMBERS)]
    boss = club.add_member("Linh", permissions=Permissions.MANAGE_GUILD)
    async with bot_of(tree, discord, folder) as bot:
        await boss.command("balance")
        await bot.until("SELECT count(*) >= 2000 FROM member", 1)
        await _ask(members, min(seconds, 1))  # the last members are still being compared
        quiet = await _ask(members, min(seconds, 10))
        used, own = bot.processor_seconds(), own_processor_seconds()
        asking = asyncio.create_task(_ask(members, seconds))
        began = time.perf_counter()
        written = await _write(members, a_second, seconds)
        lasted = time.perf_counter() - began
        took = await asking
        used, own = bot.processor_seconds() - used, own_processor_seconds() - own
        left_out = "SELECT sum(count) FROM lost_events"
        stored = "SELECT count(*) FROM event WHERE trigger = 'post_created'"
        await bot.until(f"SELECT ({stored}) + coalesce(({left_out}), 0)", written)
        after = time.perf_counter() - began - lasted
        return Felt(
            written,
            written / lasted,
            bot.ask(stored),
            bot.ask(left_out),
            percentile(took, 0.5),
            percentile(took, 0.99),
            max(took),
            percentile(quiet, 0.99),
            used,
            own,
            after,
            bot.peak_megabytes(),
        )


if __name__ == "__main__":
    given = dict(enumerate(sys.argv[1:]))
    felt = measure(Path(given.get(0, HERE)), float(given.get(1, 2_000)), float(given.get(2, 60)))
    print(asyncio.run(felt))  # noqa: T201  # this is the result
