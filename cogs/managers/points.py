"""/points: awarding, deducting and looking up points, of one member or of many."""

import discord
from discord import app_commands

from bot.services.errors import InvalidInputError
from bot.services.points import ledger
from bot.ui.core import recipients
from bot.ui.core.answers import answer, working
from bot.ui.core.base import Interaction
from bot.ui.core.commands import choices
from bot.ui.core.pages import Page
from bot.ui.points import ledger as ui
from bot.ui.points import many
from cogs import groups
from db.tables import BatchKind, LedgerReason

Amount = app_commands.Range[int, 1, ledger.MOST]
Note = app_commands.Range[str, 1, ledger.NOTE_LENGTH]


@groups.points.command(name="award")
@app_commands.choices(kind=choices("points-admin-kind-", ("award", "refund")))
async def award_points(
    interaction: Interaction,
    amount: Amount,
    member: discord.User | None = None,
    role: discord.Role | None = None,
    file: discord.Attachment | None = None,
    note: Note | None = None,
    kind: str = "award",
) -> None:
    """Award points to a member of the server, or to everybody with a role or in a file."""
    _one_of(member, role, file)
    if member is not None:
        await ui.give(interaction, member, amount, note, refund=kind == "refund")
    else:
        await _ask(interaction, BatchKind(kind), amount, role, file, note)


@groups.points.command(name="deduct")
async def deduct_points(
    interaction: Interaction,
    amount: Amount,
    member: discord.User | None = None,
    role: discord.Role | None = None,
    file: discord.Attachment | None = None,
    note: Note | None = None,
    correction: bool = False,
) -> None:
    """Deduct points from somebody, also if they have left, or from many."""
    _one_of(member, role, file)
    if member is not None:
        await ui.take(interaction, member.id, amount, note, correction=correction)
    else:
        kind = BatchKind.CORRECTION if correction else BatchKind.DEDUCTION
        await _ask(interaction, kind, amount, role, file, note)


def _one_of(*who: object) -> None:
    """Refuse a command that does not say exactly once whom it is about."""
    if sum(one is not None for one in who) != 1:
        raise InvalidInputError("member", "points-many-who")


async def _ask(
    interaction: Interaction,
    kind: BatchKind,
    amount: int,
    role: discord.Role | None,
    file: discord.Attachment | None,
    note: str | None,
) -> None:
    """Ask whether to change the points of everybody with a role, or in a file."""
    async with working(interaction) as progress:
        if role is not None:
            chosen = await recipients.with_role(interaction, progress, role)
        else:
            assert file is not None
            taking = kind in (BatchKind.CORRECTION, BatchKind.DEDUCTION)
            chosen = await recipients.in_file(interaction, progress, file, absent_too=taking)
        await answer(interaction, await many.plan(interaction, kind, amount, chosen, note))


@groups.points.command(name="reset")
async def reset_points(
    interaction: Interaction,
    share: app_commands.Range[int, 1, 100] | None = None,
    above: app_commands.Range[int, 0, ledger.MOST] | None = None,
    note: Note | None = None,
) -> None:
    """Ask whether to begin a season: it takes points to spend from everybody."""
    async with working(interaction) as progress:
        await answer(interaction, await many.plan_reset(interaction, progress, share, above, note))


@groups.points.command(name="history")
@app_commands.choices(kind=choices("points-admin-reason-", LedgerReason))
async def points_history(
    interaction: Interaction,
    member: discord.User | None = None,
    kind: str | None = None,
    page: Page = 1,
) -> None:
    """Show the history of somebody's points, or what was done to those of many."""
    if member is None:
        await answer(interaction, await many.list_many(interaction, page))
        return
    reason = ui.REASONS.index(LedgerReason(kind) if kind else None)
    await answer(interaction, await ui.history_of(interaction, member.id, reason, page))
