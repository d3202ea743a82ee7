"""/stats: how the community's rewards programme fares."""

from discord import app_commands

from bot.services.stats.windows import Window
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction
from bot.ui.core.commands import choices
from bot.ui.stats import views

_NAMES = [subject.name for subject in views.SUBJECTS]


@app_commands.command(name="stats")
@app_commands.choices(
    about=choices("stats-subject-", _NAMES), period=choices("stats-window-", map(str, Window))
)
@app_commands.default_permissions(manage_guild=True)
async def show_stats(
    interaction: Interaction, about: str = _NAMES[0], period: str | None = None
) -> None:
    """Show the statistics of one subject."""
    window = Window(int(period)) if period else Window.QUARTER
    await answer(interaction, await views.stats_card(interaction, _NAMES.index(about), window))
