"""What the bot calls a button, a field or an option in the language of whoever uses it."""

from collections.abc import Collection, Mapping
from functools import cache

from bot.texts import SHIPPED, language, messages, t


def label(english: str, offered: Collection[str], locale: str) -> str:
    """Return which of the labels that are offered is the one that is known in English."""
    if english in offered:
        return english
    spoken = language(locale)
    said = {t(spoken, text_id) for text_id in _ids().get(english, ())}
    return next((one for one in offered if one in said), english)


@cache
def _ids() -> Mapping[str, Collection[str]]:
    """Return the ids of all texts without variables, by what they say in English."""
    found: dict[str, set[str]] = {}
    for text_id, variables in messages(SHIPPED[0]).items():
        if not variables:
            found.setdefault(t(SHIPPED[0], text_id), set()).add(text_id)
    return found
