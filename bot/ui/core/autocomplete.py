"""Suggestions while somebody types, and what was typed of them."""

from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from discord.app_commands import Choice

from bot.services.errors import RefusedError
from bot.services.typed import fold
from bot.ui.core.actions import label
from bot.ui.core.base import Interaction

MOST = 25
"""Suggestions that Discord shows: "Application Commands", Autocomplete."""

log = structlog.get_logger(__name__)

Suggest = Callable[[Interaction, str], Coroutine[Any, Any, list[Choice[Any]]]]


def suggest(
    find: Callable[[Interaction, str], Coroutine[Any, Any, list[tuple[str, str]]]],
) -> Suggest:
    """Make a search for (label, value) pairs safe: when it fails, nothing is suggested.

    What is suggested helps typing and promises nothing: the command judges what it is given.
    """

    async def safely(interaction: Interaction, typed: str) -> list[Choice[Any]]:
        try:
            found = await find(interaction, typed)
        except RefusedError:
            return []  # as while the option before it names nothing yet
        except Exception as error:  # there is no way to show it while typing
            log.warning("autocomplete.failed", error=type(error).__name__, exc_info=error)
            return []
        return [Choice(name=label(name), value=value) for name, value in found[:MOST] if name]

    return safely


_BEFORE_MORE = (" · ", " (", " ")
"""What a name ends before, in a suggestion that says more than the name."""


async def resolve_suggestion(suggestions: Suggest, interaction: Interaction, typed: str) -> str:
    """Return the value of the suggestion that shows this text, also past the list.

    Anything else is returned as it is, for the command to judge.
    """
    if typed.isdecimal():
        return typed  # an id, as it is sent for what was picked
    wanted = fold(typed.strip())
    parts = (typed.partition(more)[0] for more in _BEFORE_MORE)
    attempts = (typed, *parts, typed.rpartition(" ")[2], "")
    for attempt in dict.fromkeys(attempts):
        for choice in await suggestions(interaction, attempt):
            if fold(choice.name.strip()) == wanted:
                return str(choice.value)
    return typed
