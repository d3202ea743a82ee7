"""What Laurel may do on a server, against what it is asked to do there."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import discord

from bot.ui.permissions.visibility import roles_without_commands

NEEDED_TO_ANNOUNCE = discord.Permissions(
    view_channel=True, send_messages=True, embed_links=True, attach_files=True
)

NEEDED = NEEDED_TO_ANNOUNCE | discord.Permissions(manage_roles=True)
"""What an invitation asks for."""

_OTHERWISE_IN_DISCORD = {"read_messages": "View Channel"}
"""Permissions that Discord's settings call otherwise than discord.py."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is well, and the text that says so."""

    well: bool
    text_id: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class GivenRole:
    """A role that Laurel gives, and for what.

    `by`: "reward", "tier" or "workflow"; `name`: what that is called, of a tier its rank.
    """

    id: int
    by: str
    name: str


@dataclass(frozen=True)
class Required:
    """What a community asked of Laurel that Discord must allow."""

    channels: dict[str, int] = field(default_factory=dict)  # by purpose
    given_roles: list[GivenRole] = field(default_factory=list)
    manager_roles: list[int] = field(default_factory=list)


async def audit_server(
    client: discord.Client, guild: discord.Guild, required: Required
) -> AsyncIterator[Finding]:
    """Find everything that is missing on a server, also that it is closed to us."""
    try:
        async for finding in find_missing(client, guild.id, required):
            yield finding
    except discord.HTTPException as error:  # it says nothing about other servers
        yield _lacks("doctor-community-closed", guild, code=str(error.code or error.status))


async def find_missing(
    client: discord.Client, community_id: int, required: Required
) -> AsyncIterator[Finding]:
    """Find everything that is missing on a server; nothing if all is well."""
    assert client.user is not None
    guild = await client.fetch_guild(community_id)
    me = await guild.fetch_member(client.user.id)
    if required.channels:
        there = {channel.id: channel for channel in await guild.fetch_channels()}
        for purpose, channel_id in required.channels.items():
            finding = _channel(there.get(channel_id), me, purpose)
            if finding is not None:
                yield finding
    for finding in _given_roles(guild, me, required.given_roles):
        yield finding
    for role_id in await roles_without_commands(client, guild, required.manager_roles):
        role = guild.get_role(role_id)
        yield _lacks("doctor-managers-blind", guild, role=role.name if role else str(role_id))


def _lacks(text_id: str, guild: discord.Guild, **params: object) -> Finding:
    return Finding(False, text_id, {"community": guild.name, **params})


def _channel(
    channel: discord.abc.GuildChannel | None, me: discord.Member, purpose: str
) -> Finding | None:
    if channel is None:
        return _lacks("doctor-channel-gone", me.guild, purpose=purpose)
    lacking = NEEDED_TO_ANNOUNCE & ~channel.permissions_for(me)
    if not lacking.value:
        return None
    names = ", ".join(f"“{_permission(name)}”" for name, wanted in lacking if wanted)
    return _lacks("doctor-channel-closed", me.guild, channel=channel.name, permissions=names)


def _permission(name: str) -> str:
    return _OTHERWISE_IN_DISCORD.get(name) or name.replace("_", " ").title()


def _given_roles(
    guild: discord.Guild, me: discord.Member, given_roles: list[GivenRole]
) -> list[Finding]:
    findings = []
    if given_roles and not me.guild_permissions.manage_roles:
        findings.append(_lacks("doctor-cannot-give-roles", guild))
    for given in given_roles:
        role, why = guild.get_role(given.id), {"by": given.by, "name": given.name}
        if role is None:
            findings.append(_lacks("doctor-role-gone", guild, **why))
        elif role >= me.top_role:
            findings.append(_lacks("doctor-role-too-high", guild, role=role.name, **why))
    return findings
