"""/settings webhooks: the secrets of incoming and outgoing calls, and the latest incoming ones."""

from dataclasses import dataclass

from discord.utils import format_dt

from bot.services.webhooks import calls, secrets
from bot.services.webhooks.calls import CallLine
from bot.services.webhooks.secrets import CHANGING_OVER, Made, Valid
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import DANGER, PRIMARY, ActionId, action, button
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, host, locale, read, write
from bot.ui.core.cards import (
    CAREFUL,
    GOOD,
    Card,
    Part,
    code_block,
    escape,
    note,
    shorten,
    small,
    title,
)
from bot.ui.core.confirm import confirmation
from cogs import groups
from db.tables import CallOutcome, Direction

_LONGEST_REASON = 200
_LONGEST_PROBLEM = 100
"""Characters of what was wrong with a call; its answer said all of it."""

NONE = 0
"""Stands for no secret in the id of a button."""


@groups.settings.command(name="webhooks")
async def settings_webhooks(interaction: Interaction) -> None:
    """Show where other programs call, the secrets, and the outcome of the latest calls."""
    valid = await read(interaction, secrets.list_secrets)
    waiting = await read(interaction, secrets.waiting)
    lines = await read(interaction, calls.list_calls)
    language = locale(interaction)
    await answer(
        interaction,
        Card(
            title(t(language, "hook-title")),
            t(language, "hook-intro"),
            *_address(interaction, language),
            *_secrets(language, _of(valid, Direction.INCOMING), _INCOMING),
            *_outgoing(language, _of(valid, Direction.OUTGOING), waiting),
            _calls(language, lines),
        ),
    )


REPLACE_SECRET = ActionId[int]("webhook-secret-replace")


@action(REPLACE_SECRET, MANAGERS)
async def replace_secret(interaction: Interaction, secret_id: int) -> Card:
    """Ask whether to replace the secret for incoming calls."""
    return await _ask_to_replace(interaction, _INCOMING, secret_id)


REPLACE_OUTGOING = ActionId[int]("webhook-outgoing-replace")


@action(REPLACE_OUTGOING, MANAGERS)
async def replace_outgoing(interaction: Interaction, secret_id: int) -> Card:
    """Ask whether to replace the secret for outgoing calls."""
    return await _ask_to_replace(interaction, _OUTGOING, secret_id)


MAKE_SECRET = ActionId[int]("webhook-secret-make")


@action(MAKE_SECRET, MANAGERS)
async def make_secret(interaction: Interaction, instead_of: int) -> None:
    """Create a secret for incoming calls, and show it once, to who created it."""
    await _make(interaction, _INCOMING, instead_of)


MAKE_OUTGOING = ActionId[int]("webhook-outgoing-make")


@action(MAKE_OUTGOING, MANAGERS)
async def make_outgoing(interaction: Interaction, instead_of: int) -> None:
    """Create a secret for outgoing calls, and show it once, to who created it."""
    await _make(interaction, _OUTGOING, instead_of)


@dataclass(frozen=True)
class _Way:
    """What differs between the two directions: actions and the ids of texts."""

    direction: Direction
    replace: ActionId[int]
    make: ActionId[int]
    none: str
    first: str
    again: str
    really: str
    made: str
    old: str


_INCOMING = _Way(
    Direction.INCOMING,
    REPLACE_SECRET,
    MAKE_SECRET,
    none="hook-no-secret",
    first="hook-make",
    again="hook-replace",
    really="hook-replace-really",
    made="hook-made",
    old="hook-made-old",
)
_OUTGOING = _Way(
    Direction.OUTGOING,
    REPLACE_OUTGOING,
    MAKE_OUTGOING,
    none="hook-outgoing-no-secret",
    first="hook-outgoing-make",
    again="hook-outgoing-replace",
    really="hook-outgoing-replace-really",
    made="hook-outgoing-made",
    old="hook-outgoing-made-old",
)


async def _ask_to_replace(interaction: Interaction, way: _Way, secret_id: int) -> Card:
    language = locale(interaction)
    until = format_dt(interaction.created_at + CHANGING_OVER, "f")
    return confirmation(
        language,
        t(language, way.really, until=until),
        confirm=t(language, way.again),
        leads_to=way.make.id(secret_id),
    )


