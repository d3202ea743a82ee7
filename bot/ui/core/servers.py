"""Servers that this process may not know: those of other shards, which other processes may have."""

import discord


async def find_server(client: discord.Client, community_id: int) -> discord.Guild | None:
    """Return a server as this process knows it, else as Discord says; None if Laurel is not there.

    One that Discord was asked for has its roles, but neither channels nor members. It is asked also
    for one that is known, but unavailable.
    """
    known = client.get_guild(community_id)
    if known is not None and not known.unavailable:
        return known
    try:
        return await client.fetch_guild(community_id, with_counts=False)
    except discord.NotFound:
        return None
