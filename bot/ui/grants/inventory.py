"""What a member holds, and their codes, for their eyes alone.

The buttons work in direct messages too, so their ids say which community they are about.
"""

from datetime import datetime
from typing import Any

from discord.ui import Button
from discord.utils import format_dt

from bot.services.grants import inventory, redeem
from bot.services.grants.inventory import CodeShown, Item
from bot.services.grants.item_state import ItemState
from bot.services.grants.redeem import CouponShown
from bot.services.raffles import listing
from bot.texts import t
from bot.ui.core.access import MEMBERS
from bot.ui.core.actions import PRIMARY, SUCCESS, action, button
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, db, locale, person, person_in, read
from bot.ui.core.cards import (
    GOOD,
    Card,
    Part,
    code_block,
    escape,
    line,
    sentence,
    small,
    title,
    until,
    with_button,
)
from bot.ui.core.pages import footer, turner
from bot.ui.grants.action_ids import ACCEPT_PRIZE, LIST_HELD, MY_REWARDS, SHOW_CODE, USE_COUPON

DESCRIPTION_LENGTH = 200
"""Characters of a description that a list shows."""

MOST_ROLES = 5
"""Roles that coupons brought which a list names."""


@action(LIST_HELD, MEMBERS)
async def held_card(interaction: Interaction, page: int) -> Card:
    """Return a page of what somebody holds."""
    language = locale(interaction)
    found = await read(interaction, inventory.inventory, page)
    parts: list[Part | None] = [title(t(language, "inventory-title"))]
    if not found.reachable:
        parts.append(t(language, "notifications-closed"))
    if found.waiting:
        parts.append(t(language, "inventory-waiting", count=found.waiting))
    for won in await read(interaction, listing.waiting):
        text = t(
            language,
            "inventory-won",
            reward=escape(won.reward_name),
            left=format_dt(won.accept_until, "R"),
        )
        accept = ACCEPT_PRIZE.id(won.raffle_id, person(interaction).community_id)
        parts.append(with_button(text, button(t(language, "raffle-accept"), accept, style=SUCCESS)))
    parts.append("\n".join(_role(language, *role) for role in found.roles[:MOST_ROLES]))
    if not found.items:
        parts.append(t(language, "inventory-empty"))
    for item in found.items:
        parts += [line(), _item(language, item, person(interaction).community_id)]
    parts.append(footer(language, found.page, found.pages))
    parts.append(turner(language, found.page, found.pages, LIST_HELD.id))
    return Card(*parts)


def _role(language: str, role_id: int, ends_at: datetime | None) -> str:
    until = 0 if ends_at is None else int(ends_at.timestamp())
    return t(language, "inventory-role", role=str(role_id), until=until)


def _item(language: str, item: Item, community_id: int) -> Part:
    facts = [t(language, f"inventory-state-{item.state}")]
    if item.state in {ItemState.CLAIM, ItemState.SHOW, ItemState.USE}:
        facts.append(until(language, item.expires_on))
    lines = [f"**{escape(item.name)}**", small(" · ".join(facts))]
    if item.description:
        lines.append(escape(item.description, DESCRIPTION_LENGTH))
    shown = "\n".join(lines)
    press = open_button(language, item, community_id)
    return with_button(shown, press) if press else shown


def open_button(language: str, item: Item, community_id: int) -> Button[Any] | None:
    """Return the button that opens what is held; None where there is nothing to open."""
    if item.state is ItemState.USE:
        return button(t(language, "inventory-use"), USE_COUPON.id(item.grant_id, community_id))
    if item.state is ItemState.CLAIM:
        label, style = t(language, "inventory-claim-code"), PRIMARY
        return button(label, SHOW_CODE.id(item.grant_id, community_id), style=style)
    if item.state is ItemState.SHOW:
        label = t(language, "inventory-show-code")
        return button(label, SHOW_CODE.id(item.grant_id, community_id))
    return None


@action(MY_REWARDS, MEMBERS)
async def my_rewards(interaction: Interaction) -> None:
    """Show whoever presses what they hold themselves, as a message of its own."""
    await answer(interaction, await held_card(interaction, 1))


@action(SHOW_CODE, MEMBERS)
async def show_code(interaction: Interaction, grant_id: int, community_id: int) -> None:
    """Show a voucher's code to its holder; the first time claims it."""
    who = await person_in(interaction, community_id)
    shown = await db(interaction).write(inventory.show_code, who, grant_id)
    intro = t(locale(interaction), "inventory-your-code")
    await answer(interaction, _opened(interaction, shown, intro, shown.value))


@action(USE_COUPON, MEMBERS)
async def use_coupon(interaction: Interaction, grant_id: int, community_id: int) -> None:
    """Show a coupon's redemption code to its holder."""
    who = await person_in(interaction, community_id)
    coupon = await db(interaction).read(redeem.use, who, grant_id)
    intro = t(locale(interaction), "inventory-show-this")
    await answer(interaction, _opened(interaction, coupon, intro, coupon.redemption_code))


def _opened(
    interaction: Interaction, shown: CodeShown | CouponShown, intro: str, code: str
) -> Card:
    """Return what only the holder ever sees."""
    language = locale(interaction)
    return Card(
        title(escape(shown.reward_name)),
        intro,
        code_block(code),
        escape(shown.instructions) if shown.instructions else None,
        sentence(until(language, shown.expires_on)),
        small(t(language, "inventory-only-you")),
        colour=GOOD,
    )
