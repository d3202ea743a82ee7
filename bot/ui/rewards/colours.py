"""Colours to choose for a badge that has no picture, by name."""

from bot.services.typed import fold
from bot.texts import t
from bot.ui.core.autocomplete import suggest
from bot.ui.core.base import Interaction, locale

_COLOURS = {
    "green": "#3A7D44",
    "teal": "#0F8B8D",
    "blue": "#3D7DD8",
    "purple": "#7B4FC9",
    "pink": "#D6518F",
    "red": "#C8382E",
    "orange": "#E07A1F",
    "gold": "#D9A514",
    "brown": "#8D5B4C",
    "grey": "#667085",
}


@suggest
async def offer_colours(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
    """Suggest colours by a part of their name; any other can be typed as #RRGGBB."""
    language = locale(interaction)
    named = ((t(language, f"rewards-colour-{name}"), code) for name, code in _COLOURS.items())
    wanted = fold(typed)
    return [(f"{name} ({code})", code) for name, code in named if wanted in fold(name)]
