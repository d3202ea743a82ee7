"""Channels as managers know them."""

from typing import NamedTuple

import discord


class Where(NamedTuple):
    """Where something happened, in the names of an event's columns."""

    channel_id: int | None
    category_id: int | None = None


NOWHERE = Where(None)


def where(guild: discord.Guild, channel_id: int) -> Where:
    """Return a channel with its category; of a thread: the channel that it was started in."""
    channel = guild.get_channel_or_thread(channel_id)
    if isinstance(channel, discord.Thread):
        parent = channel.parent
        return Where(channel.parent_id, parent.category_id if parent is not None else None)
    return Where(channel_id, channel.category_id if channel is not None else None)
