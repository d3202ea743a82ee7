"""/profile, and *Rewards profile* on a member's Apps menu."""

import discord
from discord import app_commands

from bot.ui.core.answers import answer, working
from bot.ui.core.base import Interaction
from bot.ui.points.profile import profile_card


@app_commands.context_menu(name="Rewards profile")
async def profile_menu(interaction: Interaction, member: discord.Member) -> None:
    """Show the profile of the member whose menu it is."""
    await answer(interaction, await profile_card(interaction, member))


@app_commands.command(name="profile")
async def profile(
    interaction: Interaction, member: discord.User | None = None, show: bool = False
) -> None:
    """Show a member's tier, streak and badges, privately or to everybody."""
    whose = member or interaction.user
    if not show:
        await answer(interaction, await profile_card(interaction, whose))
        return
    async with working(interaction, private=False):
        await answer(interaction, await profile_card(interaction, whose, public=True))
