"""/points import: bringing along what another bot gave out."""

import discord
from discord import app_commands

from bot.services.moving.form import formats
from bot.ui.core.answers import answer, working
from bot.ui.core.base import Interaction
from bot.ui.core.commands import choices
from bot.ui.points import moving as ui
from cogs import groups


@groups.points.command(name="import")
@app_commands.rename(named="format")
@app_commands.choices(named=choices("moving-format-", formats()))
async def import_points(
    interaction: Interaction,
    file: discord.Attachment,
    file2: discord.Attachment | None = None,
    file3: discord.Attachment | None = None,
    file4: discord.Attachment | None = None,
    file5: discord.Attachment | None = None,
    named: str | None = None,
) -> None:
    """Read files of another bot, and show what importing them would do."""
    async with working(interaction):
        given = [one for one in (file, file2, file3, file4, file5) if one is not None]
        files = await ui.fetch(interaction, given)
        moving_id = await ui.stage(interaction, files, named)
        await answer(interaction, await ui.card(interaction, moving_id))
        await ui.send_rejects(interaction, moving_id)
