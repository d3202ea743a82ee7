"""/audit: who did what, when, on whom, in sentences."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.services import audit
from bot.services.audit import AuditLine
from bot.texts import t
from bot.ui.access import MANAGERS
from bot.ui.actions import action
from bot.ui.answers import answer, replace
from bot.ui.base import Interaction, currency, db, locale, person
from bot.ui.cards import Card, escape, title
from bot.ui.commands import text
from bot.ui.pages import footer, turner

Page = app_commands.Range[int, 1]

_SMALLEST_ID = 2**40
"""Whole numbers from here on are ids: amounts are at most a billion."""


# A page of ten lines must fit into one card.
_LONGEST_NAME = 60
_LONGEST_DETAIL = 100
_LONGEST_CHANGES = 150
"""Characters of changes that are told with what was and what is; of further ones only the field."""


class Audit(commands.Cog):
    """What was recorded."""

    @app_commands.command(name="audit", description=text("command-audit"))
    @app_commands.describe(
        member=text("command-audit-member"),
        actor=text("command-audit-actor"),
        page=text("command-audit-page"),
    )
    @app_commands.default_permissions(manage_guild=True)
    async def audit(
        self,
        interaction: Interaction,
        member: discord.User | None = None,
        actor: discord.User | None = None,
        page: Page = 1,
    ) -> None:
        """Show what was done; of everybody, of a member, or by one."""
        card = await _page(interaction, member.id if member else 0, actor.id if actor else 0, page)
        await answer(interaction, card)


@action("audit", MANAGERS)
async def turn(interaction: Interaction, member_id: int, actor_id: int, page: int) -> None:
    """Show another page; an id of 0 is nobody in particular."""
    await replace(interaction, await _page(interaction, member_id, actor_id, page))


async def _page(interaction: Interaction, member_id: int, actor_id: int, page: int) -> Card:
    language = locale(interaction)
    seen = await db(interaction).read(
        audit.look,
        person(interaction),
        page=page,
        member_id=member_id or None,
        actor_id=actor_id or None,
    )
    called = await currency(interaction)
    empty = "audit-empty-chosen" if member_id or actor_id else "audit-empty"
    return Card(
        title(t(language, "audit-title")),
        "\n".join(_sentence(language, line, called) for line in seen.lines) or t(language, empty),
        footer(language, seen.page, seen.pages),
        turner(
            language, seen.page, seen.pages, lambda number: turn.id(member_id, actor_id, number)
        ),
    )


def _sentence(language: str, line: AuditLine, called: str | None) -> str:
    facts = {name: _fact(value) for name, value in line.details.items()}
    if "fields" in line.details:
        facts["changes"] = _changes(language, line.details)
    did = t(
        language,
        text_of(line.action),
        **facts
        | {
            "actor": _mention(line.actor_id) or t(language, "audit-laurel"),
            "member": _mention(line.member_id),
            "reward": escape(line.reward_name or "", _LONGEST_NAME),
            "currency": called,
        },
    )
    return f"{discord.utils.format_dt(line.at, 'f')} · {did}"


def text_of(done: str) -> str:
    """Return the id of the text for an action, such as `points.awarded`."""
    return "audit-did-" + done.replace(".", "-").replace("_", "-")


def _fact(value: Any) -> object:
    """Return a detail as a text of ours takes it; 0 stands for none at all."""
    if value is None:
        return 0
    if isinstance(value, str):
        return escape(" ".join(value.split()), _LONGEST_DETAIL)
    return str(value) if isinstance(value, int) and value >= _SMALLEST_ID else value


def _changes(language: str, details: dict[str, Any]) -> str:
    before, after = details.get("before", {}), details.get("after", {})
    told, room = [], _LONGEST_CHANGES
    for name in details["fields"]:
        label = t(language, "audit-field-" + name.replace("_", "-"))
        if name in after:
            full = f"{label} {_value(language, before.get(name))} → {_value(language, after[name])}"
            if len(full) <= room:
                label, room = full, room - len(full)
        told.append(label)
    return ", ".join(told)


def _value(language: str, value: Any) -> str:
    if value is None:
        return t(language, "audit-nothing")
    if isinstance(value, int):
        return f"<@&{value}>" if value >= _SMALLEST_ID else t(language, "audit-number", value=value)
    return escape(str(value), _LONGEST_NAME)


def _mention(member_id: int | None) -> str:
    return f"<@{member_id}>" if member_id else ""


async def setup(bot: commands.Bot) -> None:
    """Add the command."""
    await bot.add_cog(Audit())
