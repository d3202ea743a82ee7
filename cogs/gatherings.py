"""Scheduled events: who is interested, and who is there while one is on."""

from typing import Any

import discord
from discord.ext import commands

from bot.services.events import Happening


class Gatherings(commands.Cog):
    """Listens to what becomes of scheduled events. Each counts once for a member, for ever."""

    def __init__(self, bot: Any) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_raw_guild_scheduled_event_user_add(self, data: dict[str, Any]) -> None:
        """Take up that somebody is interested."""
        event_id, member_id = int(data["guild_scheduled_event_id"]), int(data["user_id"])
        guild = self._bot.get_guild(int(data["guild_id"]))
        if guild is not None:
            planned = guild.get_scheduled_event(event_id)
            channel_id = planned.channel_id if planned is not None else None
            self._tell("event_registered", guild.id, event_id, member_id, channel_id)

    @commands.Cog.listener()
    async def on_scheduled_event_update(
        self, before: discord.ScheduledEvent, after: discord.ScheduledEvent
    ) -> None:
        """Take up who is there when an event begins, or moves to where they are."""
        if after.guild is not None:
            self._check_in_everybody(after.guild, after)

    @commands.Cog.listener()
    async def on_scheduled_event_create(self, event: discord.ScheduledEvent) -> None:
        """Take up who is there when an event is made that is on already."""
        if event.guild is not None:
            self._check_in_everybody(event.guild, event)

    @commands.Cog.listener()
    async def on_looked_at_all(self, guild: discord.Guild) -> None:
        """Take up who came while Laurel was away.

        Not before all members have been looked at: somebody who has joined meanwhile would be no
        member yet, and check in only once.
        """
        for event in guild.scheduled_events:
            self._check_in_everybody(guild, event)

    @commands.Cog.listener()
    async def on_voice_state_update(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        """Take up that somebody comes to where an event is on."""
        if after.channel is None or after.channel == before.channel or member.bot:
            return
        for event in member.guild.scheduled_events:
            if is_on(event) and event.channel_id == after.channel.id:
                self._check_in(event, member.id)

    def _check_in_everybody(self, guild: discord.Guild, event: discord.ScheduledEvent) -> None:
        channel = guild.get_channel(event.channel_id or 0)
        if is_on(event) and isinstance(channel, discord.VoiceChannel | discord.StageChannel):
            for member in channel.members:
                if not member.bot:
                    self._check_in(event, member.id)

    def _check_in(self, event: discord.ScheduledEvent, member_id: int) -> None:
        self._tell("event_checkin", event.guild_id, event.id, member_id, event.channel_id)

    def _tell(
        self, trigger: str, guild_id: int, event_id: int, member_id: int, channel_id: int | None
    ) -> None:
        self._bot.intake.add(
            Happening(
                guild_id,
                trigger,
                f"{trigger}:{event_id}:{member_id}",
                member_id,
                self._bot.db.world.clock(),
                channel_id=channel_id,
                data={"event": str(event_id)},
                fact=f"{trigger}:{event_id}:{member_id}",
            )
        )


def is_on(event: discord.ScheduledEvent) -> bool:
    """Tell whether an event has begun and is not over."""
    return event.status is discord.EventStatus.active


async def setup(bot: Any) -> None:
    """Add the listener to the bot."""
    await bot.add_cog(Gatherings(bot))
