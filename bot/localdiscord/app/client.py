"""The Discord app of the people in the local Discord: it checks what they do as Discord's does."""

from bot.localdiscord.app.commands import CommandInput
from bot.localdiscord.app.components import ComponentInput
from bot.localdiscord.app.modals import ModalInput
from bot.localdiscord.state.interactions import Interactions
from bot.localdiscord.state.world import LocalWorld


class AppClient(CommandInput, ComponentInput, ModalInput):
    """Sends commands, autocomplete, component and modal interactions.

    Each waits until its answer is shown, or until the bot has acknowledged it.
    """

    def __init__(
        self, world: LocalWorld, interactions: Interactions, *, until_shown: bool = True
    ) -> None:
        self._world = world
        self._interactions = interactions
        self._until_shown = until_shown
