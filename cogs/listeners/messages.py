"""Messages that are posted and deleted, handed to the intake."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

import discord
from discord.ext import commands

from bot.client import Laurel
from bot.runtime import reposts
from bot.runtime.reposts import Reposts
from bot.services.community import proxies
from bot.services.events import NewEvent
from bot.services.members import subscriptions
from bot.services.members.subscriptions import Paid
from bot.services.pipeline import reverse
from cogs.listeners.channels import where
from db.errors import DatabaseUnavailableError

REPLY = discord.MessageType.reply.value
WRITTEN = (discord.MessageType.default.value, REPLY)
"""What people write. Messages of other types are by Discord: "Message Resource" of its
documentation, "Message Types"."""


class Messages(commands.Cog):
    """Stores what members post. What bots, webhooks and Discord post is nobody's activity."""

    def __init__(self, bot: Laurel) -> None:
        self._bot = bot
        self._trusted: dict[int, frozenset[int]] = {}  # proxies, by community
        self._reposts = Reposts()

    def _now(self) -> datetime:
        now: datetime = self._bot.db.world.clock()
        return now

    async def cog_load(self) -> None:
        """Begin to take messages."""
        self._bot.take_message = self._take

    def _take(self, data: Mapping[str, Any]) -> bool:
        """Store that a member posted a message; False if it is another kind of message."""
        guild = self._bot.get_guild(int(data.get("guild_id", 0)))
        if guild is None or not is_written(data):
            return False
        message_id, channel_id = int(data["id"]), int(data["channel_id"])
        channel = guild.get_channel_or_thread(channel_id)
        thread = channel if isinstance(channel, discord.Thread) else None
        # A forum post is a thread with its first message, which has the thread's id.
        is_comment = data["type"] == REPLY or (thread is not None and message_id != channel_id)
        sent_at = discord.utils.snowflake_time(message_id)
        self._bot.intake.add(
            NewEvent(
                guild.id,
                "post_comment" if is_comment else "post_created",
                f"message:{message_id}",
                int(data["author"]["id"]),
                min(sent_at, self._now()),  # Discord's clock may be ahead of ours
                **where(guild, channel_id)._asdict(),
                hangs_on=None if thread is None else f"thread:{channel_id}",
            )
        )
        return True

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Store that a member paid for a role, and note what proxies post."""
        if message.guild is None:
            return
        at = min(message.created_at, self._now())
        if message.type is discord.MessageType.role_subscription_purchase:
            self._store_payment(message.guild, message, at)
        elif message.webhook_id is not None:
            await self._note_repost(message.guild, message, at)

    async def _note_repost(
        self, guild: discord.Guild, message: discord.Message, at: datetime
    ) -> None:
        """Note what an application's own webhook posts, unless it answers a command.

        An application has the id of its bot, except for the oldest ones.
        """
        if message.application_id is not None and message.interaction_metadata is None:
            self._reposts.posted(message.channel.id, message.application_id, at)
            await self.on_proxies_changed(guild.id)  # which another process may have changed

    @commands.Cog.listener()
    async def on_proxies_changed(self, guild_id: int) -> None:
        """Load which proxies a server trusts; the last ones stay while the database is away."""
        with suppress(DatabaseUnavailableError):
            found = await self._bot.db.read(proxies.trusted, guild_id)
            self._trusted[guild_id] = frozenset(found)

    @commands.Cog.listener("on_guild_available")
    @commands.Cog.listener("on_guild_remove")
    async def on_server_changed(self, guild: discord.Guild) -> None:
        """Load which proxies a server trusts."""
        await self.on_proxies_changed(guild.id)

    def _store_payment(self, guild: discord.Guild, message: discord.Message, at: datetime) -> None:
        paid = message.role_subscription
        if paid is None:
            return
        listing_id = paid.role_subscription_listing_id
        sold = (
            role.id
            for role in guild.roles
            if role.tags is not None and role.tags.subscription_listing_id == listing_id
        )
        self._bot.intake.do(
            guild.id,
            subscriptions.paid,
            guild.id,
            message.author.id,
            Paid(
                message_id=message.id,
                at=at,
                tier=paid.tier_name,
                role_id=next(sold, None),
                renewal=paid.is_renewal,
                months=paid.total_months_subscribed,
            ),
        )

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Take back the points of a message that is deleted soon, unless a proxy reposts it."""
        now, trusted = self._now(), self._trusted.get(event.guild_id or 0)
        if trusted and await self._was_reposted(event.channel_id, now, trusted):
            return
        self._reverse(event.guild_id, [event.message_id], now)

    async def _was_reposted(self, channel_id: int, at: datetime, trusted: frozenset[int]) -> bool:
        """Return whether a proxy has reposted what was deleted, or does so within seconds."""
        if self._reposts.account_for(channel_id, at, trusted):
            return True
        await reposts.patience()
        return self._reposts.account_for(channel_id, at, trusted)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Take back the points of messages that are deleted soon."""
        self._reverse(event.guild_id, event.message_ids, self._now())

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        """Take back the points of a thread's messages; Discord sends no event for each of them.

        The message that the thread was started from is in its parent channel, and stays.
        """
        key, guild_id = f"thread:{event.thread_id}", event.guild_id
        self._bot.intake.do_in_slices(guild_id, reverse.reverse_thread, guild_id, key, self._now())

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Take back the points of a channel's messages; Discord sends no event for each of them."""
        guild_id, now = channel.guild.id, self._now()
        self._bot.intake.do_in_slices(guild_id, reverse.reverse_channel, guild_id, channel.id, now)

    def _reverse(self, guild_id: int | None, message_ids: Iterable[int], at: datetime) -> None:
        for message_id in message_ids:
            age = at - discord.utils.snowflake_time(message_id)
            # The stored event decides; this only spares the database what is long past.
            if guild_id is not None and age < 2 * reverse.WITHIN:
                key = f"message:{message_id}"
                self._bot.intake.do_in_slices(guild_id, reverse.reverse_event, guild_id, key, at)


def is_written(data: Mapping[str, Any]) -> bool:
    """Tell what people write from what bots, webhooks and Discord itself post."""
    by_a_program = data.get("webhook_id") is not None or data["author"].get("bot", False)
    return data["type"] in WRITTEN and not by_a_program
