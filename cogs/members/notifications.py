"""/notifications: which messages a member wants, and whether with pictures."""

from discord import app_commands

from bot.services.deliveries import preferences
from bot.services.deliveries.preferences import Choice, Choices
from bot.texts import t
from bot.ui.core.access import MEMBERS
from bot.ui.core.actions import ActionId, TooOldError, action, button
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, locale, read, write
from bot.ui.core.cards import Card, title, with_button

CHOICES = (Choice.ANNOUNCEMENTS, Choice.MESSAGES, Choice.REMINDERS, Choice.PICTURES)
"""A button holds the index of a choice."""


def _card(language: str, chosen: Choices) -> Card:
    return Card(
        title(t(language, "notifications-title")),
        None if chosen.reachable else t(language, "notifications-closed"),
        *(
            with_button(
                t(language, f"notifications-{choice}-{'on' if chosen.wanted[choice] else 'off'}"),
                button(
                    t(language, f"notifications-switch-{'off' if chosen.wanted[choice] else 'on'}"),
                    SWITCH.id(number, int(not chosen.wanted[choice])),
                ),
            )
            for number, choice in enumerate(CHOICES)
        ),
    )


SWITCH = ActionId[int, int]("notifications-switch")


@action(SWITCH, MEMBERS)
async def switch(interaction: Interaction, number: int, wanted: int) -> Card:
    """Switch one choice on or off, for whoever presses."""
    if number >= len(CHOICES):
        raise TooOldError
    choice = CHOICES[number]
    chosen = await write(interaction, preferences.choose, choice, wanted=bool(wanted))
    return _card(locale(interaction), chosen)


@app_commands.command(name="notifications")
async def notifications(interaction: Interaction) -> None:
    """Show what is on and off."""
    chosen = await read(interaction, preferences.choices)
    await answer(interaction, _card(locale(interaction), chosen))
