"""Watchers: what shows people the world, and so is told of every change to it."""

from typing import Protocol

from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.user import User


class Watcher(Protocol):
    """Told of changes at once, from where they are made: what it does with them is its own."""

    def message_changed(self, message: Message) -> None:
        """Learn that a message is new, different or gone."""

    def typing(self, channel: Channel, user: User) -> None:
        """Learn that somebody types."""

    def world_changed(self) -> None:
        """Learn that anything may have changed."""
