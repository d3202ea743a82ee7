"""/rewards: what a member holds."""

from discord import app_commands
from discord.ext import commands

from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction
from bot.ui.core.commands import text
from bot.ui.grants.inventory import held_card


@app_commands.command(name="rewards", description=text("command-rewards"))
@app_commands.describe(page=text("command-rewards-page"))
async def rewards(interaction: Interaction, page: app_commands.Range[int, 1, 10_000] = 1) -> None:
    """Show what one holds."""
    await answer(interaction, await held_card(interaction, page))


async def setup(bot: commands.Bot) -> None:
    """Add the command."""
    bot.tree.add_command(rewards)
