"""/rewards: what a member holds."""

from discord import app_commands

from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction
from bot.ui.core.pages import Page
from bot.ui.grants.inventory import held_card


@app_commands.command(name="rewards")
async def rewards(interaction: Interaction, page: Page = 1) -> None:
    """Show what the member holds."""
    await answer(interaction, await held_card(interaction, page))
