"""/points: giving, taking and looking up points."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.services import communities, points
from bot.services.earning import earn
from bot.services.points import Balances, History, Movement
from bot.texts import t
from bot.ui.access import MANAGERS
from bot.ui.actions import action
from bot.ui.answers import answer, replace
from bot.ui.base import Interaction, as_person, db, locale, person
from bot.ui.cards import GOOD, Card, escape, shorten, small, title
from bot.ui.commands import manager_group, text
from bot.ui.earning import earned_for
from bot.ui.pages import footer, turner
from db.tables import Community, LedgerReason, WalletMode

Amount = app_commands.Range[int, 1, points.MOST]
Note = app_commands.Range[str, 1, points.NOTE_LENGTH]
Page = app_commands.Range[int, 1]

NOTE_SHOWN = 100
"""Characters of a note in a history; a page of ten must fit into one card."""


class Points(commands.Cog):
    """What managers do with points."""

    group = manager_group("points", "command-points")

    @group.command(name="award", description=text("command-points-award"))
    @app_commands.describe(
        member=text("command-points-award-member"),
        amount=text("command-points-award-amount"),
        note=text("command-points-award-note"),
        kind=text("command-points-award-kind"),
    )
    @app_commands.choices(
        kind=[
            app_commands.Choice(name=text("points-admin-kind-award"), value="award"),
            app_commands.Choice(name=text("points-admin-kind-refund"), value="refund"),
        ]
    )
    async def award(
        self,
        interaction: Interaction,
        member: discord.User,
        amount: Amount,
        note: Note | None = None,
        kind: str = "award",
    ) -> None:
        """Give points to a member who is here."""
        refund = kind == "refund"
        after = await db(interaction).write(
            earn.award,
            person(interaction),
            as_person(member),
            amount,
            key=f"interaction:{interaction.id}",
            note=note,
            refund=refund,
        )
        done = "points-admin-refunded" if refund else "points-admin-awarded"
        await _tell(interaction, done, member, amount, after)

    @group.command(name="deduct", description=text("command-points-deduct"))
    @app_commands.describe(
        member=text("command-points-deduct-member"),
        amount=text("command-points-deduct-amount"),
        note=text("command-points-deduct-note"),
        correction=text("command-points-deduct-correction"),
    )
    async def deduct(
        self,
        interaction: Interaction,
        member: discord.User,
        amount: Amount,
        note: Note | None = None,
        correction: bool = False,
    ) -> None:
        """Take points from somebody, also if they have left."""
        after = await db(interaction).write(
            points.deduct,
            person(interaction),
            member.id,
            amount,
            key=f"interaction:{interaction.id}",
            note=note,
            correction=correction,
        )
        done = "points-admin-corrected" if correction else "points-admin-deducted"
        await _tell(interaction, done, member, amount, after)

    @group.command(name="history", description=text("command-points-history"))
    @app_commands.describe(
        member=text("command-points-history-member"), page=text("command-points-history-page")
    )
    async def history(self, interaction: Interaction, member: discord.User, page: Page = 1) -> None:
        """Show how somebody came by their points."""
        await answer(interaction, await _history(interaction, member.id, page))


@action("points-history", MANAGERS)
async def turn(interaction: Interaction, member_id: int, page: int) -> None:
    """Show another page of a history."""
    await replace(interaction, await _history(interaction, member_id, page))


async def _tell(
    interaction: Interaction,
    done: str,
    member: discord.abc.User,
    amount: int,
    after: Balances,
) -> None:
    community = await _community(interaction)
    text = t(
        locale(interaction),
        done,
        member=member.mention,
        amount=amount,
        currency=community.currency,
    )
    await answer(
        interaction, Card(text, _balances(locale(interaction), community, after), colour=GOOD)
    )


async def _history(interaction: Interaction, member_id: int, page: int) -> Card:
    language = locale(interaction)
    seen: History = await db(interaction).read(points.history, person(interaction), member_id, page)
    community = await _community(interaction)
    lines = [
        t(
            language,
            "points-admin-history-line",
            when=discord.utils.format_dt(movement.at, "d"),
            sign="+" if movement.amount > 0 else "",
            amount=movement.amount,
            reason=movement.reason,
            actor=f"<@{movement.actor_id}>" if movement.actor_id else "none",
        )
        + _note(language, movement)
        for movement in seen.movements
    ]
    return Card(
        title(t(language, "points-admin-history-title", member=f"<@{member_id}>")),
        _balances(language, community, seen.balances),
        "\n".join(lines) or t(language, "points-admin-history-empty"),
        footer(language, seen.page, seen.pages),
        turner(language, seen.page, seen.pages, lambda number: turn.id(member_id, number)),
    )


def _note(language: str, movement: Movement) -> str:
    """Return what a movement was for, in small print below it."""
    if movement.note is None:
        return ""
    if movement.reason is LedgerReason.EARNED:
        return f"\n{small(earned_for(language, movement.note))}"
    return f"\n{small(escape(shorten(movement.note, NOTE_SHOWN)))}"


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


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Points())
