"""/codes: bringing in a voucher's codes, looking through them, and withdrawing them."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.services.catalogue import names
from bot.services.people import require_manager
from bot.ui.answers import answer, working
from bot.ui.autocomplete import suggest
from bot.ui.base import Interaction, db, person
from bot.ui.codes import importing
from bot.ui.commands import manager_group, text
from bot.ui.files import MEGABYTE, given
from db.tables import RewardKind

LARGEST_FILE = 25 * MEGABYTE
"""Bytes of a file of codes that chat takes."""


@suggest
async def vouchers(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
    """Offer vouchers by a part of their name."""
    found = await db(interaction).read(
        names.find_names,
        person(interaction).community_id,
        typed,
        kinds=(RewardKind.VOUCHER,),
    )
    return [(one.name, str(one.reward_id)) for one in found]


class Codes(commands.Cog):
    """What managers do with codes."""

    group = manager_group("codes", "command-codes")

    @group.command(name="import", description=text("command-codes-import"))
    @app_commands.describe(
        reward=text("command-codes-import-reward"), file=text("command-codes-import-file")
    )
    @app_commands.autocomplete(reward=vouchers)
    async def bring_in(
        self, interaction: Interaction, reward: str, file: discord.Attachment
    ) -> None:
        """Read a file of codes, and show what importing it would do."""
        async with working(interaction):
            await db(interaction).read(require_manager, person(interaction))
            wanted = await _named(interaction, reward)
            kept = await given("file", file, LARGEST_FILE).fetch(interaction)
            import_id = await importing.stage(interaction, wanted.reward_id, kept)
            await answer(interaction, await importing.preview(interaction, import_id))


async def _named(interaction: Interaction, typed: str) -> names.Named:
    return await db(interaction).read(names.resolve, person(interaction).community_id, typed)


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Codes())
