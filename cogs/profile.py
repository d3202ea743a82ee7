"""/balance and /profile, and *Rewards profile* on a member's Apps menu."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.answers import answer, working
from bot.ui.balance import balance_card
from bot.ui.base import Interaction
from bot.ui.commands import text
from bot.ui.profile import profile_card


async def _profile_menu(interaction: Interaction, member: discord.Member) -> None:
    await answer(interaction, await profile_card(interaction, member))


class Profile(commands.Cog):
    """What members have, and show of it."""

    def __init__(self, bot: Any) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name="Rewards profile", callback=_profile_menu)

    async def cog_load(self) -> None:
        """Add the menu entry; discord.py takes none from a class."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu entry away."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(name="balance", description=text("command-balance"))
    @app_commands.describe(page=text("command-balance-page"))
    async def balance(
        self, interaction: Interaction, page: app_commands.Range[int, 1, 100_000] = 1
    ) -> None:
        """Show one's points and where they came from."""
        await answer(interaction, await balance_card(interaction, page))

    @app_commands.command(name="profile", description=text("command-profile"))
    @app_commands.describe(member=text("command-profile-member"), show=text("command-profile-show"))
    async def profile(
        self, interaction: Interaction, member: discord.User | None = None, show: bool = False
    ) -> None:
        """Show a member's tier, streak and badges, to oneself or to everybody."""
        whose = member or interaction.user
        if not show:
            await answer(interaction, await profile_card(interaction, whose))
            return
        async with working(interaction, private=False):
            await answer(interaction, await profile_card(interaction, whose, public=True))


async def setup(bot: Any) -> None:
    """Add this family of commands to the bot."""
    await bot.add_cog(Profile(bot))
