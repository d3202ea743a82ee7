"""/goals: a member's progress."""

from discord import app_commands

from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction
from bot.ui.core.pages import Page
from bot.ui.goals.progress import progress_card


@app_commands.command(name="goals")
async def goals(interaction: Interaction, page: Page = 1) -> None:
    """Show the member's progress."""
    await answer(interaction, await progress_card(interaction, page))
