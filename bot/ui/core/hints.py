"""Hints for managers: what they can do about something that is missing."""

from collections.abc import Mapping

from bot.services.actors import is_manager
from bot.texts import t
from bot.ui.core.base import Interaction, locale, read

_HINTS = {
    "goals-empty": "hint-goals-empty",
    "reward-expired": "hint-reward-expired",
    "reward-no-more-on-offer": "hint-reward-no-more-on-offer",
    "reward-not-on-offer": "hint-reward-not-on-offer",
    "reward-not-yet-on-offer": "hint-reward-not-yet-on-offer",
    "reward-sold-out": "hint-reward-sold-out",
    "store-empty": "hint-store-empty",
}


def with_hint(language: str, text: str, text_id: str, params: Mapping[str, object]) -> str:
    """Return a text, followed by the hint for managers if there is one."""
    hint = _HINTS.get(text_id)
    return f"{text} {t(language, hint, kind=params.get('kind', ''))}" if hint else text


async def hinted(
    interaction: Interaction, text: str, text_id: str, params: Mapping[str, object]
) -> str:
    """Return a text, with its hint if a manager asked; in a direct message nobody is one."""
    if text_id not in _HINTS or interaction.guild_id is None:
        return text
    if not await read(interaction, is_manager):
        return text
    return with_hint(locale(interaction), text, text_id, params)
