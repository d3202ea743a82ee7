"""Users and members: who they are, and what they can do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.localdiscord.ids import now_iso
from bot.localdiscord.permissions import Permissions, base_permissions
from bot.localdiscord.wire import Intent, Json

if TYPE_CHECKING:
    from bot.localdiscord.answers import Answer, Choice
    from bot.localdiscord.channels import Channel
    from bot.localdiscord.community import Community
    from bot.localdiscord.messages import Message
    from bot.localdiscord.roles import Role
    from bot.localdiscord.world import World


class User:
    """An account, whatever communities it is in."""

    def __init__(
        self, world: World, name: str, *, bot: bool = False, locale: str = "en-US"
    ) -> None:
        self.world = world
        self.id = world.ids.next()
        self.name = name
        self.bot = bot
        self.locale = locale
        self.direct_messages_closed = False
        self.direct_channel: Channel | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"

    @property
    def user(self) -> User:
        """The account itself (so that members and users can be treated alike)."""
        return self

    @property
    def mention(self) -> str:
        """How the user is mentioned in a text."""
        return f"<@{self.id}>"

    def to_wire(self) -> Json:
        """Return the user as Discord describes it."""
        return {
            "id": str(self.id),
            "username": re.sub(r"[^a-z0-9_.]+", "_", self.name.lower()) or "user",
            "discriminator": "0",
            "global_name": None if self.bot else self.name,
            "avatar": None,
            "banner": None,
            "accent_color": None,
            "bot": self.bot,
            "system": False,
            "public_flags": 0,
            "flags": 0,
        }


class Member:
    """A user in one community. Every action returns once the bot has answered visibly."""

    def __init__(self, community: Community, user: User) -> None:
        self.community = community
        self.user = user
        self.roles: list[Role] = []
        self.nick: str | None = None
        self.joined_at = now_iso()
        self.voice_channel: Channel | None = None

    def __repr__(self) -> str:
        return f"<Member {self.name} of {self.community.name}>"

    @property
    def id(self) -> int:
        """The user's id."""
        return self.user.id

    @property
    def name(self) -> str:
        """The user's name."""
        return self.user.name

    @property
    def mention(self) -> str:
        """How the member is mentioned in a text."""
        return self.user.mention

    @property
    def locale(self) -> str:
        """The language of the user's Discord."""
        return self.user.locale

    @locale.setter
    def locale(self, locale: str) -> None:
        self.user.locale = locale

    @property
    def present(self) -> bool:
        """Whether they are in the community now."""
        return self.community.members.get(self.id) is self

    @property
    def permissions(self) -> Permissions:
        """What they may do in the community as a whole."""
        bits = [self.community.everyone.permissions, *(role.permissions for role in self.roles)]
        return base_permissions(bits, owner=self is self.community.owner)

    @property
    def direct_messages_closed(self) -> bool:
        """Whether they refuse direct messages from members."""
        return self.user.direct_messages_closed

    @direct_messages_closed.setter
    def direct_messages_closed(self, closed: bool) -> None:
        self.user.direct_messages_closed = closed

    @property
    def direct_channel(self) -> Channel:
        """Their direct messages with the bot."""
        return self._world.direct_channel(self.user)

    @property
    def direct_messages(self) -> list[Message]:
        """What the bot sent them directly."""
        bot = self._world.bot
        return [message for message in self.direct_channel.messages if message.author is bot]

    @property
    def _world(self) -> World:
        return self.community.world

    # Talking to the bot

    async def command(self, command: str, /, **options: Any) -> Answer:
        """Type a command ("points award"), its options by name.

        `channel` (default: the first text channel) and `force` (send it though Discord would
        hide it) are taken as such unless the command has an option of that name; `within` always
        means the channel.
        """
        return await self._world.commanding.command(self, command, options)

    async def autocomplete(
        self, command: str, option: str, typed: object = "", /, **others: Any
    ) -> list[Choice]:
        """Type into an option and return what the bot offers."""
        return await self._world.commanding.autocomplete(self, command, option, typed, others)

    async def menu(
        self,
        command: str,
        /,
        *,
        on: Member | Message,
        channel: Channel | None = None,
        force: bool = False,
    ) -> Answer:
        """Choose an entry of the Apps menu on a member or a message."""
        return await self._world.commanding.menu(self, command, on, channel, force=force)

    # Doing what members do

    async def post(
        self,
        text: str,
        *,
        channel: Channel | None = None,
        reply_to: Message | None = None,
        files: tuple[Any, ...] | list[Any] = (),
    ) -> Message:
        """Post a message; returns once the bot has been told."""
        place = channel or self.community.default_channel
        message = self._world.posting.post(self, place, text, reply_to, files)
        await self._world.gateway.flush()
        return message

    async def edit(self, message: Message, text: str) -> None:
        """Edit one's own message."""
        self._world.posting.edit(self, message, text)
        await self._world.gateway.flush()

    async def delete(self, message: Message) -> None:
        """Delete a message (another's too, as a moderator may)."""
        self._world.posting.delete(message)
        await self._world.gateway.flush()

    async def react(self, message: Message, emoji: str) -> None:
        """Add a reaction."""
        self._world.posting.react(self.user, message, emoji)
        await self._world.gateway.flush()

    async def unreact(self, message: Message, emoji: str) -> None:
        """Take one's reaction away."""
        self._world.posting.unreact(self.user, message, emoji)
        await self._world.gateway.flush()

    async def leave(self) -> None:
        """Leave the community."""
        self.community.remove(self)
        await self._world.gateway.flush()

    async def rejoin(self) -> None:
        """Come back, without roles."""
        self.community.admit(self)
        await self._world.gateway.flush()

    def give(self, role: Role) -> None:
        """Put a role on this member."""
        if role not in self.roles:
            self.roles.append(role)
            self.updated()

    def take(self, role: Role) -> None:
        """Take a role off this member."""
        if role in self.roles:
            self.roles.remove(role)
            self.updated()

    def updated(self) -> None:
        """Tell the bot that something about this member has changed."""
        wire = self.to_wire() | {"guild_id": str(self.community.id)}
        self._world.tell("GUILD_MEMBER_UPDATE", wire, Intent.GUILD_MEMBERS, self.community)

    async def join_voice(self, channel: Channel) -> None:
        """Enter a voice channel."""
        self.voice_channel = channel
        self._tell_voice()
        await self._world.gateway.flush()

    async def leave_voice(self) -> None:
        """Leave the voice channel."""
        self.voice_channel = None
        self._tell_voice()
        await self._world.gateway.flush()

    def _tell_voice(self) -> None:
        self._world.tell(
            "VOICE_STATE_UPDATE",
            self.voice_to_wire() | {"guild_id": str(self.community.id)},
            Intent.GUILD_VOICE_STATES,
            self.community,
        )

    def voice_to_wire(self) -> Json:
        """Return the member's voice state as Discord describes it."""
        return {
            "channel_id": str(self.voice_channel.id) if self.voice_channel else None,
            "user_id": str(self.id),
            "member": self.to_wire(),
            "session_id": f"voice-{self.id}",
            "deaf": False,
            "mute": False,
            "self_deaf": False,
            "self_mute": False,
            "self_video": False,
            "suppress": False,
            "request_to_speak_timestamp": None,
        }

    def to_wire(self, *, with_user: bool = True) -> Json:
        """Return the member as Discord describes it."""
        wire: Json = {
            "nick": self.nick,
            "avatar": None,
            "banner": None,
            "roles": [str(role.id) for role in self.roles],
            "joined_at": self.joined_at,
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "pending": False,
            "communication_disabled_until": None,
        }
        if with_user:
            wire["user"] = self.user.to_wire()
        return wire
