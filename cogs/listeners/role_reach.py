"""Whether Laurel can give the roles that coupons deliver: looked at whenever that may change."""

from typing import Any

import discord
from discord.ext import commands

from bot.client import Laurel
from bot.services.rewards import role_reach
from bot.ui.permissions.roles import can_give


class RoleReach(commands.Cog):
    """Notes which roles Laurel can give."""

    def __init__(self, bot: Laurel) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_members_synced(self, guild: discord.Guild) -> None:
        """Look after a start, and after a gap."""
        self._look(guild)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _before: discord.Role, after: discord.Role) -> None:
        """Look when a role was moved, or may do more or less; Laurel's own among them."""
        self._look(after.guild)

    @commands.Cog.listener()
    async def on_raw_guild_member_update(self, data: dict[str, Any]) -> None:
        """Look when Laurel itself was given a role, or has lost one."""
        guild, me = self._bot.get_guild(int(data["guild_id"])), self._bot.user
        if guild and me and str(data.get("user", {}).get("id")) == str(me.id):
            self._look(guild)

    def _look(self, guild: discord.Guild) -> None:
        me = None if self._bot.user is None else guild.get_member(self._bot.user.id)
        if me is not None:  # else a coupon that cannot be delivered tells it
            within = frozenset(role.id for role in guild.roles if can_give(role, me))
            self._bot.intake.do(guild.id, role_reach.note, guild.id, within)
