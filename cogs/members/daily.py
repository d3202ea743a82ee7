"""/daily: taking part today by saying so."""

import asyncio
import time

from discord import app_commands
from discord.ext import commands
from discord.utils import format_dt

from bot.services.pipeline import daily
from bot.services.pipeline.daily import CheckIn
from bot.texts import t
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, currency, db, locale, person
from bot.ui.core.cards import GOOD, PLAIN, Card, small

PATIENCE = 2.0
"""Seconds after which the points are told to be on their way."""

_PAUSE = 0.05


async def _outcome(interaction: Interaction) -> CheckIn:
    """Wait a little for what today's taking part brings; the road works beside us."""
    begun = time.monotonic()
    while True:
        known = await db(interaction).read(daily.outcome, person(interaction))
        if known.done or time.monotonic() - begun > PATIENCE:
            return known
        await asyncio.sleep(_PAUSE)


def _card(language: str, known: CheckIn, called: str | None, *, new: bool) -> Card:
    if not known.done:
        told = t(language, "daily-on-its-way")
    elif known.points:
        which = "daily-in" if new else "daily-in-before"
        told = t(language, which, points=known.points, currency=called)
    else:
        told = t(language, "daily-in-free" if new else "daily-in-before-free")
    days = known.streak.days
    return Card(
        told,
        t(language, "daily-streak", days=days) if known.done and days else None,
        small(t(language, "daily-next", when=format_dt(known.next_at, "R"))),
        colour=GOOD if new else PLAIN,
    )


@app_commands.command(name="daily")
async def daily_command(interaction: Interaction) -> None:
    """Take part today, and show what it brought."""
    new = await db(interaction).write(daily.check_in, person(interaction))
    interaction.client.worker.wake()
    known = await _outcome(interaction)
    called = await currency(interaction)
    await answer(interaction, _card(locale(interaction), known, called, new=new))


async def setup(bot: commands.Bot) -> None:
    """Add the command."""
    bot.tree.add_command(daily_command)
