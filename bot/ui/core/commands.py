"""What commands are called and how they describe themselves.

Names stay English; descriptions and the labels of choices are localized.
"""

from collections.abc import Iterable

from discord import Locale, Permissions, app_commands
from discord.app_commands import Choice, Group, TranslationContextTypes, locale_str

from bot.texts import ENGLISH, language, messages, t


def text(text_id: str, **params: object) -> locale_str:
    """Return a text for a command, an option or a choice."""
    return locale_str(t(ENGLISH, text_id, **params), text_id=text_id, params=params)


def choices(prefix: str, values: Iterable[str]) -> list[Choice[str]]:
    """Return a choice for each value; the id of its label is the prefix and the value."""
    return [Choice(name=text(f"{prefix}{value}"), value=str(value)) for value in values]


class Texts(app_commands.Translator):
    """Gives Discord the other languages of what `text` returned."""

    async def translate(
        self, string: locale_str, locale: Locale, context: TranslationContextTypes
    ) -> str | None:
        """Return a text in a locale; None where the English one serves."""
        text_id = string.extras.get("text_id")
        spoken = language(locale.value)
        if text_id is None or spoken == ENGLISH or text_id not in messages(spoken):
            return None
        return t(spoken, text_id, **string.extras["params"])


def manager_group(name: str, description: str) -> Group:
    """Return a group of commands that Discord shows to managers only.

    Discord only hides them: every use case checks again who asks.
    """
    return Group(
        name=name,
        description=text(description),
        default_permissions=Permissions(manage_guild=True),
    )
