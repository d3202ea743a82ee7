"""/revoke: revoking what a member holds, also of people who have left."""

import discord
from discord import app_commands
from discord.utils import format_dt

from bot.services import calendar
from bot.services.community import settings
from bot.services.errors import RefusedError
from bot.services.grants import inventory, revoke
from bot.services.grants.inventory import Item
from bot.services.grants.item_state import ItemState
from bot.services.grants.revoke import Revoked
from bot.services.typed import fold
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import DANGER, ActionId, action, button
from bot.ui.core.answers import answer, working
from bot.ui.core.autocomplete import resolve_suggestion, suggest
from bot.ui.core.base import Interaction, currency, locale, read, write
from bot.ui.core.cards import GOOD, Card, escape, shorten, title
from bot.ui.core.confirm import confirmation
from bot.ui.core.forms import Form, Sent
from bot.ui.core.reasons import REASON
from db.tables import RewardKind

MOST = 500
"""Things held by one member that can be found by name."""

NAME_SHOWN = 50
"""Characters of a name in a suggestion; its date must fit behind it."""


class NotHeldError(RefusedError):
    """The member holds nothing of that name."""

    message = "revoke-not-held"


@suggest
async def suggest_held_grants(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
    """Suggest what the member holds whom the option before it names."""
    member = interaction.namespace.member
    if member is None:
        return []
    items = await _held(interaction, member.id)
    wanted = fold(typed)
    language = locale(interaction)
    current = await read(interaction, settings.get)
    zone = calendar.clock(current.timezone)
    return [
        (
            t(
                language,
                "revoke-choice",
                name=shorten(item.name, NAME_SHOWN),
                state=item.state,
                day=item.created_at.astimezone(zone).date().isoformat(),
            ),
            str(item.grant_id),
        )
        for item in items
        if wanted in fold(item.name)
    ]


@app_commands.command(name="revoke")
@app_commands.autocomplete(reward=suggest_held_grants)
@app_commands.default_permissions(manage_guild=True)
async def revoke_command(interaction: Interaction, member: discord.User, reward: str) -> None:
    """Ask whether to revoke it, and say what that does."""
    items = await _held(interaction, member.id)
    item = _find(items, await resolve_suggestion(suggest_held_grants, interaction, reward))
    if item is None:
        raise NotHeldError(member=member.mention, given=reward)
    language = locale(interaction)
    card = confirmation(
        language,
        title(t(language, "revoke-title", reward=escape(item.name), member=member.mention)),
        t(
            language,
            "revoke-held-since",
            when=format_dt(item.created_at, "f"),
        ),
        t(language, _effect(item), paid=item.paid, currency=await currency(interaction)),
        confirm=t(language, "revoke-confirm"),
        leads_to=REVOKE_GRANT.id(item.grant_id),
        style=DANGER,
        other=button(t(language, "ui-give-reason"), GIVE_REASON.id(item.grant_id)),
    )
    await answer(interaction, card)


REVOKE_GRANT = ActionId[int]("revoke")


@action(REVOKE_GRANT, MANAGERS)
async def revoke_grant(interaction: Interaction, grant_id: int) -> Card:
    """Revoke it. A grant can be revoked once, so a second press changes nothing."""
    return await _revoke(interaction, grant_id, None)


GIVE_REASON = ActionId[int]("revoke-reason")


class RevokeForm(Form, name="revoke", access=MANAGERS, opened_by=GIVE_REASON):
    """Revokes a grant, its target, for a reason that its holder reads."""

    title = "revoke-form-title"
    fields = (REASON,)

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> Card:
        """Do as the card's button does."""
        return await _revoke(interaction, sent.target, sent.text("reason"))


async def _revoke(interaction: Interaction, grant_id: int, reason: str | None) -> Card:
    async with working(interaction, replaces=True):
        done = await write(interaction, revoke.revoke, grant_id, reason)
        currency_name = await currency(interaction)
        return _done(locale(interaction), done, currency_name)


async def _held(interaction: Interaction, member_id: int) -> list[Item]:
    return await read(interaction, inventory.grants_of, member_id, limit=MOST)


def _find(items: list[Item], text: str) -> Item | None:
    """Return the item with the id that a suggestion sent, or the newest of a name."""
    typed = text.strip()
    for item in items:
        if typed in (str(item.grant_id), str(item.reward_id)):
            return item
    named = (item for item in items if fold(item.name) == fold(typed))
    return next(named, None)


def _effect(item: Item) -> str:
    """Return the id of the text that says what revoking it does."""
    if item.kind is RewardKind.BADGE:
        return "revoke-effect-badge"
    if item.kind is RewardKind.COUPON:
        return "revoke-effect-coupon-paid" if item.paid else "revoke-effect-coupon-free"
    shown = item.state is ItemState.SHOW
    return "revoke-effect-code-seen" if shown else "revoke-effect-code-unseen"


def _done(language: str, done: Revoked, currency_name: str | None) -> Card:
    return Card(
        t(
            language,
            "revoke-done",
            reward=escape(done.reward_name),
            member=f"<@{done.member_id}>",
        ),
        t(language, "revoke-refunded", refunded=done.refunded, currency=currency_name)
        if done.refunded
        else None,
        t(language, f"revoke-code-{done.code}") if done.code else None,
        t(language, "revoke-told"),
        colour=GOOD,
    )
