"""How many messages a second a whole bot works off, and how long one alone takes.

Messages go through the gateway; done is when each is stored, none is pending and no run is due.

    python -m tests.benchmarks.whole [FOLDER OF A BUILD] [MESSAGES]
"""

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bot.localdiscord import File, LocalDiscord, Member, Permissions
from bot.localdiscord.model import posting
from tests.benchmarks.bot_process import HERE, BotProcess, bot_of, percentile
from tests.support.discord import patient_discord

MEMBERS = 300
WORKFLOWS, ON_MESSAGES = 30, 10
GOALS = 8
ALONE = 20
"""Messages that come alone."""

WORKFLOW = """\
version: 1
name: Workflow {number}
trigger:
  type: {trigger}
steps:
- type: award_points
  points: 1
"""
COUNTED = ("post_created", "daily_login", "like_received", "voice_minute")


@dataclass(frozen=True)
class Worked:
    """What a bot worked off; times in seconds."""

    messages: int
    lasted: float
    a_second: float
    alone: float  # half of the messages that came alone were done after that
    runs: int
    processor: float
    peak_megabytes: float

    @property
    def alone_a_second(self) -> float:
        """How many messages a second that come one after the other."""
        return 1 / self.alone

    @property
    def for_processor(self) -> float:
        """How many messages a second of a processor is enough for."""
        return self.messages / self.processor

    def __str__(self) -> str:
        return (
            f"{self.messages} messages, {self.runs} runs: {self.a_second:,.0f} messages a second"
            f" ({self.lasted:.1f} s, processor {self.processor:.1f} s);"
            f" one alone {self.alone * 1000:.0f} ms; at most {self.peak_megabytes:.0f} MB"
        )


async def _set_up(boss: Member) -> None:
    """Make workflows and goals in chat."""
    for number in range(WORKFLOWS):
        trigger = "post_created" if number < ON_MESSAGES else "course_complete"
        text = WORKFLOW.format(number=number, trigger=trigger)
        file = File("workflow.yaml", text.encode())
        await (await boss.command("workflow import", file=file)).press("Save and enable")
    for number in range(GOALS):
        await boss.command(
            "goal create",
            name=f"Goal {number}",
            period="weekly",
            counts=COUNTED[number % len(COUNTED)],
            target=1_000_000,
        )


async def _alone(bot: BotProcess, member: Member, stored: int) -> list[float]:
    """Write messages one by one; return how long each took until all that follows was done."""
    took = []
    for number in range(ALONE):
        began = time.perf_counter()
        await member.post("Good morning")
        await bot.until_done(stored + number + 1, every=0.002)
        took.append(time.perf_counter() - began)
    return took


async def measure(tree: Path, messages: int = 1_500) -> Worked:
    """Have the bot of a build work off messages that all come at once."""
    with tempfile.TemporaryDirectory() as folder:
        async with patient_discord() as discord:
            return await _measure(discord, tree, Path(folder), messages)


async def _measure(discord: LocalDiscord, tree: Path, folder: Path, messages: int) -> Worked:
    club = discord.add_community("Book club")
    general = club.add_channel("general")
    members = [club.add_member(f"Member {number}") for number in range(MEMBERS)]
    boss = club.add_member("Linh", permissions=Permissions.MANAGE_GUILD)
    async with bot_of(tree, discord, folder) as bot:
        await _set_up(boss)
        made = bot.ask("SELECT count(*) FROM workflow"), bot.ask("SELECT count(*) FROM goal")
        assert made == (WORKFLOWS, GOALS), made
        await boss.post("The first loads what is needed")
        await bot.until_done(1)
        used, began = bot.processor_seconds(), time.perf_counter()
        for number in range(messages):
            posting.post(members[number % MEMBERS].user, general, "Good morning")
        await bot.until_done(1 + messages)
        lasted = time.perf_counter() - began
        used = bot.processor_seconds() - used
        runs = bot.ask("SELECT count(*) FROM run")
        alone = await _alone(bot, boss, 1 + messages)
        return Worked(
            messages,
            lasted,
            messages / lasted,
            percentile(alone, 0.5),
            runs,
            used,
            bot.peak_megabytes(),
        )


if __name__ == "__main__":
    given = dict(enumerate(sys.argv[1:]))
    worked = measure(Path(given.get(0, HERE)), int(given.get(1, 1_500)))
    print(asyncio.run(worked))  # noqa: T201  # this is the result
