"""Everything that exists in the local Discord, and how its parts find each other."""

from __future__ import annotations

from collections.abc import Callable

from bot.localdiscord.api.callbacks import Responding
from bot.localdiscord.app.commands import Commanding
from bot.localdiscord.app.components import Pressing
from bot.localdiscord.gateway.gateway import Gateway
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.community import Community
from bot.localdiscord.model.files import Cdn
from bot.localdiscord.model.member import User
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.posting import Posting
from bot.localdiscord.model.threads import Threads
from bot.localdiscord.snowflakes import Snowflakes, now_iso
from bot.localdiscord.state.changes import Changes
from bot.localdiscord.state.commands import Commands
from bot.localdiscord.state.events import Listeners
from bot.localdiscord.state.interactions import Interactions
from bot.localdiscord.wire import ChannelType, Intent, Json


class World:
    """Holds communities, people, channels and messages, and what acts on them."""

    def __init__(self) -> None:
        self.started_at = now_iso()
        self.ids = Snowflakes()
        self.cdn = Cdn()
        self.changes = Changes()
        self.listeners = Listeners()
        self.bot = User(self, "Laurel", bot=True)
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.communities: dict[int, Community] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, Message] = {}
        self.commands = Commands(self)
        self.gateway = Gateway(self)
        self.interactions = Interactions(self)
        self.commanding = Commanding(self)
        self.pressing = Pressing(self)
        self.posting = Posting(self)
        self.threads = Threads(self)
        self.responding = Responding(self)

    def tell(
        self, event: str, data: Json, intent: Intent, community: Community | None = None
    ) -> None:
        """Send the bot an event, if its intents ask for it, and wake whoever waits for a change."""
        self.gateway.tell(event, data, intent, community)
        self.changes.notify()

    def emit(self, event: str, /, **details: object) -> None:
        """Tell the listeners what happened, as a plain dictionary."""
        self.listeners.emit(event, details)
        self.changes.notify()

    def on_event(self, callback: Callable[[Json], None]) -> None:
        """Have a callback called with everything that happens from now on."""
        self.listeners.add(callback)

    def direct_channel(self, user: User) -> Channel:
        """Return the direct messages between the bot and a user."""
        if user.direct_channel is None:
            user.direct_channel = Channel(self, user.name, ChannelType.DM, recipient=user)
            self.channels[user.direct_channel.id] = user.direct_channel
        return user.direct_channel
