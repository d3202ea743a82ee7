"""/daily: checking in for today."""

import asyncio
import time

from discord import app_commands
from discord.utils import format_dt

from bot.services.pipeline import daily
from bot.services.pipeline.daily import CheckIn
from bot.texts import t
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, currency, locale, read, write
from bot.ui.core.cards import GOOD, PLAIN, Card, small

WAIT_SECONDS = 2.0
"""Seconds to wait for the points; after that, the answer says that they are on their way."""

_POLL_SECONDS = 0.05


async def _outcome(interaction: Interaction) -> CheckIn:
    """Wait a little for the points of today; the pipeline processes the event meanwhile."""
    began = time.monotonic()
    while True:
        check_in = await read(interaction, daily.outcome)
        if check_in.done or time.monotonic() - began > WAIT_SECONDS:
            return check_in
        await asyncio.sleep(_POLL_SECONDS)


def _card(language: str, check_in: CheckIn, currency_name: str | None, *, new: bool) -> Card:
    if not check_in.done:
        message = t(language, "daily-on-its-way")
    elif check_in.points:
        which = "daily-in" if new else "daily-in-before"
        message = t(language, which, points=check_in.points, currency=currency_name)
    else:
        message = t(language, "daily-in-free" if new else "daily-in-before-free")
    days = check_in.streak.days
    return Card(
        message,
        t(language, "daily-streak", days=days) if check_in.done and days else None,
        small(t(language, "daily-next", when=format_dt(check_in.next_at, "R"))),
        colour=GOOD if new else PLAIN,
    )


@app_commands.command(name="daily")
async def daily_command(interaction: Interaction) -> None:
    """Check in for today, and show what that brought."""
    new = await write(interaction, daily.check_in)
    interaction.client.worker.wake()
    check_in = await _outcome(interaction)
    currency_name = await currency(interaction)
    await answer(interaction, _card(locale(interaction), check_in, currency_name, new=new))
