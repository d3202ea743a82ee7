"""Suggestions while somebody types."""

from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from discord.app_commands import Choice

from bot.ui.actions import label
from bot.ui.base import Interaction

MOST = 25
"""Suggestions that Discord shows."""

log = structlog.get_logger(__name__)

Suggest = Callable[[Interaction, str], Coroutine[Any, Any, list[Choice[Any]]]]


def suggest(
    look_up: Callable[[Interaction, str], Coroutine[Any, Any, list[tuple[str, str]]]],
) -> Suggest:
    """Make a look-up of (label, value) pairs safe: when it fails, nothing is suggested.

    What is suggested helps typing and promises nothing: the command judges what it is given.
    """

    async def safely(interaction: Interaction, typed: str) -> list[Choice[Any]]:
        try:
            found = await look_up(interaction, typed)
        except Exception as error:  # there is no way to show it while typing
            log.warning("autocomplete.failed", error=type(error).__name__, exc_info=error)
            return []
        return [Choice(name=label(name), value=value) for name, value in found[:MOST] if name]

    return safely
