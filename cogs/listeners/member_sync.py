"""Who joins, leaves and changes, and what changed while Laurel was away.

All of it goes through the intake, so that it is stored in the order in which it happened.
"""

from collections import defaultdict
from functools import partial
from typing import Any

import discord
import structlog
from discord.ext import commands

from bot.client import Laurel
from bot.runtime.repeats import Repeats
from bot.services.community import removal
from bot.services.deletions import deleted_roles, places
from bot.services.members import sync
from bot.services.members.diff import MemberSnapshot
from cogs.listeners.full_sync import FullSync
from cogs.listeners.member_payload import parse_member, snapshot
from db.errors import DatabaseUnavailableError
from db.tables import GoneKind

log = structlog.get_logger(__name__)


class MemberSync(commands.Cog):
    """Keeps what is known of members as Discord says it is."""

    def __init__(self, bot: Laurel) -> None:
        self._bot = bot
        self._full_sync = FullSync(bot)
        self._repeats = Repeats()
        # By shard, the servers that the library has announced since its session began.
        self._announced: defaultdict[int, set[int]] = defaultdict(set)

    async def cog_load(self) -> None:
        """Begin to sync."""
        self._full_sync.start()

    async def cog_unload(self) -> None:
        """Stop syncing."""
        self._full_sync.stop()

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Store that somebody has joined."""
        self._store(member.guild.id, snapshot(member))

    @commands.Cog.listener()
    async def on_raw_guild_member_update(self, data: dict[str, Any]) -> None:
        """Store what has changed about somebody."""
        community_id = int(data["guild_id"])
        try:
            member = parse_member(data)
        except (KeyError, TypeError, ValueError) as error:
            self._repeats.say(partial(log.error, exc_info=error), "member_sync.unreadable")
            self._full_sync.ask_again(community_id)
        else:
            self._store(community_id, member)

    def _store(self, community_id: int, member: MemberSnapshot) -> None:
        self._full_sync.member_changed(community_id, member.member_id)
        self._bot.intake.do(community_id, sync.observe, community_id, [member])

    @commands.Cog.listener()
    async def on_raw_member_remove(self, event: discord.RawMemberRemoveEvent) -> None:
        """Store that somebody has left, or was removed."""
        self._full_sync.member_changed(event.guild_id, event.user.id)
        self._bot.intake.do(event.guild_id, sync.left, event.guild_id, event.user.id)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Take a deleted role off everybody who had it; Discord sends no event for each of them."""
        community_id, after = role.guild.id, 0
        while last := await self._bot.intake.do_and_wait(
            community_id,
            deleted_roles.role_deleted,
            community_id,
            role.id,
            name=role.name,
            after=after,
        ):
            after = last

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Store that a channel is deleted, for all that names it."""
        self._bot.intake.do(
            channel.guild.id,
            places.deleted,
            channel.guild.id,
            GoneKind.CHANNEL,
            channel.id,
            channel.name,
        )

    @commands.Cog.listener("on_guild_available")
    @commands.Cog.listener("on_guild_join")
    async def on_guild_announced(self, guild: discord.Guild) -> None:
        """Sync all members after a start, after a gap, and of a new server.

        A resumed connection has no gap.
        """
        self._announced[guild.shard_id].add(guild.id)
        self._full_sync.ask_for(guild.id)

    @commands.Cog.listener()
    async def on_unreadable_event(self, community_id: int, _event: str) -> None:
        """Sync all members of a server of which an event could not be parsed."""
        self._full_sync.ask_again(community_id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Store that Laurel was removed from a server."""
        self._bot.intake.do(guild.id, removal.removed, guild.id)

    @commands.Cog.listener()
    async def on_shard_connect(self, shard: int) -> None:
        """Expect a new session to tell of its servers."""
        self._announced[shard].clear()

    @commands.Cog.listener()
    async def on_shard_ready(self, shard: int) -> None:
        """Store from which servers Laurel was removed while it was away.

        discord.py 2.7.1 tells of no server that comes at the moment in which it stops waiting for
        more of them, so this does.
        """
        here = [guild for guild in self._bot.guilds if guild.shard_id == shard]
        for guild in here:
            if not guild.unavailable and guild.id not in self._announced[shard]:
                self._bot.dispatch("guild_available", guild)
        ids = {guild.id for guild in here}
        try:
            await self._bot.db.work(removal.missed, ids, shard=shard, shards=self._bot.shard_count)
        except DatabaseUnavailableError as error:  # the next start finds it too
            log.debug("member_sync.database_away", error=str(error))
