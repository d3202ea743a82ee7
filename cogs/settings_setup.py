"""/settings setup: the guided first run."""

from discord import app_commands
from discord.ext import commands

from bot.services import setup as progress
from bot.ui.answers import answer
from bot.ui.base import Interaction, db, person
from bot.ui.commands import text
from bot.ui.setup import basics, guide, offers

STEPS = (basics, offers)
"""The modules whose steps the guide leads through; importing them makes them known."""


@app_commands.command(name="setup", description=text("command-settings-setup"))
async def settings_setup(interaction: Interaction) -> None:
    """Go on where the guide was left."""
    number = await db(interaction).read(progress.reached, person(interaction))
    await answer(interaction, await guide.card(interaction, number))


async def setup(bot: commands.Bot) -> None:
    """Add the command to the others of /settings."""
    group = bot.tree.get_command("settings")
    assert isinstance(group, app_commands.Group), "cogs/settings.py is loaded before"
    group.add_command(
        settings_setup, override=True
    )  # another client of this process may have had it
