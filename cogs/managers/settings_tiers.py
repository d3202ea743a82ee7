"""/settings tiers: the roles that multiply what their holders earn."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.services.errors import InvalidInputError
from bot.services.points import ledger, tiers
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import ActionId, action, choice_list, chosen_number
from bot.ui.core.answers import answer, working
from bot.ui.core.base import Interaction, currency, locale, read, write
from bot.ui.core.cards import GOOD, PLAIN, Card, small, title
from bot.ui.core.existing import note_existing
from bot.ui.permissions.roles import role_facts
from cogs import groups

Times = app_commands.Range[float, 1.0, 10.0]
Lifetime = app_commands.Range[int, 0, ledger.MOST]
Rank = app_commands.Range[int, 1, tiers.MOST_RANK]


@groups.settings.command(name="tiers")
async def settings_tiers(
    interaction: Interaction,
    role: discord.Role | None = None,
    multiplier: Times | None = None,
    threshold: Lifetime | None = None,
    rank: Rank | None = None,
) -> None:
    """Show the tiers; make a role a tier, or change one."""
    if role is None:
        if (multiplier, threshold, rank) != (None, None, None):
            raise InvalidInputError("role", "tier-which-role")
        await answer(interaction, await _card(interaction))
        return
    async with working(interaction):
        await write(
            interaction,
            tiers.put,
            role_facts(interaction, role.id),
            rank=rank,
            multiplier=None if multiplier is None else round(multiplier * tiers.ONCE),
            threshold=threshold,
        )
        await note_existing(interaction)
        saved = t(locale(interaction), "settings-admin-saved")
        await answer(interaction, await _card(interaction, saved))


async def _card(interaction: Interaction, saved: str = "") -> Card:
    language = locale(interaction)
    found = await read(interaction, tiers.list_tiers)
    currency_name = await currency(interaction)
    lines = [_line(language, tier, currency_name) for tier in found]
    return Card(
        saved,
        title(t(language, "tier-title")),
        "\n".join(lines) or t(language, "tier-none"),
        small(t(language, "tier-how")),
        [_remove_list(interaction, found)] if found else None,
        colour=GOOD if saved else PLAIN,
    )


def _line(language: str, tier: tiers.TierRow, currency_name: str | None) -> str:
    line = t(
        language,
        "tier-line",
        rank=tier.rank,
        role=f"<@&{tier.role_id}>",
        times=tier.multiplier / tiers.ONCE,
    )
    if tier.threshold is None:
        return line
    comes = t(language, "tier-from", threshold=tier.threshold, currency=currency_name)
    return f"{line} · {comes}"


def _remove_list(
    interaction: Interaction, found: Sequence[tiers.TierRow]
) -> discord.ui.Select[Any]:
    language = locale(interaction)
    options = []
    for tier in found:
        role = interaction.guild.get_role(tier.role_id) if interaction.guild else None
        name = role.name if role else t(language, "tier-gone-role", id=str(tier.role_id))
        options.append(discord.SelectOption(label=name[:100], value=str(tier.role_id)))
    return choice_list(options, REMOVE.id(), placeholder=t(language, "tier-remove"))


REMOVE = ActionId[()]("tiers-remove")


@action(REMOVE, MANAGERS)
async def remove(interaction: Interaction) -> Card:
    """Remove the chosen tier."""
    role_id = chosen_number(interaction)
    await write(interaction, tiers.remove, role_id)
    removed = t(locale(interaction), "tier-removed", role=f"<@&{role_id}>")
    return await _card(interaction, removed)
