"""Finds the handler of a press or a form by its custom id."""

from typing import Any

import discord

from bot.ui.core.access import access_of, admit
from bot.ui.core.actions import act
from bot.ui.core.answers import acknowledge_in_time
from bot.ui.core.base import Interaction, host, payload
from bot.ui.core.errors import answer_error
from bot.ui.core.forms import FORM, receive


async def route(interaction: Interaction) -> None:
    """Answer what somebody pressed, chose or sent. Commands go their own way, by the tree."""
    if interaction.type not in {
        discord.InteractionType.component,
        discord.InteractionType.modal_submit,
    }:
        return
    custom_id: str = payload(interaction)["custom_id"]
    acknowledge_in_time(interaction)
    try:
        await host(interaction).welcome(interaction)
        if custom_id.startswith(FORM):
            await receive(interaction, custom_id)
        else:
            await act(interaction, custom_id)
    except Exception as error:  # noqa: BLE001  # the one place where errors become answers
        await answer_error(interaction, error)


class Tree(discord.app_commands.CommandTree[Any]):
    """The commands; their errors are answered where all errors are."""

    async def interaction_check(self, interaction: Interaction) -> bool:
        """Prepare for a command, and let it through for whom it is there; suggestions likewise."""
        acknowledge_in_time(interaction)
        try:
            await host(interaction).welcome(interaction)
            await admit(interaction, access_of(interaction.command))
        except Exception as error:  # noqa: BLE001  # the one place where errors become answers
            await answer_error(interaction, error)
            return False
        return True

    async def on_error(
        self, interaction: Interaction, error: discord.app_commands.AppCommandError
    ) -> None:
        """Answer what went wrong."""
        await answer_error(interaction, error)