async def _make(interaction: Interaction, way: _Way, instead_of: int) -> None:
    made = await write(
        interaction,
        secrets.make,
        press=interaction.id,
        instead_of=instead_of or None,
        direction=way.direction,
    )
    await answer(interaction, _made(locale(interaction), way, made))


ASK_TO_END = ActionId[int]("webhook-secret-end")


@action(ASK_TO_END, MANAGERS)
async def ask_to_end(interaction: Interaction, secret_id: int) -> Card:
    """Ask whether to end a secret."""
    language = locale(interaction)
    return confirmation(
        language,
        t(language, "hook-end-really"),
        confirm=t(language, "hook-end"),
        leads_to=END_SECRET.id(secret_id),
        style=DANGER,
    )


END_SECRET = ActionId[int]("webhook-secret-end-really")


@action(END_SECRET, MANAGERS)
async def end_secret(interaction: Interaction, secret_id: int) -> Card:
    """End a secret."""
    await write(interaction, secrets.end, secret_id)
    return note(t(locale(interaction), "hook-ended"), colour=CAREFUL)


def _made(language: str, way: _Way, made: Made) -> Card:
    until = made.old_ends_at
    return Card(
        t(language, way.made),
        code_block(made.secret),
        t(language, way.old, until=format_dt(until, "f")) if until else None,
        colour=GOOD,
    )


def _address(interaction: Interaction, language: str) -> list[Part]:
    settings = host(interaction).settings
    if settings.webhooks_called is None or settings.webhooks_listen is None:
        return [t(language, "hook-off")]
    address = code_block(f"{settings.webhooks_called}/hooks/{interaction.guild_id}")
    parts: list[Part] = [t(language, "hook-address") + "\n" + address]
    if settings.webhook_url is None:
        parts.append(small(t(language, "hook-address-local")))
    return parts


def _of(valid: list[Valid], direction: Direction) -> list[Valid]:
    return [secret for secret in valid if secret.direction is direction]


def _outgoing(language: str, valid: list[Valid], waiting: int) -> list[Part]:
    """Render the secrets of outgoing calls, and how many calls wait for a first one."""
    parts: list[Part] = [t(language, "hook-outgoing")]
    if waiting:
        parts.append(t(language, "hook-outgoing-waiting", count=waiting))
    return parts + _secrets(language, valid, _OUTGOING)


def _secrets(language: str, valid: list[Valid], way: _Way) -> list[Part]:
    parts: list[Part] = []
    present = next((secret for secret in valid if secret.ends_at is None), None)
    for secret in valid:
        by, made = f"<@{secret.created_by}>", format_dt(secret.created_at, "R")
        if secret.ends_at is None:
            parts.append(t(language, "hook-secret", by=by, made=made))
            new = button(t(language, way.again), way.replace.id(secret.id))
        else:
            until = format_dt(secret.ends_at, "f")
            parts.append(t(language, "hook-secret-until", by=by, made=made, until=until))
            new = None
        end = button(t(language, "hook-end"), ASK_TO_END.id(secret.id), style=DANGER)
        parts.append([new, end] if new else [end])
    if present is None:
        parts.append(t(language, way.none))
        label = t(language, way.first)
        parts.append([button(label, way.make.id(NONE), style=PRIMARY)])
    return parts


def _calls(language: str, lines: list[CallLine]) -> str:
    rendered = [f"{format_dt(line.at, 'T')} · {_call(language, line)}" for line in lines]
    if not rendered:
        rendered = [t(language, "hook-calls-none")]
    return "\n".join([f"**{t(language, 'hook-calls')}**", *rendered])


def _call(language: str, line: CallLine) -> str:
    if line.outcome is CallOutcome.UNSIGNED:
        return t(language, "hook-call-unsigned")
    if line.outcome is CallOutcome.REFUSED and line.problem is not None:
        details = {name: escape(str(value)) for name, value in line.details.items()}
        problem = shorten(t(language, line.problem, **details), _LONGEST_PROBLEM)
        return t(language, "hook-call-refused", why=problem)
    trigger = line.details.get("trigger")
    if line.outcome is not CallOutcome.STORED:
        return t(language, f"hook-call-{line.outcome}", type=trigger)
    if line.state is None:
        return t(language, "hook-call-forgotten", type=trigger)
    problem = escape(line.error or "", _LONGEST_REASON)
    state = t(language, f"hook-became-{line.state}", why=problem)
    member = f"<@{line.member_id}>"
    return t(language, "hook-call-stored", type=trigger, member=member, became=state)
