"""/settings memberships: which roles mean a membership, or something learnt."""

from typing import Any

import discord
from discord import app_commands

from bot.services.members import role_meanings
from bot.services.members.role_meanings import RoleMeaning
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import ActionId, action, choice_list, chosen_number
from bot.ui.core.answers import answer, working
from bot.ui.core.base import Interaction, locale, read, write
from bot.ui.core.cards import GOOD, PLAIN, Card, escape, shorten, title
from bot.ui.core.commands import choices
from bot.ui.core.existing import note_existing
from cogs import groups

_LABEL = 100
"""Characters of an entry in a list."""

_SHOWN = 50
"""Characters of a plan's name or an id, so that all roles fit on one card."""


@groups.settings.command(name="memberships")
@app_commands.choices(means=choices("membership-means-", role_meanings.TRIGGERS))
async def settings_memberships(
    interaction: Interaction,
    role: discord.Role | None = None,
    means: str = role_meanings.TRIGGERS[0],
    name: app_commands.Range[str, 1, role_meanings.SUBJECT_LENGTH] | None = None,
) -> None:
    """Show what roles mean, or set what one means."""
    if role is None:
        found = await read(interaction, role_meanings.list_meanings)
        await answer(interaction, _card(interaction, found, saved=False))
        return
    # A plan is mostly named like its role; the id of a course cannot be guessed.
    subject = name or (role.name if means == role_meanings.TRIGGERS[0] else "")
    async with working(interaction):
        found = await write(
            interaction, role_meanings.set_meaning, role.id, means, subject, level=role.name
        )
        await note_existing(interaction)
        await answer(interaction, _card(interaction, found, saved=True))


REMOVE_MEANING = ActionId[()]("membership-unmark")


@action(REMOVE_MEANING, MANAGERS)
async def remove_meaning(interaction: Interaction) -> Card:
    """Remove the meaning of the chosen role."""
    found = await write(interaction, role_meanings.clear_meaning, chosen_number(interaction))
    return _card(interaction, found, saved=True)


def _card(interaction: Interaction, found: list[RoleMeaning], *, saved: bool) -> Card:
    language = locale(interaction)
    lines = [
        t(
            language,
            "membership-mark",
            role=f"<@&{meaning.role_id}>",
            means=t(language, f"membership-means-{meaning.trigger}"),
            subject=escape(meaning.subject, _SHOWN),
        )
        for meaning in found
    ]
    return Card(
        title(t(language, "membership-title")),
        t(language, "settings-admin-saved") if saved else None,
        "\n".join(lines) or t(language, "membership-no-marks"),
        t(language, "membership-how"),
        [_choices(interaction, found)] if found else None,
        colour=GOOD if saved else PLAIN,
    )


def _choices(interaction: Interaction, found: list[RoleMeaning]) -> discord.ui.Select[Any]:
    language, guild = locale(interaction), interaction.guild
    options = []
    for meaning in found:
        role = guild.get_role(meaning.role_id) if guild else None
        label = shorten(role.name if role else meaning.subject, _LABEL)
        means = t(language, f"membership-means-{meaning.trigger}")
        about = shorten(f"{means}: {meaning.subject}", _LABEL)
        options.append(
            discord.SelectOption(label=label, value=str(meaning.role_id), description=about)
        )
    return choice_list(options, REMOVE_MEANING.id(), placeholder=t(language, "membership-unmark"))
