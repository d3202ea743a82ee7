"""Actions that pay, as they are suggested while a manager types."""

from bot.services.points import rules
from bot.ui.core.autocomplete import suggest
from bot.ui.core.base import Interaction, locale, read
from bot.ui.core.earning import action_name


@suggest
async def actions(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
    """Return the actions whose name, or whose key, holds a text."""
    language, wanted = locale(interaction), typed.strip().lower()
    found = await read(interaction, rules.search, "")
    names = [(action_name(language, action), action) for action in found]
    return [(name, action) for name, action in names if wanted in f"{name} {action}".lower()]
