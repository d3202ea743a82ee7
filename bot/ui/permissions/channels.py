"""Channels in which somebody wants Laurel to write."""

import discord

from bot.services.errors import RefusedError
from bot.texts import t
from bot.ui.core.base import Interaction, locale
from bot.ui.permissions.audit import NEEDED_TO_ANNOUNCE


class CannotPostError(RefusedError):
    """Laurel lacks a permission in a channel; `missing` names it."""

    message = "settings-admin-cannot-post"


def require_posting(interaction: Interaction, channel: discord.abc.GuildChannel) -> None:
    """Refuse a channel that Laurel's messages would not reach, and say what is missing."""
    lacking = NEEDED_TO_ANNOUNCE & ~channel.permissions_for(channel.guild.me)
    missing = [
        t(locale(interaction), "settings-admin-may-" + name.replace("_", "-"))
        for name, lacks in lacking
        if lacks
    ]
    if missing:
        raise CannotPostError(channel=channel.mention, missing=", ".join(missing))
