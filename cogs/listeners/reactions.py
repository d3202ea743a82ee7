"""Reactions to messages, handed to the intake."""

from datetime import datetime

import discord
from discord.ext import commands

from bot.client import Laurel
from bot.services import events
from bot.services.events import NewEvent
from cogs.listeners.channels import where


class Reactions(commands.Cog):
    """Stores reactions of members to messages of others."""

    def __init__(self, bot: Laurel) -> None:
        self._bot = bot
        self._bots: dict[int, frozenset[int]] = {}  # by server, as far as roles show

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        """Store a reaction, for who reacts and for whose message it is.

        Discord names no author of a message that a webhook posted.
        """
        guild = self._bot.get_guild(event.guild_id) if event.guild_id else None
        author_id = event.message_author_id
        if guild is None or event.member is None or event.member.bot:
            return
        if author_id in (None, event.user_id) or author_id in self._bots_in(guild):
            return
        now: datetime = self._bot.db.world.clock()
        if now - discord.utils.snowflake_time(event.message_id) > events.KEPT:
            return  # by now it is forgotten whether this was stored before
        who = f"{event.user_id}:{event.message_id}"
        at_place = where(guild, event.channel_id)._asdict()
        emoji = event.emoji.id or event.emoji.name
        self._bot.intake.add(
            NewEvent(
                guild.id,
                "post_reaction",
                f"reaction:{who}:{emoji}",
                event.user_id,
                now,
                **at_place,
                data={"emoji": str(event.emoji)},
            )
        )
        self._bot.intake.add(
            NewEvent(
                guild.id,
                "like_received",
                f"like:{who}",
                author_id,
                now,
                **at_place,
                data={"by": str(event.user_id)},
                hangs_on=f"message:{event.message_id}",
            )
        )

    def _bots_in(self, guild: discord.Guild) -> frozenset[int]:
        """Return the bots of a server, as far as they have a role of their own."""
        found = self._bots.get(guild.id)
        if found is None:
            assert self._bot.user is not None, "events come after the login"
            tags = (role.tags for role in guild.roles)
            ids = {tag.bot_id for tag in tags if tag is not None and tag.bot_id is not None}
            found = self._bots[guild.id] = frozenset(ids | {self._bot.user.id})
        return found

    @commands.Cog.listener("on_guild_role_create")
    @commands.Cog.listener("on_guild_role_delete")
    async def on_roles_changed(self, role: discord.Role) -> None:
        """Forget which bots there are."""
        self._bots.pop(role.guild.id, None)

    @commands.Cog.listener("on_guild_available")
    @commands.Cog.listener("on_guild_remove")
    async def on_server_changed(self, guild: discord.Guild) -> None:
        """Forget which bots there are."""
        self._bots.pop(guild.id, None)
