"""Users and members: who they are, and what they can do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.localdiscord.model.member_actions import Acting
from bot.localdiscord.model.member_state import Standing
from bot.localdiscord.model.voice_state import InVoice
from bot.localdiscord.permissions import Permissions, base_permissions
from bot.localdiscord.wire import Json

if TYPE_CHECKING:
    from bot.localdiscord.model.answer import Answer, Choice
    from bot.localdiscord.model.channel import Channel
    from bot.localdiscord.model.community import Community
    from bot.localdiscord.model.message import Message
    from bot.localdiscord.state.world import World


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
            "avatar_decoration_data": None,
            "collectibles": None,
            "primary_guild": None,
        }


class Member(Acting, InVoice, Standing):
    """A user in one community. Every action returns once the bot has answered visibly."""

    def __init__(self, community: Community, user: User) -> None:
        InVoice.__init__(self)
        Standing.__init__(self)
        self.community = community
        self.user = user

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

    def above(self, other: Member) -> bool:
        """Whether they stand higher than another member, as moderating them needs."""
        if other is self.community.owner or self is self.community.owner:
            return self is self.community.owner
        return self._height > other._height

    @property
    def _height(self) -> int:
        return max((role.position for role in self.roles), default=0)

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

    # Coming and going

    async def leave(self) -> None:
        """Leave the community."""
        self.community.remove(self)
        await self._world.gateway.flush()

    async def rejoin(self, *, pending: bool = False) -> None:
        """Come back, without roles; `pending` if the membership screening is yet to be passed."""
        self.pending = pending
        self.community.admit(self)
        await self._world.gateway.flush()
