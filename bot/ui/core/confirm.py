"""Cards that ask before something happens."""

from typing import Any

import discord

from bot.texts import t
from bot.ui.core.access import MEMBERS
from bot.ui.core.action_ids import NOT_NOW
from bot.ui.core.actions import PRIMARY, action, button
from bot.ui.core.base import Interaction, locale
from bot.ui.core.cards import CAREFUL, Card, Part, note


def confirmation(
    language: str,
    *parts: Part | None,
    confirm: str,
    leads_to: str,
    style: discord.ButtonStyle = PRIMARY,
    other: discord.ui.Button[Any] | None = None,
) -> Card:
    """Return a card with a button that does it and *Not now*, which does nothing.

    `confirm` is the button's text, `leads_to` the id of the action that does it;
    `other` is another way to do it.
    """
    return Card(
        *parts,
        [
            button(confirm, leads_to, style=style),
            *([other] if other is not None else []),
            button(t(language, "ui-not-now"), NOT_NOW.id()),
        ],
        colour=CAREFUL,
    )


@action(NOT_NOW, MEMBERS)
async def not_now(interaction: Interaction) -> Card:
    """Close a card; nothing is done."""
    return note(t(locale(interaction), "ui-nothing-changed"))
