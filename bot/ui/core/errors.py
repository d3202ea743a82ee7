"""The one place where errors become answers, whatever they interrupted.

discord.py would only log what goes wrong in autocomplete or in a component. Everything that
somebody does comes through here: commands by the tree, components and forms by the router.
"""

import contextlib
import secrets
from collections.abc import Awaitable, Callable

import discord
import structlog
from discord import app_commands

from bot.services.errors import InvalidFormError, InvalidInputError, LaurelError, RefusedError
from bot.services.points.ledger import NotEnoughPointsError
from bot.texts import ENGLISH, messages, t
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, currency, locale, payload
from bot.ui.core.cards import BAD, CAREFUL, escape, note
from bot.ui.core.earning import ways_to_earn
from bot.ui.core.hints import hinted
from bot.ui.core.transient import AWAY, TRANSIENT
from db.errors import DatabaseUnavailableError

_WRITTEN = {"reward", "given", "name"}
"""Parameters of errors that people wrote; the others are ours."""

_NAMED = {"formats": "moving-format-"}
"""Parameters that list keys, and how the text that names a key begins."""

_LONGEST = 200
"""Characters of what people wrote in an answer."""

log = structlog.get_logger(__name__)


async def answer_error(interaction: Interaction, error: Exception) -> None:
    """Answer with what went wrong, as fits the error. Never raises."""
    error = _unwrap(error)
    if interaction.type is discord.InteractionType.autocomplete:
        await _suggest_nothing(interaction, error)
        return
    try:
        for kind, handle in _HANDLERS:
            if isinstance(error, kind):
                await handle(interaction, error)
                return
    except Exception as unreachable:  # no answer can be sent any more
        log.warning("error.not_told", error=type(error).__name__, exc_info=unreachable)


async def _suggest_nothing(interaction: Interaction, error: Exception) -> None:
    """Suggest nothing: an error cannot be shown while somebody types."""
    if not isinstance(error, RefusedError):
        log.warning("autocomplete.failed", error=type(error).__name__, exc_info=error)
    if not interaction.response.is_done():
        with contextlib.suppress(discord.HTTPException, *TRANSIENT):
            await interaction.response.autocomplete([])


async def explain(interaction: Interaction, error: LaurelError) -> str:
    """Return what an error of ours says to who asked."""
    if isinstance(error, InvalidFormError):
        lines = [t(locale(interaction), error.message, **error.params)]
        lines += [f"- {await explain(interaction, invalid)}" for invalid in error.errors]
        return "\n".join(lines)
    language = locale(interaction)
    params = {name: _shown(language, name, value) for name, value in error.params.items()}
    if "currency" not in params and "currency" in messages(ENGLISH)[error.message]:
        params["currency"] = await currency(interaction)
    text = t(language, error.message, **params)
    return await hinted(interaction, text, error.message, error.params)


def _shown(language: str, name: str, value: object) -> object:
    """Return what a text is filled in with; what people wrote shows as they wrote it."""
    if isinstance(value, list) and name in _NAMED:
        return [t(language, _NAMED[name] + key) for key in value]
    if name in _WRITTEN and isinstance(value, str):
        return escape(value, _LONGEST)
    return value


def _unwrap(error: Exception) -> Exception:
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    if isinstance(error, app_commands.TransformerError) and isinstance(error.__cause__, Exception):
        return error.__cause__
    return error


async def _refused(interaction: Interaction, error: Exception) -> None:
    assert isinstance(error, LaurelError)
    colour = BAD if isinstance(error, InvalidFormError | InvalidInputError) else CAREFUL
    text = await explain(interaction, error)
    if isinstance(error, NotEnoughPointsError) and (ways := await ways_to_earn(interaction)):
        text = t(locale(interaction), "earning-not-enough", refusal=text, ways=ways)
    await answer(interaction, note(text, colour=colour))


async def _with_reference(interaction: Interaction, error: Exception, text_id: str) -> None:
    """Log an error and give its reference to who met it. Nothing that they wrote is logged."""
    reference = secrets.token_hex(3).upper()
    details = {}
    if isinstance(error, discord.HTTPException):
        details = {"status": error.status, "code": error.code}
    log.error(
        "interaction.failed",
        reference=reference,
        kind=interaction.type.name,
        what=_what(interaction),
        community=interaction.guild_id,
        member=interaction.user.id,
        exc_info=error,
        **details,
    )
    text = t(locale(interaction), text_id, reference=reference)
    await answer(interaction, note(text, colour=BAD))


def _what(interaction: Interaction) -> str:
    if interaction.command is not None:
        return interaction.command.qualified_name
    return str(payload(interaction).get("custom_id"))


def _says(text_id: str) -> Callable[[Interaction, Exception], Awaitable[None]]:
    async def handle(interaction: Interaction, _error: Exception) -> None:
        await answer(interaction, note(t(locale(interaction), text_id), colour=CAREFUL))

    return handle


def _refers(text_id: str) -> Callable[[Interaction, Exception], Awaitable[None]]:
    async def handle(interaction: Interaction, error: Exception) -> None:
        await _with_reference(interaction, error, text_id)

    return handle


# The first that fits is taken.
_HANDLERS: list[tuple[type[Exception], Callable[[Interaction, Exception], Awaitable[None]]]] = [
    (RefusedError, _refused),
    (DatabaseUnavailableError, _refers("ui-database-away")),
    (app_commands.NoPrivateMessage, _says("ui-not-in-a-server")),
    (app_commands.MissingPermissions, _says("error-not-a-manager")),
    (app_commands.CommandNotFound, _says("ui-command-changed")),
    (app_commands.CommandSignatureMismatch, _says("ui-command-changed")),
    (app_commands.TransformerError, _says("ui-option-unreadable")),
    (discord.Forbidden, _refers("ui-discord-forbids")),
    *((kind, _refers("ui-discord-away")) for kind in AWAY),
    (Exception, _refers("ui-unexpected")),
]
