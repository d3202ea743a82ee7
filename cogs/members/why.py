"""/why: what Laurel saw of oneself, what it paid or why not, goals and workflows."""

from discord import app_commands

from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction
from bot.ui.core.commands import choices
from bot.ui.why import card


@app_commands.command(name="why")
@app_commands.choices(about=choices("why-part-", card.PARTS))
async def why(interaction: Interaction, about: str | None = None) -> None:
    """Answer why one got something, or did not."""
    part = card.PARTS.index(about) if about else 0
    await answer(interaction, await card.own_card(interaction, part))
