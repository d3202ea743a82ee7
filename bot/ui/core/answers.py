"""Answering an interaction, whether or not it was acknowledged or answered before.

Answers are private unless asked otherwise. Discord may fail while an answer is on its way: what
may be sent twice without harm is sent again, and what was committed stays committed.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import aiohttp
import discord
import structlog

from bot.services.errors import RefusedError
from bot.texts import t
from bot.ui.core.base import Interaction, db, locale
from bot.ui.core.cards import Card, note
from bot.ui.core.transient import TRANSIENT

T = TypeVar("T")

ATTEMPTS = 3
PAUSE = 0.5
"""Seconds before the first repetition; the next wait twice as long."""

ACKNOWLEDGED_AFTER = 1.5
"""Seconds after which an interaction is acknowledged; Discord gives up after three.

It is a request more, just when there is much to do: after one second already, a drop took a fifth
more of the processor.

"Receiving and Responding to Interactions", Responding to an Interaction.
"""

NOTIFY_AFTER = 3.0
"""Seconds of waiting for one write after which who waits reads that it is tried again."""

CHECK_PAUSE = 0.5
"""Seconds between two checks of how long that has been."""

PROGRESS_PAUSE = 2.0
"""Seconds between two reports of progress at the least."""

_ALREADY_ANSWERED = 40060  # "Interaction has already been acknowledged"
_UNKNOWN_INTERACTION = 10062
"""Codes of "Opcodes and Status Codes", JSON Error Codes."""

log = structlog.get_logger(__name__)

Kind = discord.InteractionResponseType

Content = str | Card


class TooSlowToAskError(RefusedError):
    """A form must be the first answer, and its time is over."""

    message = "ui-too-slow-to-ask"


def acknowledge_in_time(interaction: Interaction) -> None:
    """Acknowledge an interaction before Discord gives up, however long the answer takes.

    A press is acknowledged without a trace, a command with a private *is thinking*; whoever
    answers in public and may be slow says `working(private=False)` first.
    """
    if interaction.type is discord.InteractionType.autocomplete:
        return
    task = asyncio.current_task()
    assert task is not None

    def begin() -> None:
        informing = asyncio.create_task(_keep_informed(interaction, task))
        interaction.extras["informing"] = informing  # a task that nobody holds may vanish

    timer = asyncio.get_running_loop().call_later(ACKNOWLEDGED_AFTER, begin)
    task.add_done_callback(lambda _: timer.cancel())


async def _keep_informed(interaction: Interaction, task: asyncio.Task[Any]) -> None:
    """Acknowledge an answer that takes long; show it where it waits for a write."""
    try:
        async with _lock(interaction):
            if not interaction.response.is_done():
                await _acknowledge(interaction, replaces=True, private=True)
        while not db(interaction).waiting.longer_than(task, NOTIFY_AFTER):
            await asyncio.wait({task}, timeout=CHECK_PAUSE)
            if task.done():
                return
        await _say_that_it_is_retried(interaction, task)
    except Exception as error:  # noqa: BLE001  # the answer itself will meet it again
        log.info("acknowledgement.failed", error=type(error).__name__)


async def _say_that_it_is_retried(interaction: Interaction, task: asyncio.Task[Any]) -> None:
    """Show it in place of the answer, or below a card that stays, until the answer is there."""
    card = note(t(locale(interaction), "ui-tried-on"))
    async with _lock(interaction):
        if interaction.extras.get("answered"):
            return
        if interaction.response.type is Kind.deferred_channel_message:
            await interaction.edit_original_response(view=card)
            return
        waiting = await interaction.followup.send(view=card, ephemeral=True, wait=True)
    await asyncio.wait({task})
    await waiting.delete()


async def _acknowledge(interaction: Interaction, *, replaces: bool, private: bool) -> None:
    response = interaction.response
    if replaces and interaction.message is not None:
        await _first(interaction, Kind.deferred_message_update, response.defer)
    else:
        await _first(
            interaction,
            Kind.deferred_channel_message,
            lambda: response.defer(ephemeral=private, thinking=True),
        )


def _lock(interaction: Interaction) -> asyncio.Lock:
    """Return the lock that an interaction's answer and its acknowledgement both take."""
    lock: asyncio.Lock = interaction.extras.setdefault("turn", asyncio.Lock())
    return lock


