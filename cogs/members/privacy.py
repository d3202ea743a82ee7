"""/privacy: what is stored of a member, to show, export, hide and erase."""

import asyncio
import json
from typing import Any

from discord import app_commands
from discord.app_commands import Choice

from bot.services.privacy import erase, export
from bot.services.privacy.export import PrivacyCard
from bot.texts import t
from bot.ui.core.access import MEMBERS
from bot.ui.core.actions import DANGER, ActionId, TooOldError, action
from bot.ui.core.answers import answer, working
from bot.ui.core.base import Interaction, currency, locale, read, write
from bot.ui.core.cards import GOOD, Card, title
from bot.ui.core.confirm import confirmation
from bot.ui.core.uploads import send_file
from cogs import groups


def _card(language: str, stored: PrivacyCard) -> Card:
    parts = [title(t(language, "privacy-title"))]
    if stored.since is None:
        parts.append(t(language, "privacy-nothing"))
    else:
        parts += [
            t(language, "privacy-since", day=stored.since),
            t(
                language,
                "privacy-counts",
                grants=stored.grants,
                entries=stored.ledger_entries,
                audit=stored.audit_entries,
            ),
        ]
    profile = "privacy-profile-hidden" if stored.profile_hidden else "privacy-profile-shown"
    board = (
        "privacy-leaderboard-hidden" if stored.leaderboard_hidden else "privacy-leaderboard-shown"
    )
    return Card(*parts, t(language, profile), t(language, board), t(language, "privacy-never"))


def _as_json(stored: dict[str, Any]) -> bytes:
    return json.dumps(stored, ensure_ascii=False, indent=2).encode()


@groups.privacy.command(name="show")
async def privacy_show(interaction: Interaction) -> None:
    """Show how much is stored."""
    stored = await read(interaction, export.show)
    await answer(interaction, _card(locale(interaction), stored))


@groups.privacy.command(name="export")
async def privacy_export(interaction: Interaction) -> None:
    """Send everything that is stored, as JSON."""
    async with working(interaction):
        stored = await read(interaction, export.export)
        # In a thread: years of activity would block the event loop.
        content = await asyncio.to_thread(_as_json, stored)
        message = t(locale(interaction), "privacy-exported")
        await send_file(interaction, message, "laurel-export.json", content)


@groups.privacy.command(name="profile")
@app_commands.describe(visible="command-privacy-visible")
@app_commands.choices(
    visible=[
        Choice(name="command-privacy-visible-yes", value=1),
        Choice(name="command-privacy-visible-no", value=0),
    ]
)
async def privacy_profile(interaction: Interaction, visible: int) -> None:
    """Show the own profile to other members, or hide it."""
    stored = await write(interaction, export.hide_profile, hidden=not visible)
    await answer(interaction, _card(locale(interaction), stored))


@groups.privacy.command(name="leaderboard")
@app_commands.choices(
    visible=[
        Choice(name="command-privacy-leaderboard-yes", value=1),
        Choice(name="command-privacy-leaderboard-no", value=0),
    ]
)
async def privacy_leaderboard(interaction: Interaction, visible: int) -> None:
    """Be on the leaderboard, or stay off it."""
    stored = await write(interaction, export.hide_from_leaderboard, hidden=not visible)
    await answer(interaction, _card(locale(interaction), stored))


@groups.privacy.command(name="erase")
async def privacy_erase(interaction: Interaction) -> None:
    """Ask whether to erase everything, and say what that does."""
    language = locale(interaction)
    losses = await read(interaction, erase.foresee)
    card = confirmation(
        language,
        title(t(language, "privacy-erase-title")),
        t(
            language,
            "privacy-erase-loses",
            points=losses.points,
            rewards=losses.taken_back,
            currency=await currency(interaction),
        ),
        t(language, "privacy-erase-does"),
        t(language, "privacy-erase-export"),
        confirm=t(language, "privacy-erase-confirm"),
        leads_to=ERASE_ALL.id(),
        style=DANGER,
    )
    await answer(interaction, card)


ERASE_ALL = ActionId[()]("privacy-erase")


@action(ERASE_ALL, MEMBERS)
async def erase_all(interaction: Interaction) -> Card:
    """Erase what is stored of whoever presses, once for each card."""
    if interaction.message is None:
        raise TooOldError
    async with working(interaction, replaces=True):
        key = f"card:{interaction.message.id}"
        await write(interaction, erase.erase, key=key)
        language = locale(interaction)
        return Card(t(language, "privacy-erased"), colour=GOOD)
