"""/settings setup: the guided first run."""

from bot.services.community import setup as progress
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, db, person
from bot.ui.setup import basics, guide, offers
from cogs import groups

STEPS = (basics, offers)
"""The modules whose steps the guide leads through; importing them makes them known."""


@groups.settings.command(name="setup")
async def settings_setup(interaction: Interaction) -> None:
    """Go on where the guide was left."""
    number = await db(interaction).read(progress.reached, person(interaction))
    await answer(interaction, await guide.card(interaction, number))
