"""What else files of another bot propose: tiers from roles of levels, coupons from a store."""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any

import discord

from bot.services.actors import RoleFacts
from bot.services.moving import proposals
from bot.services.moving.proposals import Made, ProposedCoupon, ProposedTier
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import PRIMARY, action, button
from bot.ui.core.answers import working
from bot.ui.core.base import Interaction, currency, locale, read, write
from bot.ui.core.cards import CAREFUL, GOOD, Card, escape, shorten, small, title
from bot.ui.core.errors import explain
from bot.ui.core.existing import note_existing
from bot.ui.core.fields import TextField
from bot.ui.core.forms import Form, Sent
from bot.ui.permissions.roles import role_facts
from bot.ui.points import action_ids as ids

_MOST = 60
"""Proposals that are looked at for a card; fewer fit."""

_TEXT = 3_000
"""Characters of the proposals on a card, which takes 4,000 in all."""

_NAME = 40  # characters of an item
_ROLES = 5  # of those that an item gives or asks for


@action(ids.SHOW_TIERS, MANAGERS)
async def show_tiers(interaction: Interaction, moving_id: int) -> Card:
    """Show the tiers that roles of levels would become, and offer to make them."""
    language = locale(interaction)
    found = await read(interaction, proposals.proposed_tiers, moving_id)
    name = await currency(interaction)
    new = [one for one in found if not one.is_tier and one.threshold is not None]
    lines = [_tier(language, one, name) for one in found[:_MOST]]
    leads_to = ids.MAKE_TIERS.id(moving_id)
    make = button(t(language, "moving-make-tiers", count=len(new)), leads_to, style=PRIMARY)
    return Card(
        title(t(language, "moving-tiers-title")),
        *_as_many_as_fit(language, lines, len(found)),
        small(t(language, "moving-tiers-how")),
        [*([make] if new else []), _back(language, moving_id)],
        colour=CAREFUL,
    )


def _tier(language: str, one: ProposedTier, currency_name: str | None) -> str:
    state = "known" if one.is_tier else "unknown" if one.threshold is None else "new"
    return t(
        language,
        "moving-tier-line",
        role=f"<@&{one.role_id}>",
        level=one.level,
        threshold=one.threshold or 0,
        state=state,
        estimated="yes" if one.estimated else "no",
        currency=currency_name,
    )


def _back(language: str, moving_id: int) -> discord.ui.Button[Any]:
    return button(t(language, "moving-back"), ids.SHOW_MOVING.id(moving_id))


def _as_many_as_fit(language: str, lines: Sequence[str], total: int) -> tuple[str, str | None]:
    """Return the first lines of a total, as many as a card takes, and how many more there are."""
    ends = accumulate(len(line) + 1 for line in lines)
    shown = sum(end <= _TEXT for end in ends)
    more = total - shown
    return "\n".join(lines[:shown]), small(t(language, "moving-more", count=more)) if more else None


@action(ids.MAKE_TIERS, MANAGERS)
async def make_tiers(interaction: Interaction, moving_id: int) -> Card:
    """Make them, as `/settings tiers` would."""
    made = await _in_slices(interaction, proposals.make_tiers, moving_id)
    await note_existing(interaction)  # who has the points already gets the roles
    return await _made(interaction, moving_id, "moving-tiers-made", made)


async def _in_slices(
    interaction: Interaction, make: Callable[..., list[Made] | None], moving_id: int, **more: Any
) -> list[Made]:
    """Make something of all proposals, while others get their turns."""

    def facts(role_id: int) -> RoleFacts:
        return role_facts(interaction, role_id)

    made: list[Made] = []
    async with working(interaction, replaces=True):
        after = 0
        while (some := await write(interaction, make, moving_id, facts, after, **more)) is not None:
            made += some
            after += proposals.SLICE
    return made


@action(ids.SHOW_COUPONS, MANAGERS)
async def show_coupons(interaction: Interaction, moving_id: int) -> Card:
    """Show the coupons that the items of a store would become, and offer drafts of them."""
    language = locale(interaction)
    found = await read(interaction, proposals.proposed_coupons, moving_id)
    name = await currency(interaction)
    lines = [_coupon(language, one, name) for one in found[:_MOST]]
    leads_to = ids.MAKE_COUPONS.id(moving_id)
    return Card(
        title(t(language, "moving-coupons-title")),
        *_as_many_as_fit(language, lines, len(found)),
        small(t(language, "moving-coupons-how")),
        [
            button(t(language, "moving-make-coupons", count=len(found)), leads_to, style=PRIMARY),
            _back(language, moving_id),
        ],
        colour=CAREFUL,
    )


def _coupon(language: str, one: ProposedCoupon, currency_name: str | None) -> str:
    item = one.item
    return t(
        language,
        "moving-coupon-line",
        name=escape(shorten(item.name, _NAME)),
        cost=one.cost,
        currency=currency_name,
        limit="no" if item.stock is None else "yes",
        stock=item.stock or 0,
        left=", ".join(_left_out(language, one)) or "none",
    )


def _left_out(language: str, one: ProposedCoupon) -> Iterator[str]:
    """Yield what a coupon would not do of what the item does or asks."""
    for roles, text_id in (
        (one.lost_roles, "moving-left-gives-roles"),
        (one.lost_requirements, "moving-left-asks-roles"),
    ):
        if roles:
            yield t(language, text_id, roles=" ".join(f"<@&{role}>" for role in roles[:_ROLES]))
    for what in one.item.left_out:
        yield t(language, f"moving-left-{what.replace('_', '-')}")


class StockForm(Form, name="points-import-stock", access=MANAGERS):
    """Asks how many units there are of items that are without limit where they come from."""

    title = "moving-stock-title"
    fields = (TextField(name="stock", label="moving-stock", hint="moving-stock-hint", most=20),)

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> Card:
        """Make the drafts."""
        return await _make_coupons(interaction, sent.target, sent.text("stock"))


@action(ids.MAKE_COUPONS, MANAGERS)
async def make_coupons(interaction: Interaction, moving_id: int) -> Card | None:
    """Make drafts, once it is known how many units each shall have."""
    found = await read(interaction, proposals.proposed_coupons, moving_id)
    if any(one.item.stock is None for one in found):
        await StockForm.open(interaction, target=moving_id)
        return None
    return await _make_coupons(interaction, moving_id, None)


async def _make_coupons(interaction: Interaction, moving_id: int, stock: str | None) -> Card:
    made = await _in_slices(interaction, proposals.make_coupons, moving_id, stock=stock)
    return await _made(interaction, moving_id, "moving-coupons-made", made)


async def _made(
    interaction: Interaction, moving_id: int, text_id: str, made: Sequence[Made]
) -> Card:
    language = locale(interaction)
    told = [(one, one.refusal) for one in made if one.refusal is not None]
    refused = sum(not one.is_there for one, _ in told)
    lines = [
        t(
            language,
            _outcome(one),
            name=one.name if one.name.startswith("<@&") else escape(shorten(one.name, _NAME)),
            reason=await explain(interaction, refusal),
        )
        for one, refusal in told[:_MOST]
    ]
    return Card(
        t(language, text_id, count=sum(one.made for one in made), refused=refused),
        *_as_many_as_fit(language, lines, len(told)),
        [_back(language, moving_id)],
        colour=CAREFUL if refused else GOOD,
    )


def _outcome(one: Made) -> str:
    if one.is_there:
        return "moving-there-already"
    return "moving-made-without" if one.made else "moving-not-made"
