"""A voucher's codes as managers may see them: by number and last characters, never whole."""

from datetime import date

from discord.utils import format_dt

from bot.services.codes import codes
from bot.services.codes.codes import CodeLine
from bot.texts import t
from bot.ui.codes.action_ids import ASK_VOID_REASON, LIST_CODES, VOID_CODE
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import DANGER, action, button
from bot.ui.core.answers import working
from bot.ui.core.base import Interaction, locale, read, write
from bot.ui.core.cards import GOOD, Card, escape, shorten, title, until
from bot.ui.core.confirm import confirmation
from bot.ui.core.forms import Form, Sent
from bot.ui.core.pages import footer, numbered, turner
from bot.ui.core.reasons import REASON
from db.tables import CodeState

STATES = (None, *CodeState)
"""What the list may be narrowed to; a button carries the number."""

_FILE_NAME = 30
"""Characters of a file's name in a list."""

_HELD = (CodeState.ASSIGNED, CodeState.CLAIMED)


@action(LIST_CODES, MANAGERS)
async def list_codes(interaction: Interaction, reward_id: int, state: int, page: int) -> Card:
    """Show another page of a list."""
    return await listing(interaction, reward_id, numbered(STATES, state), page)


@action(VOID_CODE, MANAGERS)
async def void_code(interaction: Interaction, code_id: int) -> Card:
    """Withdraw a code. That happens once, so a second press changes nothing."""
    return await _withdraw(interaction, code_id, None)


class Withdraw(Form, name="codes-void", access=MANAGERS, opened_by=ASK_VOID_REASON):
    """Withdraws a code for a reason, which its holder reads; its target is the code."""

    title = "codes-admin-void-form-title"
    fields = (REASON,)

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> Card:
        """Do as the card's button does."""
        return await _withdraw(interaction, sent.target, sent.text("reason"))


async def _withdraw(interaction: Interaction, code_id: int, reason: str | None) -> Card:
    async with working(interaction, replaces=True):
        was = await write(interaction, codes.void, code_id, reason)
        language = locale(interaction)
        done = t(language, "codes-admin-voided", code=name(was))
        return Card(done, _holder_notice(language, was), colour=GOOD)


async def listing(
    interaction: Interaction, reward_id: int, state: CodeState | None, page: int
) -> Card:
    """Return a page of a voucher's codes."""
    language, ids = locale(interaction), (reward_id, STATES.index(state))
    seen = await read(interaction, codes.list_codes, reward_id, state=state, page=page)
    counts = [
        t(language, "codes-admin-count", state=state_of(language, one), count=seen.counts[one])
        for one in CodeState
        if seen.counts.get(one)
    ]
    return Card(
        title(t(language, "codes-admin-list-title", reward=escape(seen.reward_name))),
        "\n".join([t(language, "codes-admin-usable", count=seen.usable), " · ".join(counts)]),
        "\n".join(_line(language, line) for line in seen.lines)
        or t(language, "codes-admin-none-such" if counts else "codes-admin-none"),
        footer(language, seen.page, seen.pages),
        turner(language, seen.page, seen.pages, lambda to: LIST_CODES.id(*ids, to)),
    )


async def withdrawal(interaction: Interaction, reward_id: int, typed: str) -> Card:
    """Return a card that says what withdrawing a code would do, and asks."""
    language = locale(interaction)
    code = await read(interaction, codes.find_code, reward_id, typed)
    if code.state in (CodeState.VOID, CodeState.EXPIRED):
        raise codes.CodeOverError
    return confirmation(
        language,
        title(t(language, "codes-admin-void-title", code=name(code))),
        _line(language, code),
        t(language, "codes-admin-void-held" if code.state in _HELD else "codes-admin-void-free"),
        confirm=t(language, "codes-admin-void"),
        leads_to=VOID_CODE.id(code.code_id),
        style=DANGER,
        other=button(t(language, "ui-give-reason"), ASK_VOID_REASON.id(code.code_id)),
    )


def _line(language: str, code: CodeLine) -> str:
    facts = [
        name(code),
        state_of(language, code.state),
        _good_until(language, code.expires_on),
        escape(shorten(code.file_name, _FILE_NAME)),
    ]
    if code.holder_id is not None:
        facts.append(f"<@{code.holder_id}>")
    return " · ".join([*facts, format_dt(code.changed_at, "d")])


def _good_until(language: str, day: date | None) -> str:
    if day is None:
        return until(language, None)
    return t(language, "codes-admin-good-until", day=day.isoformat())


def name(code: CodeLine) -> str:
    """Return what a code is called: its number, and its last characters where that is safe."""
    return escape(plain_name(code))


def plain_name(code: CodeLine) -> str:
    """Return the same where nothing is markup."""
    return f"#{code.number} …{code.ending}" if code.ending else f"#{code.number}"


def state_of(language: str, state: CodeState) -> str:
    """Return where a code is in its life, in words."""
    return t(language, f"codes-admin-state-{state}")


def _holder_notice(language: str, was: CodeLine) -> str | None:
    if was.state not in _HELD:
        return None
    return t(language, "codes-admin-holder-told", member=f"<@{was.holder_id}>")
