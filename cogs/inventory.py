"""/rewards: what a member holds."""

from typing import Any

from discord import app_commands
from discord.ext import commands

from bot.ui.answers import answer
from bot.ui.base import Interaction
from bot.ui.commands import text
from bot.ui.inventory import held_card


class Inventory(commands.Cog):
    """What members hold."""

    @app_commands.command(name="rewards", description=text("command-rewards"))
    @app_commands.describe(page=text("command-rewards-page"))
    async def rewards(
        self, interaction: Interaction, page: app_commands.Range[int, 1, 10_000] = 1
    ) -> None:
        """Show what one holds."""
        await answer(interaction, await held_card(interaction, page))


async def setup(bot: Any) -> None:
    """Add this family of commands to the bot."""
    await bot.add_cog(Inventory())
