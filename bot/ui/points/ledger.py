"""Awarding and deducting points, and the history of a member's points."""

import discord
from discord.utils import format_dt

from bot.services import communities
from bot.services.errors import GoneError, NotHereError
from bot.services.points import earn, ledger, movements
from bot.services.points.ledger import Balances
from bot.services.points.movements import History, Movement
from bot.services.typed import whole_number
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import action
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, as_person, db, locale, person, read, write
from bot.ui.core.cards import GOOD, Card, actor, escape, shorten, small, title
from bot.ui.core.fields import ChoiceField, TextField
from bot.ui.core.forms import Form, Sent
from bot.ui.core.pages import footer, numbered, turner
from bot.ui.points.action_ids import LIST_HISTORY, LIST_HISTORY_OF
from bot.ui.points.causes import for_what, note_of
from db.tables import Community, LedgerReason, WalletMode

REASONS = (None, *LedgerReason)
"""What a history may be narrowed to; a button carries the number."""

NOTE_SHOWN = 100
"""Characters of a note in a history; a page of ten must fit into one card."""

_AMOUNT = 20
"""Characters of an amount as people type it, with what sets off thousands."""


class ChangePoints(Form, name="points-change", access=MANAGERS):
    """Gives a member points or takes them; its target is the member."""

    title = "points-form-title"
    fields = (
        ChoiceField(
            name="kind",
            label="points-form-kind",
            required=True,
            choices=[
                (kind, f"points-form-{kind}")
                for kind in ("award", "refund", "deduct", "correction")
            ],
        ),
        TextField(name="amount", label="points-form-amount", required=True, most=_AMOUNT),
        TextField(
            name="note",
            label="points-form-note",
            hint="points-form-note-hint",
            most=ledger.NOTE_LENGTH,
        ),
    )

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> None:
        """Do as `/points award` and `/points deduct` do."""
        kind, note = sent.text("kind"), sent.text("note")
        amount = whole_number(sent.text("amount")) or 0
        if kind in ("award", "refund"):
            assert interaction.guild is not None
            try:
                member = await interaction.guild.fetch_member(sent.target)
            except discord.NotFound:
                raise NotHereError from None
            await give(interaction, member, amount, note, refund=kind == "refund")
        elif kind in ("deduct", "correction"):
            await take(interaction, sent.target, amount, note, correction=kind == "correction")
        else:
            raise GoneError


async def give(
    interaction: Interaction,
    member: discord.Member | discord.User,
    amount: int,
    note: str | None,
    *,
    refund: bool,
) -> None:
    """Give points to a member who is here, once for what asked for it."""
    after = await write(
        interaction,
        earn.award,
        as_person(member),
        amount,
        key=f"interaction:{interaction.id}",
        note=note,
        refund=refund,
    )
    done = "points-admin-refunded" if refund else "points-admin-awarded"
    await tell(interaction, done, member.id, amount, after)


async def take(
    interaction: Interaction, member_id: int, amount: int, note: str | None, *, correction: bool
) -> None:
    """Take points from somebody, also if they have left, once for what asked for it."""
    after = await write(
        interaction,
        ledger.deduct,
        member_id,
        amount,
        key=f"interaction:{interaction.id}",
        note=note,
        correction=correction,
    )
    done = "points-admin-corrected" if correction else "points-admin-deducted"
    await tell(interaction, done, member_id, amount, after)


async def tell(
    interaction: Interaction,
    done: str,
    member_id: int,
    amount: int,
    after: Balances,
) -> None:
    """Say what was given or taken, and what they have now."""
    community = await _community(interaction)
    text = t(
        locale(interaction),
        done,
        member=f"<@{member_id}>",
        amount=amount,
        currency=community.currency,
    )
    await answer(
        interaction, Card(text, _balances(locale(interaction), community, after), colour=GOOD)
    )


@action(LIST_HISTORY, MANAGERS)
async def history_card(interaction: Interaction, member_id: int, page: int) -> Card:
    """Return a page of the history of a member's points."""
    return await history_of(interaction, member_id, 0, page)


@action(LIST_HISTORY_OF, MANAGERS)
async def history_of(interaction: Interaction, member_id: int, reason: int, page: int) -> Card:
    """Return a page of it, of what moved for one reason; the number 0 is any."""
    language, chosen = locale(interaction), numbered(REASONS, reason)
    seen: History = await read(interaction, movements.history, member_id, page, reason=chosen)
    community = await _community(interaction)
    empty = "points-admin-history-empty" if chosen is None else "points-admin-history-none-such"

    def leads_to(to: int) -> str:
        if chosen is None:
            return LIST_HISTORY.id(member_id, to)
        return LIST_HISTORY_OF.id(member_id, reason, to)

    lines = [
        t(
            language,
            "points-admin-history-line",
            when=format_dt(movement.at, "d"),
            sign="+" if movement.amount > 0 else "−",
            amount=abs(movement.amount),
            reason=movement.reason,
            actor="none" if movement.actor_id is None else actor(language, movement.actor_id),
        )
        + _note(language, movement)
        for movement in seen.movements
    ]
    return Card(
        title(t(language, "points-admin-history-title", member=f"<@{member_id}>")),
        _balances(language, community, seen.balances),
        "\n".join(lines) or t(language, empty, member=f"<@{member_id}>"),
        footer(language, seen.page, seen.pages),
        turner(language, seen.page, seen.pages, leads_to),
    )


def _note(language: str, movement: Movement) -> str:
    """Return what a movement was for, and what a manager noted, in small print below it."""
    note = note_of(movement)
    written = [escape(shorten(note, NOTE_SHOWN))] if note else []
    lines = " · ".join(filter(None, [for_what(language, movement), *written]))
    return f"\n{small(lines)}" if lines else ""


def _balances(language: str, community: Community, has: Balances) -> str:
    if community.wallet_mode == WalletMode.SINGLE:
        return t(language, "points-admin-has", spend=has.spend, currency=community.currency)
    return t(
        language,
        "points-admin-has-both",
        spend=has.spend,
        earn=has.earn,
        currency=community.currency,
    )


async def _community(interaction: Interaction) -> Community:
    return await db(interaction).read(communities.get, person(interaction).community_id)
