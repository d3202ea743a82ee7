"""/grant and *Grant reward*: giving rewards by hand, to one member or to many."""

import asyncio
import io
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.services import csvfile
from bot.ui.answers import answer, working
from bot.ui.base import Interaction, locale
from bot.ui.commands import manager_group, text
from bot.ui.files import MEGABYTE, given
from bot.ui.granting import many, picker
from bot.ui.rewards.naming import named, rewards_in
from db.tables import RewardState

LARGEST_FILE = 5 * MEGABYTE
"""Bytes of a file of ids."""

MOST_LINES = 100_000
"""Lines of a file of ids."""


_ON_OFFER = rewards_in(RewardState.PUBLISHED)


class Grants(commands.Cog):
    """Giving rewards, free of points."""

    group = manager_group("grant", "command-grant")

    def __init__(self, bot: Any) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name="Grant reward", callback=pick_for)

    async def cog_load(self) -> None:
        """Add the menu entry; discord.py takes none from a class."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu entry away."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @group.command(name="member", description=text("command-grant-member"))
    @app_commands.describe(
        reward=text("command-grant-reward"),
        member=text("command-grant-member-member"),
        announce=text("command-grant-member-announce"),
    )
    @app_commands.autocomplete(reward=_ON_OFFER)
    async def member(
        self, interaction: Interaction, reward: str, member: discord.User, announce: bool = True
    ) -> None:
        """Give a reward to one member."""
        reward_id = (await named(interaction, reward)).reward_id
        key = f"interaction:{interaction.id}"
        granted = await picker.give(interaction, member, reward_id, key=key, announce=announce)
        await answer(interaction, picker.result(locale(interaction), granted, member))

    @group.command(name="role", description=text("command-grant-role"))
    @app_commands.describe(
        reward=text("command-grant-reward"),
        role=text("command-grant-role-role"),
        mute=text("command-grant-mute"),
        message_each=text("command-grant-message-each"),
    )
    @app_commands.autocomplete(reward=_ON_OFFER)
    async def role(
        self,
        interaction: Interaction,
        reward: str,
        role: discord.Role,
        mute: bool = False,
        message_each: bool = False,
    ) -> None:
        """Plan giving a reward to everybody with a role."""
        async with working(interaction) as progress:
            wanted = await named(interaction, reward)
            members = await many.everybody(interaction, progress)
            chosen = await asyncio.to_thread(many.with_role, members, role)
            card = await many.plan(
                interaction, wanted.reward_id, chosen, mute=mute, message_each=message_each
            )
            await answer(interaction, card)

    @group.command(name="file", description=text("command-grant-file"))
    @app_commands.describe(
        reward=text("command-grant-reward"),
        file=text("command-grant-file-file"),
        mute=text("command-grant-mute"),
        message_each=text("command-grant-message-each"),
    )
    @app_commands.autocomplete(reward=_ON_OFFER)
    async def file(
        self,
        interaction: Interaction,
        reward: str,
        file: discord.Attachment,
        mute: bool = False,
        message_each: bool = False,
    ) -> None:
        """Plan giving a reward to everybody whose id is in a file."""
        async with working(interaction) as progress:
            wanted = await named(interaction, reward)
            kept = await given("file", file, LARGEST_FILE).fetch(interaction)
            # In threads: a large file, or a large server, would hold up everybody else.
            listed = await asyncio.to_thread(
                csvfile.member_ids, io.BytesIO(kept.content), most_lines=MOST_LINES
            )
            members = await many.everybody(interaction, progress)
            chosen = await asyncio.to_thread(many.named, members, listed.ids, listed.bad_lines)
            card = await many.plan(
                interaction, wanted.reward_id, chosen, mute=mute, message_each=message_each
            )
            await answer(interaction, card)


@app_commands.default_permissions(manage_guild=True)
async def pick_for(interaction: Interaction, member: discord.Member) -> None:
    """Open the picker for a member."""
    await answer(interaction, await picker.newest(interaction, member.id, 1))


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Grants(bot))
