"""Channels as managers know them."""

import discord


def top_channel_id(guild: discord.Guild, channel_id: int) -> int:
    """Return a channel's id; that of a thread is the channel that it was started in."""
    channel = guild.get_channel_or_thread(channel_id)
    return channel.parent_id if isinstance(channel, discord.Thread) else channel_id
