"""The Discord app of the people in the local Discord: it checks what they do as Discord's does."""

from bot.localdiscord.app.commands import CommandInput
from bot.localdiscord.app.components import ComponentInput
from bot.localdiscord.app.modals import ModalInput
from bot.localdiscord.app.sender import Sender
from bot.localdiscord.state.world import LocalWorld


class AppClient(CommandInput, ComponentInput, ModalInput):
    """Sends commands, autocomplete, component and modal interactions, each by `send`."""

    def __init__(self, world: LocalWorld, send: Sender) -> None:
        self._world = world
        self._send = send
