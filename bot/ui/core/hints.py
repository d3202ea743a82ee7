"""What managers can do about what is lacking; it is no use to anybody else."""

from collections.abc import Mapping

from bot.services.actors import is_manager
from bot.texts import t
from bot.ui.core.base import Interaction, db, locale, person

_HINTS = {
    "goals-empty": "hint-goals-empty",
    "reward-expired": "hint-reward-expired",
    "reward-not-on-offer": "hint-reward-not-on-offer",
    "reward-sold-out": "hint-reward-sold-out",
    "store-empty": "hint-store-empty",
}


def with_hint(language: str, text: str, text_id: str, params: Mapping[str, object]) -> str:
    """Return what a text told, and behind it what managers can do about it, if there is a hint."""
    hint = _HINTS.get(text_id)
    return f"{text} {t(language, hint, kind=params.get('kind', ''))}" if hint else text


async def hinted(
    interaction: Interaction, text: str, text_id: str, params: Mapping[str, object]
) -> str:
    """Return the same for whoever asked: with the hint for managers, without it for others."""
    if text_id not in _HINTS or not await db(interaction).read(is_manager, person(interaction)):
        return text
    return with_hint(locale(interaction), text, text_id, params)
