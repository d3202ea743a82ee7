"""/points boost: for a time, everything pays more."""

import discord
from discord import app_commands

from bot.services.errors import InvalidInputError
from bot.services.pipeline import changes
from bot.services.points.tiers import ONCE
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, read
from bot.ui.points.boosts import boosts_card
from bot.ui.stats.earning_changes import ask
from cogs import groups

Factor = app_commands.Range[float, 1.1, 10.0]
Moment = app_commands.Range[str, 1, 40]


@groups.points.command(name="boost")
async def points_boost(
    interaction: Interaction,
    factor: Factor | None = None,
    end: Moment | None = None,
    start: Moment | None = None,
    channel: discord.abc.GuildChannel | None = None,
    announce: bool = True,
) -> None:
    """Show the boosts that are on or planned, and end one; or plan another."""
    if factor is None:
        if end is not None or start is not None or channel is not None:
            raise InvalidInputError("factor", "boost-which-factor")
        await answer(interaction, await boosts_card(interaction))
        return
    change = await read(
        interaction,
        changes.planned,
        round(factor * ONCE),
        {"start": start, "end": end},
        (channel.id,) if channel is not None else (),
        announce=announce,
    )
    await ask(interaction, change)
