"""The world of one local Discord: what exists in it, and where its changes are sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from bot.localdiscord.clock import Clock
from bot.localdiscord.gateway.gateway import Gateway
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.community import Community
from bot.localdiscord.model.files import Cdn
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.user import User
from bot.localdiscord.model.world import App
from bot.localdiscord.snowflakes import Snowflakes
from bot.localdiscord.state.changes import Changes
from bot.localdiscord.state.commands import CommandRegistry
from bot.localdiscord.state.observers import Observers
from bot.localdiscord.state.watcher import Watcher
from bot.localdiscord.wire import ChannelType, Intent, Json

T = TypeVar("T")


class LocalWorld:
    """Registries of everything; changes go to the gateway, the observers and those who wait."""

    app: App

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        self.clock = Clock(ahead)
        self.started_at = self.clock.now_iso()
        self.ids = Snowflakes(self.clock)
        self.cdn = Cdn()
        self.changes = Changes()
        self.observers = Observers()
        self.watchers: list[Watcher] = []
        self.bot = User(self.ids.next(), "Laurel", bot=True)
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.communities: dict[int, Community] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, Message] = {}
        self.commands = CommandRegistry(self.ids, self.bot.id)
        self.gateway = Gateway(self)
        self._direct_channels: dict[int, Channel] = {}

    @property
    def allowed_intents(self) -> Intent:
        """The privileged intents that the application may use."""
        return self.gateway.sessions.allowed_intents

    def direct_channel(self, user: User) -> Channel:
        """Return the direct messages between the bot and a user."""
        if user.id not in self._direct_channels:
            channel = Channel(self, user.name, ChannelType.DM, recipient=user)
            self._direct_channels[user.id] = self.channels[channel.id] = channel
        return self._direct_channels[user.id]

    def dispatch(
        self, event: str, data: Json, intent: Intent, community: Community | None = None
    ) -> None:
        """Send the bot a gateway event, if its intents ask for it; wake waiting conditions."""
        self.gateway.dispatch(event, data, intent, community)
        self.notify()

    def emit(self, event: str, /, **details: object) -> None:
        """Tell the observers what happened, as a plain dictionary."""
        self.observers.emit(event, details)
        self.notify()

    def message_changed(self, message: Message) -> None:
        """Show a message that is new, different or gone to those who see it."""
        for watcher in self.watchers:
            watcher.message_changed(message)

    def typing(self, channel: Channel, user: User) -> None:
        """Show that somebody types to those who see the channel."""
        for watcher in self.watchers:
            watcher.typing(channel, user)

    def notify(self) -> None:
        """Let every waiting condition be evaluated again."""
        self.changes.notify()
        for watcher in self.watchers:
            watcher.world_changed()

    async def until(self, condition: Callable[[], T], timeout: float) -> T:
        """Wait until a condition holds and return its value; TimeoutError after `timeout` s."""
        return await self.changes.until(condition, timeout)

    async def flush(self) -> None:
        """Wait until the bot has received every event sent so far."""
        await self.gateway.flush()