async def answer(interaction: Interaction, what: Content, *, private: bool = True) -> None:
    """Send a new message: the first answer, or one more below it."""
    async with _lock(interaction):
        await _send(interaction, _card(what), private=private)


async def _send(interaction: Interaction, card: Card, *, private: bool) -> None:
    response = interaction.response
    if not response.is_done():
        await _first(
            interaction,
            Kind.channel_message,
            lambda: response.send_message(view=card, ephemeral=private, files=_fresh(card)),
        )
    elif response.type is Kind.deferred_channel_message and (
        not interaction.extras.get("answered")
    ):
        await _again(
            lambda: interaction.edit_original_response(view=card, attachments=_fresh(card))
        )
    else:
        # Not repeated: whether the first try arrived is unknown, and two answers confuse.
        await interaction.followup.send(view=card, ephemeral=private, files=_fresh(card))
    interaction.extras["answered"] = True


async def replace(interaction: Interaction, what: Content) -> None:
    """Replace the card that was pressed, or the answer so far."""
    card = _card(what)
    response = interaction.response
    async with _lock(interaction):
        if response.is_done():
            await _again(
                lambda: interaction.edit_original_response(view=card, attachments=_fresh(card))
            )
        elif interaction.message is not None:
            await _first(
                interaction,
                Kind.message_update,
                lambda: response.edit_message(view=card, attachments=_fresh(card)),
            )
        else:
            await _send(interaction, card, private=True)
        interaction.extras["answered"] = True


async def ask(interaction: Interaction, form: discord.ui.Modal) -> None:
    """Open a form. It must be the first answer; `TooSlowToAskError` if that was given."""
    form.stop()  # so that discord.py does not keep it: what is sent back finds its own way
    async with _lock(interaction):
        if interaction.response.is_done():
            raise TooSlowToAskError
        await _first(interaction, Kind.modal, lambda: interaction.response.send_modal(form))


@asynccontextmanager
async def working(
    interaction: Interaction, *, replaces: bool = False, private: bool = True
) -> AsyncIterator["Progress"]:
    """Acknowledge at once what may take longer than a second.

    Afterwards `answer` fills in the awaited answer; with `replaces`, `replace` changes the card
    that was pressed.
    """
    async with _lock(interaction):
        if not interaction.response.is_done():
            await _acknowledge(interaction, replaces=replaces, private=private)
    yield Progress(interaction)


class Progress:
    """Shows how far long work is, but not so often that Discord limits it."""

    def __init__(self, interaction: Interaction) -> None:
        self._interaction = interaction
        self._reported_at = time.monotonic()  # short work needs no report

    async def tell(self, what: Content) -> None:
        """Show how far it is, unless that was done a moment ago. A failure changes nothing."""
        now = time.monotonic()
        if now - self._reported_at < PROGRESS_PAUSE:
            return
        self._reported_at = now
        try:
            await self._interaction.edit_original_response(view=_card(what), attachments=[])
        except (discord.HTTPException, *TRANSIENT) as error:
            log.info("progress.not_shown", error=type(error).__name__)


def _card(what: Content) -> Card:
    return note(what) if isinstance(what, str) else what


def _fresh(card: Card) -> list[discord.File]:
    """Return a card's files; each try reads them from the beginning."""
    for file in card.files:
        file.reset(seek=True)
    return card.files


async def _first(
    interaction: Interaction, kind: Kind, send: Callable[[], Awaitable[object]]
) -> None:
    """Send the first answer. Discord takes only one, so a repetition cannot double it."""
    try:
        await _again(send)
    except discord.HTTPException as error:
        if error.code == _ALREADY_ANSWERED:
            log.info("answer.arrived_already")
            # discord.py has seen only the refusal, and would give the first answer once more.
            interaction.response._response_type = kind
        elif error.code == _UNKNOWN_INTERACTION:
            log.warning("answer.too_late")
        else:
            raise


async def _again(send: Callable[[], Awaitable[T]]) -> T:
    """Send what may arrive twice without harm, again if Discord or the connection fails."""
    for attempt in range(1, ATTEMPTS):
        try:
            return await send()
        except (discord.DiscordServerError, aiohttp.ClientError, TimeoutError) as error:
            log.info("answer.repeated", attempt=attempt, error=type(error).__name__)
            await asyncio.sleep(PAUSE * 2 ** (attempt - 1))
    return await send()
