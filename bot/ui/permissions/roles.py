"""What Discord allows with a role that somebody wants Laurel to give."""

import discord

from bot.services.actors import RoleFacts
from bot.ui.core.base import Interaction, could_give

_PRIVILEGED = discord.Permissions.elevated() | discord.Permissions(
    deafen_members=True,
    manage_events=True,
    manage_nicknames=True,
    mention_everyone=True,
    move_members=True,
    mute_members=True,
    view_audit_log=True,
)
"""Permissions to moderate or to administrate, each of them enough."""


def role_facts(interaction: Interaction, role_id: int) -> RoleFacts:
    """Judge a role for who is asking; one that is gone is out of their reach."""
    guild, actor = interaction.guild, interaction.user
    role = guild.get_role(role_id) if guild else None
    if role is None or guild is None or not isinstance(actor, discord.Member):
        return RoleFacts(role_id, assignable_by_actor=False, privileged=False, in_reach=False)
    return RoleFacts(
        role_id,
        assignable_by_actor=role.is_assignable() and could_give(actor, role),
        in_reach=can_give(role, guild.me),
        privileged=is_privileged(role),
        managed=role.managed,
    )


def is_in_reach(role: discord.Role, me: discord.Member) -> bool:
    """Return whether Laurel can give a role, as `me` on its server, which may not be in the cache.

    The library's own `is_assignable` knows only servers that are.
    """
    owns = me.id == role.guild.owner_id
    return not (role.is_default() or role.managed) and (owns or role < me.top_role)


def can_give(role: discord.Role, me: discord.Member) -> bool:
    """Return whether Laurel can and will give a role now."""
    may = me.guild_permissions.manage_roles
    return may and is_in_reach(role, me) and not is_privileged(role)


def is_privileged(role: discord.Role) -> bool:
    """Return whether a role lets anybody moderate or administrate."""
    return bool(role.permissions.value & _PRIVILEGED.value)
