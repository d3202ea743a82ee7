"""Scheduled events, handed to the intake: who is interested, and who is there while one is on."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from discord.ext import commands

from bot.client import Laurel
from bot.services.events import NewEvent
from cogs.listeners.channels import NOWHERE, Where, where

SAME_OCCASION = timedelta(hours=12)
"""How long before its start an event may be on; one that recurs does so once a day at the most."""


@dataclass(frozen=True)
class Occasion:
    """A scheduled event on one of its days; without `starts_at` where it is not known which."""

    guild_id: int
    event_id: int
    where: Where = NOWHERE
    starts_at: datetime | None = None


class ScheduledEvents(commands.Cog):
    """Stores interest and attendance. A scheduled event counts once for a member, for ever.

    One that recurs keeps its id (discord-api-docs#6885): each of its days counts by itself.
    """

    def __init__(self, bot: Laurel) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_raw_guild_scheduled_event_user_add(self, data: dict[str, Any]) -> None:
        """Store that somebody is interested."""
        event_id, member_id = int(data["guild_scheduled_event_id"]), int(data["user_id"])
        guild = self._bot.get_guild(int(data["guild_id"]))
        if guild is None:
            return
        planned = guild.get_scheduled_event(event_id)
        occasion = Occasion(guild.id, event_id)
        if planned is not None:
            occasion = _occasion(planned)
        if one_day := data.get("guild_scheduled_event_exception_id"):
            # Interested in one of its days only, by whose first start that id is made.
            occasion = replace(occasion, starts_at=discord.utils.snowflake_time(int(one_day)))
        self._store("event_registered", occasion, member_id)

    @commands.Cog.listener()
    async def on_scheduled_event_update(
        self, before: discord.ScheduledEvent, after: discord.ScheduledEvent
    ) -> None:
        """Store who is there when an event begins, or moves to where they are."""
        if after.guild is not None:
            self._check_in_everybody(after.guild, after)

    @commands.Cog.listener()
    async def on_scheduled_event_create(self, event: discord.ScheduledEvent) -> None:
        """Store who is there when an event is created that is on already."""
        if event.guild is not None:
            self._check_in_everybody(event.guild, event)

    @commands.Cog.listener()
    async def on_members_synced(self, guild: discord.Guild) -> None:
        """Store who came while Laurel was away.

        Not before all members are synced: somebody who has joined meanwhile would be no member
        yet, and check in only once.
        """
        for event in guild.scheduled_events:
            self._check_in_everybody(guild, event)

    @commands.Cog.listener()
    async def on_voice_state_update(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        """Store that somebody comes to where an event is on."""
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
        self._store("event_checkin", _occasion(event), member_id)

    def _store(self, trigger: str, occasion: Occasion, member_id: int) -> None:
        whole = f"{trigger}:{occasion.event_id}:{member_id}"
        starts_at, once, before = occasion.starts_at, whole, None
        if starts_at is not None:
            once = f"{whole}:{starts_at.astimezone(UTC).date()}"
            before = starts_at - SAME_OCCASION
        self._bot.intake.add(
            NewEvent(
                occasion.guild_id,
                trigger,
                once,
                member_id,
                self._bot.db.world.clock(),
                **occasion.where._asdict(),
                data={"event": str(occasion.event_id)},
                fact=once,
                spelled=(whole,) if before else (),
                spelled_since=before,
            )
        )


def _occasion(event: discord.ScheduledEvent) -> Occasion:
    at = NOWHERE
    if event.guild is not None and event.channel_id is not None:
        at = where(event.guild, event.channel_id)
    return Occasion(event.guild_id, event.id, at, event.start_time)


def is_on(event: discord.ScheduledEvent) -> bool:
    """Return whether an event has begun and is not over."""
    return event.status is discord.EventStatus.active
