"""What commands are called and how they describe themselves.

Names stay English. Descriptions and the labels of choices are texts, in every language. The text
of a command, a group or an option is called by the names that lead to it:
`command-settings-notices-channel`. What several commands of a group have may share one:
`command-goal-option-name`. Where that does not fit, the id stands in place of the description.
"""

from collections.abc import Iterable
from typing import Any

from discord import Locale, Permissions
from discord.app_commands import Choice, Group

from bot.texts import ENGLISH, language, messages, t
from bot.ui.core.cards import shorten

Json = dict[str, Any]

_LENGTH = 100
"""Characters of a description and of a choice's label: "Application Command Object",
https://docs.discord.com/developers/interactions/application-commands"""


def choices(prefix: str, values: Iterable[str]) -> list[Choice[str]]:
    """Return a choice for each value; the id of its label is the prefix and the value."""
    return [Choice(name=f"{prefix}{value}", value=str(value)) for value in values]


def group(name: str, *, managers: bool = False) -> Group:
    """Return a group of commands; `managers`: Discord shows it to nobody else.

    Discord only hides them: every use case checks again who asks.
    """
    permissions = Permissions(manage_guild=True) if managers else None
    return Group(name=name, description="…", default_permissions=permissions)


def with_texts(payload: Json, *within: str) -> Json:
    """Return what Discord is told of a command, a group or an option, with its texts.

    `within`: the names that lead to it. What has no text keeps the description that it has.
    """
    path = (*within, payload["name"].replace("_", "-"))
    payload = dict(payload)
    if "description" in payload:  # an entry of a menu has none
        own, shared = "-".join(("command", *path)), f"command-{path[0]}-option-{path[-1]}"
        payload |= _texts("description", (payload["description"], own, shared))
    if "options" in payload:
        payload["options"] = [with_texts(option, *path) for option in payload["options"]]
    if "choices" in payload:
        payload["choices"] = [
            choice | _texts("name", (choice["name"],), value=choice["value"])
            for choice in payload["choices"]
        ]
    return payload


def _texts(field: str, text_ids: Iterable[str], **params: object) -> Json:
    """Return a field and its translations, by the first of these texts that there is."""
    text_id = next((text_id for text_id in text_ids if text_id in messages(ENGLISH)), None)
    if text_id is None:
        return {}
    translations = {
        locale.value: shorten(t(other, text_id, **params), _LENGTH)
        for locale in Locale
        if (other := language(locale.value)) != ENGLISH and text_id in messages(other)
    }
    return {field: t(ENGLISH, text_id, **params), f"{field}_localizations": translations}
