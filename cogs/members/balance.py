"""/balance: a member's points and where they came from."""

from discord import app_commands

from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction
from bot.ui.points.balance import balance_card


@app_commands.command(name="balance")
async def balance(interaction: Interaction, page: app_commands.Range[int, 1, 100_000] = 1) -> None:
    """Show the own points and where they came from."""
    await answer(interaction, await balance_card(interaction, page))
