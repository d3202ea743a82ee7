"""/points: awarding, deducting and looking up points."""

import discord
from discord import app_commands

from bot.services.points import ledger
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction
from bot.ui.core.commands import choices
from bot.ui.points import ledger as ui
from cogs import groups

Amount = app_commands.Range[int, 1, ledger.MOST]
Note = app_commands.Range[str, 1, ledger.NOTE_LENGTH]
Page = app_commands.Range[int, 1]


@groups.points.command(name="award")
@app_commands.choices(kind=choices("points-admin-kind-", ("award", "refund")))
async def award_points(
    interaction: Interaction,
    member: discord.User,
    amount: Amount,
    note: Note | None = None,
    kind: str = "award",
) -> None:
    """Award points to a member of the server."""
    await ui.give(interaction, member, amount, note, refund=kind == "refund")


@groups.points.command(name="deduct")
async def deduct_points(
    interaction: Interaction,
    member: discord.User,
    amount: Amount,
    note: Note | None = None,
    correction: bool = False,
) -> None:
    """Deduct points from somebody, also if they have left."""
    await ui.take(interaction, member.id, amount, note, correction=correction)


@groups.points.command(name="history")
async def points_history(interaction: Interaction, member: discord.User, page: Page = 1) -> None:
    """Show the history of somebody's points."""
    await answer(interaction, await ui.history_card(interaction, member.id, page))
