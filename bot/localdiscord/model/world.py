"""What the model needs of the world around it: registries, events, and people's Discord app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeVar

from bot.localdiscord.clock import Clock
from bot.localdiscord.model.files import Cdn
from bot.localdiscord.model.user import User
from bot.localdiscord.snowflakes import Snowflakes
from bot.localdiscord.wire import Intent, Json

if TYPE_CHECKING:
    from bot.localdiscord.model.answer import Answer, Choice
    from bot.localdiscord.model.channel import Channel
    from bot.localdiscord.model.community import Community
    from bot.localdiscord.model.member import Member
    from bot.localdiscord.model.message import Message
    from bot.localdiscord.model.modal import Modal

T = TypeVar("T")


class App(Protocol):
    """A person's Discord app: it checks what they do, and sends it as an interaction."""

    def visible_commands(self, member: Member) -> list[Json]:
        """Return the commands that the app lists for a member."""

    async def set_command_permission(
        self, community: Community, command: str, target_id: int, *, allowed: bool
    ) -> None:
        """Allow or deny a command for a role or member, as in the server's settings."""

    async def command(self, member: Member, path: str, options: dict[str, object]) -> Answer:
        """Send a chat command."""

    async def autocomplete(
        self, member: Member, path: str, option: str, typed: object, others: dict[str, object]
    ) -> list[Choice]:
        """Type into an option and return the choices."""

    async def menu(
        self,
        member: Member,
        name: str,
        target: Member | Message,
        channel: Channel | None,
        *,
        force: bool,
    ) -> Answer:
        """Send a user command or a message command, from the Apps menu."""

    async def press(self, message: Message, button: str | int, actor: Member | User) -> Answer:
        """Press a button."""

    async def choose(
        self,
        message: Message,
        choice: object,
        select: int | str,
        actor: Member | User,
    ) -> Answer:
        """Choose in a select."""

    async def submit(self, modal: Modal, values: Mapping[str, object]) -> Answer:
        """Submit a modal."""


class World(Protocol):
    """Registries of everything, and where changes are sent."""

    started_at: str
    clock: Clock
    ids: Snowflakes
    cdn: Cdn
    bot: User
    users: dict[int, User]
    communities: dict[int, Community]
    channels: dict[int, Channel]
    messages: dict[int, Message]
    app: App

    @property
    def allowed_intents(self) -> Intent:
        """The privileged intents that the application may use."""

    def direct_channel(self, user: User) -> Channel:
        """Return the direct messages between the bot and a user."""

    def dispatch(
        self, event: str, data: Json, intent: Intent, community: Community | None = None
    ) -> None:
        """Send the bot a gateway event, if its intents ask for it."""

    def emit(self, event: str, /, **details: object) -> None:
        """Tell the observers of this server what happened."""

    def message_changed(self, message: Message) -> None:
        """Show a message that is new, different or gone to those who see it."""

    def typing(self, channel: Channel, user: User) -> None:
        """Show that somebody types to those who see the channel."""

    def notify(self) -> None:
        """Let every waiting condition be evaluated again."""

    async def until(self, condition: Callable[[], T], timeout: float) -> T:
        """Wait until a condition holds and return its value."""

    async def flush(self) -> None:
        """Wait until the bot has received every event sent so far."""
