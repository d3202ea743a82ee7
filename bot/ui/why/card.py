"""The card that answers "I did not get it": what was seen, goals, and workflows, in pages."""

from typing import Any

import discord

from bot.texts import t
from bot.ui.core.access import MANAGERS, MEMBERS
from bot.ui.core.actions import PRIMARY, SECONDARY, action, button
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, locale, person
from bot.ui.core.cards import Card, shorten, small, title
from bot.ui.core.pages import footer, numbered, turner
from bot.ui.points.action_ids import OPEN_WHY
from bot.ui.why.action_ids import SHOW_OF, SHOW_OWN, TURN_OF, TURN_OWN
from bot.ui.why.activity import activity_lines
from bot.ui.why.goals import goal_lines
from bot.ui.why.runs import run_lines

PARTS = ("activity", "goals", "workflows")
"""A button holds the number of a part, so new ones come at the end."""

TEXT = 3_400
"""Characters of what a page says; a card takes 4,000 in all."""


async def own_card(interaction: Interaction, part: int = 0, page: int = 1) -> Card:
    """Return a page about who asks."""
    return await _card(interaction, None, part, page)


async def card_of(interaction: Interaction, member_id: int, part: int = 0, page: int = 1) -> Card:
    """Return a page about a member, for a manager."""
    return await _card(interaction, member_id, part, page)


async def _card(interaction: Interaction, member_id: int | None, part: int, page: int) -> Card:
    language, shown = locale(interaction), numbered(PARTS, part)
    part = PARTS.index(shown)
    whose = person(interaction).member_id if member_id is None else member_id
    if shown == "activity":
        lines, page, pages = await activity_lines(interaction, whose, page)
    elif shown == "goals":
        lines, page, pages = await goal_lines(interaction, whose, page)
    else:
        managed = member_id is not None
        lines, page, pages = await run_lines(interaction, whose, page, for_manager=managed)
    heading = (
        t(language, "why-title")
        if member_id is None
        else t(language, "why-title-of", member=f"<@{member_id}>")
    )

    def leads_to(to: int) -> str:
        return TURN_OWN.id(part, to) if member_id is None else TURN_OF.id(member_id, part, to)

    return Card(
        title(heading),
        shorten("\n".join(lines), TEXT) or t(language, f"why-{shown}-none"),
        small(t(language, f"why-{shown}-hint")),
        footer(language, page, pages),
        turner(language, page, pages, leads_to),
        _parts(language, member_id, part),
    )


def _parts(language: str, member_id: int | None, shown: int) -> list[discord.ui.Button[Any]]:
    return [
        button(
            t(language, f"why-part-{name}"),
            SHOW_OWN.id(number) if member_id is None else SHOW_OF.id(member_id, number),
            style=PRIMARY if number == shown else SECONDARY,
            disabled=number == shown,
        )
        for number, name in enumerate(PARTS)
    ]


@action(SHOW_OWN, MEMBERS)
async def show_own(interaction: Interaction, part: int) -> Card:
    """Show another part of one's own."""
    return await own_card(interaction, part)


@action(TURN_OWN, MEMBERS)
async def turn_own(interaction: Interaction, part: int, page: int) -> Card:
    """Show another page of one's own."""
    return await own_card(interaction, part, page)


@action(SHOW_OF, MANAGERS)
async def show_of(interaction: Interaction, member_id: int, part: int) -> Card:
    """Show another part of a member's."""
    return await card_of(interaction, member_id, part)


@action(TURN_OF, MANAGERS)
async def turn_of(interaction: Interaction, member_id: int, part: int, page: int) -> Card:
    """Show another page of a member's."""
    return await card_of(interaction, member_id, part, page)


@action(OPEN_WHY, MANAGERS)
async def open_why(interaction: Interaction, member_id: int) -> None:
    """Open it beside a member's profile."""
    await answer(interaction, await card_of(interaction, member_id))
