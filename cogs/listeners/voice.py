"""Minutes that members spend together in voice channels, handed to the intake.

Nobody knows who is there while the gateway is disconnected. Minutes that are over by then are
stored, and counting begins anew with what the gateway says when it is back.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import discord
from discord.ext import commands

from bot.client import Laurel
from bot.services.events import NewEvent
from cogs.listeners.channels import Where, where

COUNT_SECONDS = 15
"""How often minutes that are over are stored."""

MINUTE = timedelta(minutes=1)

LONGEST_PAUSE = timedelta(minutes=2)
"""After a longer one between two counts the machine was asleep: nobody knows who was there."""

Voice = discord.VoiceChannel | discord.StageChannel


@dataclass
class Company:
    """Those who are together in one channel."""

    guild_id: int
    counted_at: datetime
    since: dict[int, datetime] = field(default_factory=dict)  # when their present minute began


class VoiceMinutes(commands.Cog):
    """Counts whole minutes of those who hear each other. A part of one does not count."""

    def __init__(self, bot: Laurel) -> None:
        self._bot = bot
        self._together: dict[int, Company] = {}  # by channel
        self._disconnected: set[int] = set()  # shards whose gateway is gone
        self._unknown: set[int] = set()  # servers where it is unknown who is in voice

    async def cog_load(self) -> None:
        """Begin to count."""
        self._work = asyncio.create_task(self._keep_counting())

    async def cog_unload(self) -> None:
        """Stop counting."""
        self._work.cancel()

    async def _keep_counting(self) -> None:
        while True:
            await asyncio.sleep(COUNT_SECONDS)
            self.count()

    def count(self) -> None:
        """Store every minute that is over by now."""
        for channel_id in self._together:
            self._count_in(channel_id)

    def _count_in(self, channel_id: int) -> None:
        company = self._together.get(channel_id)
        if company is None:
            return
        now: datetime = self._bot.db.world.clock()
        if now - company.counted_at > LONGEST_PAUSE:
            company.since = dict.fromkeys(company.since, now)
        company.counted_at = now
        for member_id in company.since:
            while now - company.since[member_id] >= MINUTE:
                company.since[member_id] += MINUTE
                self._store(company.guild_id, channel_id, member_id, company.since[member_id])

    def _store(self, guild_id: int, channel_id: int, member_id: int, at: datetime) -> None:
        guild = self._bot.get_guild(guild_id)
        place = (where(guild, channel_id) if guild else Where(channel_id))._asdict()
        self._bot.intake.add(
            NewEvent(
                guild_id,
                "voice_minutes",
                f"voice:{member_id}:{int(at.timestamp()) // 60}",
                member_id,
                at,
                **place,
                data={"minutes": 1},
            )
        )

    def update(self, channel: object) -> None:
        """Note who is together in a channel now; who was so before goes on with their minute."""
        if not isinstance(channel, Voice) or channel.guild.shard_id in self._disconnected:
            return
        if channel.guild.id in self._unknown:
            return
        self._count_in(channel.id)
        hearing = who_hear_each_other(channel)
        if not hearing:
            self._together.pop(channel.id, None)
            return
        now = self._bot.db.world.clock()
        company = self._together.setdefault(channel.id, Company(channel.guild.id, now))
        company.since = {member_id: company.since.get(member_id, now) for member_id in hearing}

    @commands.Cog.listener()
    async def on_voice_state_update(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        """Update the channels that somebody left, joined, or was deafened in."""
        for channel in {before.channel, after.channel}:
            self.update(channel)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Begin anew after a start, and with a new session of the gateway."""
        self._disconnected.discard(guild.shard_id)
        self._unknown.discard(guild.id)
        self._forget(guild)
        self._update_all(guild)

    @commands.Cog.listener()
    async def on_unreadable_event(self, community_id: int, event: str) -> None:
        """Stop counting where a change could not be parsed, until Discord sends the server anew."""
        guild = self._bot.get_guild(community_id)
        if event == "VOICE_STATE_UPDATE" and guild is not None:
            self._unknown.add(community_id)
            self._forget(guild)

    @commands.Cog.listener()
    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Store what is over, and stop counting: nobody says who leaves now."""
        for guild in self._guilds(shard_id):
            for channel in [*guild.voice_channels, *guild.stage_channels]:
                self._count_in(channel.id)
            self._forget(guild)
        self._disconnected.add(shard_id)

    @commands.Cog.listener()
    async def on_shard_resumed(self, shard_id: int) -> None:
        """Count anew: by now Discord has sent everything that was missed."""
        self._disconnected.discard(shard_id)
        for guild in self._guilds(shard_id):
            self._update_all(guild)

    def _guilds(self, shard_id: int) -> list[discord.Guild]:
        return [guild for guild in self._bot.guilds if guild.shard_id == shard_id]

    def _update_all(self, guild: discord.Guild) -> None:
        for channel in [*guild.voice_channels, *guild.stage_channels]:
            self.update(channel)

    @commands.Cog.listener()
    async def on_guild_update(self, before: discord.Guild, after: discord.Guild) -> None:
        """Update the channels for people who are away."""
        for channel in {before.afk_channel, after.afk_channel}:
            self.update(channel)

    @commands.Cog.listener("on_guild_unavailable")
    @commands.Cog.listener("on_guild_remove")
    async def on_guild_gone(self, guild: discord.Guild) -> None:
        """Stop counting there."""
        self._forget(guild)

    def _forget(self, guild: discord.Guild) -> None:
        self._together = {
            channel_id: company
            for channel_id, company in self._together.items()
            if company.guild_id != guild.id
        }


def who_hear_each_other(channel: Voice) -> set[int]:
    """Return the people in a channel who are not deaf, if they are more than one.

    Those in the channel for people who are away are not together.
    """
    if channel == channel.guild.afk_channel:
        return set()
    hearing = set()
    for member_id, state in channel.voice_states.items():
        member = channel.guild.get_member(member_id)
        if member is not None and not member.bot and not state.deaf and not state.self_deaf:
            hearing.add(member_id)
    return hearing if len(hearing) > 1 else set()
