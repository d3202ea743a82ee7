"""What Discord allows with the roles and channels that somebody wants a workflow to use."""

from collections.abc import Mapping
from typing import Any

import discord

from bot.services.workflows.permissions import Attachable, attached_to
from bot.ui.core.base import Interaction
from bot.ui.permissions.audit import NEEDED_TO_ANNOUNCE
from bot.ui.permissions.roles import role_facts


def attachable(interaction: Interaction, definition: Mapping[str, Any]) -> Attachable:
    """Judge for who is asking what a definition names; what is gone is out of reach."""
    guild, actor = interaction.guild, interaction.user
    roles = {
        role_id: role_facts(interaction, role_id) for role_id in attached_to(definition, "role")
    }
    if guild is None or not isinstance(actor, discord.Member):
        return Attachable(roles, (), ())
    channels = {
        channel_id: channel
        for channel_id in attached_to(definition, "channel")
        if (channel := guild.get_channel_or_thread(channel_id)) is not None
    }
    return Attachable(
        roles,
        seen={at for at, one in channels.items() if one.permissions_for(actor).view_channel},
        open={
            at
            for at, one in channels.items()
            if one.permissions_for(guild.me) >= NEEDED_TO_ANNOUNCE
        },
    )
