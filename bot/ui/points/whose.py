"""Somebody whose profile is shown, also if they have left."""

import discord

from bot.services.errors import GoneError
from bot.ui.core.base import Interaction, person

Whose = discord.Member | discord.User


async def found(interaction: Interaction, member_id: int) -> Whose:
    """Return who that is; `GoneError` for nobody."""
    person(interaction)  # profiles belong to servers
    assert interaction.guild is not None
    if member_id == interaction.user.id:
        return interaction.user
    try:
        return await interaction.guild.fetch_member(member_id)
    except discord.NotFound:
        pass
    try:
        gone: discord.User = await interaction.client.fetch_user(member_id)
    except discord.NotFound:
        raise GoneError from None
    return gone
