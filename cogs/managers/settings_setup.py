"""/settings setup: the guided first run."""

from bot.services.community import setup as progress
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, read
from bot.ui.setup import basics, earning, guide, offers
from cogs import groups

STEPS = (basics, earning, offers)
"""The modules with the steps of the guide; importing them registers the steps."""


@groups.settings.command(name="setup")
async def settings_setup(interaction: Interaction) -> None:
    """Continue the guide where it was left."""
    number = await read(interaction, progress.reached)
    await answer(interaction, await guide.card(interaction, number))
