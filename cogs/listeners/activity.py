"""Messages, replies, reactions, and what becomes of them: told to the intake, nothing awaited."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any

import discord
from discord.ext import commands

from bot import reposts
from bot.reposts import Reposts
from bot.services import events
from bot.services.community import proxies
from bot.services.events import Happening
from bot.services.members import subscriptions
from bot.services.members.subscriptions import Paid
from bot.services.pipeline import reverse
from db.errors import DatabaseUnavailableError

WRITTEN = (discord.MessageType.default, discord.MessageType.reply)
"""What people write; every other type is Discord's own word about something."""


class Activity(commands.Cog):
    """Listens in channels. What bots, webhooks and Discord write there is nobody's activity."""

    def __init__(self, bot: Any) -> None:
        self._bot = bot
        self._bots: dict[int, frozenset[int]] = {}  # by community, as their own roles tell
        self._trusted: dict[int, frozenset[int]] = {}  # proxies, by community
        self._reposts = Reposts()

    def _now(self) -> datetime:
        now: datetime = self._bot.db.world.clock()
        return now

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Take up what somebody wrote, or that they paid for a role."""
        if message.guild is None:
            return
        at = min(message.created_at, self._now())  # their clock may be ahead of ours
        if message.type is discord.MessageType.role_subscription_purchase:
            self._take_payment(message.guild, message, at)
        elif message.webhook_id is not None:
            await self._take_repost(message.guild, message, at)
        elif message.type in WRITTEN and not message.author.bot:
            self._bot.intake.add(
                Happening(
                    message.guild.id,
                    "post_comment" if is_comment(message) else "post_created",
                    f"message:{message.id}",
                    message.author.id,
                    at,
                    channel_id=place(message.guild, message.channel.id),
                    hangs_on=f"thread:{message.channel.id}"
                    if isinstance(message.channel, discord.Thread)
                    else None,
                )
            )

    async def _take_repost(
        self, guild: discord.Guild, message: discord.Message, at: datetime
    ) -> None:
        """Take note of what a program's own webhook posts; answers to commands are posted so too.

        A program has the id of its bot, but for the oldest of them.
        """
        if message.application_id is not None and message.interaction_metadata is None:
            self._reposts.posted(message.channel.id, message.application_id, at)
            await self.on_proxies_changed(guild.id)  # maybe by another process

    @commands.Cog.listener()
    async def on_proxies_changed(self, guild_id: int) -> None:
        """Look again which proxies a server trusts; while the database is away, it is the same."""
        with suppress(DatabaseUnavailableError):
            found = await self._bot.db.read(proxies.trusted, guild_id)
            self._trusted[guild_id] = frozenset(found)

    def _take_payment(self, guild: discord.Guild, message: discord.Message, at: datetime) -> None:
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
        """Take back what a message brought that is deleted at once, unless a proxy posts it."""
        now, trusted = self._now(), self._trusted.get(event.guild_id or 0)
        if trusted and await self._was_reposted(event.channel_id, now, trusted):
            return
        self._take_back(event.guild_id, [event.message_id], now)

    async def _was_reposted(self, channel_id: int, at: datetime, trusted: frozenset[int]) -> bool:
        """Tell whether a proxy has posted what was deleted, or does so within seconds."""
        if self._reposts.account_for(channel_id, at, trusted):
            return True
        await reposts.patience()
        return self._reposts.account_for(channel_id, at, trusted)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Take back what messages brought that are deleted at once."""
        self._take_back(event.guild_id, event.message_ids, self._now())

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        """Take back what the messages of a thread brought, of which Discord says nothing.

        The message on which a thread was started elsewhere stays.
        """
        key, guild_id = f"thread:{event.thread_id}", event.guild_id
        self._bot.intake.do_in_slices(
            guild_id, reverse.take_back_thread, guild_id, key, self._now()
        )

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Take back what the messages of a channel brought, of which Discord says nothing."""
        guild_id, now = channel.guild.id, self._now()
        self._bot.intake.do_in_slices(
            guild_id, reverse.take_back_channel, guild_id, channel.id, now
        )

    def _take_back(self, guild_id: int | None, message_ids: Iterable[int], at: datetime) -> None:
        for message_id in message_ids:
            age = at - discord.utils.snowflake_time(message_id)
            # It is judged by the event; this only spares the database what is long past.
            if guild_id is not None and age < 2 * reverse.WITHIN:
                key = f"message:{message_id}"
                self._bot.intake.do_in_slices(guild_id, reverse.take_back, guild_id, key, at)

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        """Take up a reaction, for who reacts and for who is reacted to.

        Discord names no author where a webhook wrote.
        """
        guild, author_id = self._bot.get_guild(event.guild_id), event.message_author_id
        if guild is None or event.member is None or event.member.bot:
            return
        if author_id in (None, event.user_id) or author_id in self._bots_in(guild):
            return
        now = self._now()
        if now - discord.utils.snowflake_time(event.message_id) > events.KEPT:
            return  # whether it was told before is forgotten by now
        who = f"{event.user_id}:{event.message_id}"
        where = place(guild, event.channel_id)
        emoji = event.emoji.id or event.emoji.name
        self._bot.intake.add(
            Happening(
                guild.id,
                "post_reaction",
                f"reaction:{who}:{emoji}",
                event.user_id,
                now,
                channel_id=where,
                data={"emoji": str(event.emoji)},
            )
        )
        self._bot.intake.add(
            Happening(
                guild.id,
                "like_received",
                f"like:{who}",
                author_id,
                now,
                channel_id=where,
                data={"by": str(event.user_id)},
                hangs_on=f"message:{event.message_id}",
            )
        )

    def _bots_in(self, guild: discord.Guild) -> frozenset[int]:
        """Return the bots of a server, as far as they came with a role of their own."""
        found = self._bots.get(guild.id)
        if found is None:
            tags = (role.tags for role in guild.roles)
            ids = {tag.bot_id for tag in tags if tag is not None and tag.bot_id is not None}
            found = self._bots[guild.id] = frozenset(ids | {self._bot.user.id})
        return found

    @commands.Cog.listener("on_guild_role_create")
    @commands.Cog.listener("on_guild_role_delete")
    async def on_change_of_roles(self, role: discord.Role) -> None:
        """Look again which bots there are."""
        self._bots.pop(role.guild.id, None)

    @commands.Cog.listener("on_guild_available")
    @commands.Cog.listener("on_guild_remove")
    async def on_change_of_server(self, guild: discord.Guild) -> None:
        """Look again which bots there are."""
        self._bots.pop(guild.id, None)
        await self.on_proxies_changed(guild.id)


def is_comment(message: discord.Message) -> bool:
    """Tell a reply, or a message in a thread, from a message; a forum's posts begin with one."""
    if message.type is discord.MessageType.reply:
        return True
    return isinstance(message.channel, discord.Thread) and message.id != message.channel.id


def place(guild: discord.Guild, channel_id: int) -> int:
    """Return the channel as managers know it: that of a thread is where it was started."""
    channel = guild.get_channel_or_thread(channel_id)
    return channel.parent_id if isinstance(channel, discord.Thread) else channel_id


async def setup(bot: Any) -> None:
    """Add the listener to the bot."""
    await bot.add_cog(Activity(bot))
