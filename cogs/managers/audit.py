"""/audit: who did what, when, on whom, in sentences."""

from typing import Any

import discord
from discord import app_commands
from discord.utils import format_dt

from bot.services import audit
from bot.services.audit import AuditLine, Chosen
from bot.services.rewards.eligibility import Stage
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import ActionId, TooOldError, action, button, choice_list, chosen_number
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, currency, locale, read
from bot.ui.core.cards import Card, actor, escape, sentence, title
from bot.ui.core.commands import choices
from bot.ui.core.pages import Page, footer, turner
from bot.ui.rewards.lookup import named, rewards_in

_SMALLEST_ID = 2**40
"""Whole numbers from here on are ids: amounts are at most a billion."""


# A page of ten lines must fit into one card.
_CHOICES = {"announce": "rewards-announce-", "badge_shape": "rewards-shape-"}
"""Fields whose values have texts, and what the ids of those begin with."""

_LONGEST_NAME = 60
_LONGEST_DETAIL = 100
_LONGEST_CHANGES = 150
"""Characters of changes shown with the old and the new value; of further ones only the field."""


@app_commands.command(name="audit")
@app_commands.choices(kind=choices("audit-kind-", audit.KINDS))
@app_commands.autocomplete(reward=rewards_in(*Stage))
@app_commands.default_permissions(manage_guild=True)
async def show_audit(
    interaction: Interaction,
    member: discord.User | None = None,
    actor: discord.User | None = None,
    kind: str | None = None,
    reward: str | None = None,
    page: Page = 1,
) -> None:
    """Show what was done: all of it, or what the options narrow it to."""
    chosen_reward = (await named(interaction, reward)).reward_id if reward else None
    filters = Chosen(
        member.id if member else None, actor.id if actor else None, kind, chosen_reward
    )
    await answer(interaction, await _page(interaction, filters, page))


_KINDS = ("", *audit.KINDS)
"""What a button's number of a kind means; 0 is all of them."""


TURN_PAGE = ActionId[int, int, int, int, int]("audit")


@action(TURN_PAGE, MANAGERS)
async def turn_page(
    interaction: Interaction, member_id: int, actor_id: int, kind: int, reward_id: int, page: int
) -> Card:
    """Show another page; 0 stands for an option that was not given."""
    if kind >= len(_KINDS):
        raise TooOldError
    filters = Chosen(member_id or None, actor_id or None, _KINDS[kind] or None, reward_id or None)
    return await _page(interaction, filters, page)


OPEN_PARTS = ActionId[()]("audit-parts")


@action(OPEN_PARTS, MANAGERS)
async def open_parts(interaction: Interaction) -> Card:
    """Show the entries that the chosen line sums up."""
    return await _parts(interaction, chosen_number(interaction), 1)


TURN_PARTS = ActionId[int, int]("audit-part")


@action(TURN_PARTS, MANAGERS)
async def turn_parts(interaction: Interaction, batch: int, page: int) -> Card:
    """Show another page of the entries that a line sums up."""
    return await _parts(interaction, batch, page)


async def _page(interaction: Interaction, filters: Chosen, page: int) -> Card:
    language = locale(interaction)
    found = await read(interaction, audit.load_page, filters, page=page)
    currency_name = await currency(interaction)
    empty = "audit-empty" if filters == Chosen() else "audit-empty-chosen"
    ids = (
        filters.member_id or 0,
        filters.actor_id or 0,
        _KINDS.index(filters.kind or ""),
        filters.reward_id or 0,
    )
    return Card(
        title(t(language, "audit-title")),
        "\n".join(_sentence(language, line, currency_name) for line in found.lines)
        or t(language, empty),
        footer(language, found.page, found.pages),
        _folded(language, found.lines),
        turner(language, found.page, found.pages, lambda number: TURN_PAGE.id(*ids, number)),
    )


def _folded(language: str, lines: list[AuditLine]) -> list[discord.ui.Select[Any]] | None:
    """Return the list of lines that sum up other entries, to open them; None without any."""
    # Something and its undoing are two lines that sum up the same entries.
    folded = {line.batch: line for line in reversed(lines) if line.batch is not None}
    options = [
        discord.SelectOption(
            label=t(
                language,
                "audit-parts-of",
                reward=line.reward_name or 0,
                members=line.details.get("members", 0),
            ),
            value=str(line.batch),
        )
        for line in reversed(folded.values())
    ]
    placeholder = t(language, "audit-parts-show")
    return [choice_list(options, OPEN_PARTS.id(), placeholder=placeholder)] if options else None


async def _parts(interaction: Interaction, batch: int, page: int) -> Card:
    language = locale(interaction)
    filters = Chosen(part_of=batch)
    found = await read(interaction, audit.load_page, filters, page=page)
    currency_name = await currency(interaction)
    pages = turner(language, found.page, found.pages, lambda number: TURN_PARTS.id(batch, number))
    return Card(
        title(t(language, "audit-title")),
        "\n".join(_sentence(language, line, currency_name) for line in found.lines)
        or t(language, "audit-empty-chosen"),
        footer(language, found.page, found.pages),
        [*(pages or []), button(t(language, "audit-whole"), TURN_PAGE.id(0, 0, 0, 0, 1))],
    )


def _sentence(language: str, line: AuditLine, currency_name: str | None) -> str:
    values = {"note": 0, "workflow": 0, "goal": 0, "named": 0, "source": "manager"} | {
        name: _detail(value) for name, value in line.details.items()
    }
    if "fields" in line.details:
        values["changes"] = _changes(language, line.details)
    said = t(
        language,
        text_of(line.action),
        **values
        | {
            "actor": actor(language, line.actor_id),
            "member": f"<@{line.member_id}>" if line.member_id else "",
            "reward": escape(line.reward_name, _LONGEST_NAME) if line.reward_name else 0,
            "currency": currency_name,
        },
    )
    return f"{format_dt(line.at, 'f')} · {sentence(said)}"


def text_of(done: str) -> str:
    """Return the id of the text of an entry, such as `points.awarded`."""
    return "audit-did-" + done.replace(".", "-").replace("_", "-")


def _detail(value: object) -> object:
    """Return a detail as a text takes it; 0 stands for none."""
    if value is None:
        return 0
    if isinstance(value, str):
        return escape(" ".join(value.split()), _LONGEST_DETAIL)
    return str(value) if isinstance(value, int) and value >= _SMALLEST_ID else value


def _changes(language: str, details: dict[str, Any]) -> str:
    before, after = details.get("before", {}), details.get("after", {})
    changes, left = [], _LONGEST_CHANGES
    for name in details["fields"]:
        label = t(language, "audit-field-" + name.replace("_", "-"))
        if name in after:
            values = (_value(language, name, of.get(name)) for of in (before, after))
            full = f"{label} {' → '.join(values)}"
            if len(full) <= left:
                label, left = full, left - len(full)
        changes.append(label)
    return ", ".join(changes)


def _value(language: str, field: str, value: object) -> str:
    if value is None:
        return t(language, "audit-nothing")
    if field in _CHOICES:
        return t(language, f"{_CHOICES[field]}{value}")
    if isinstance(value, int):
        return f"<@&{value}>" if value >= _SMALLEST_ID else t(language, "audit-number", value=value)
    return escape(str(value), _LONGEST_NAME)
