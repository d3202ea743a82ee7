"""Members: users in one community, and what they can do there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.localdiscord.model.member_actions import MemberActions
from bot.localdiscord.model.member_state import MemberState
from bot.localdiscord.model.voice_state import VoiceState
from bot.localdiscord.permissions import Permissions, base_permissions
from bot.localdiscord.wire import Json

if TYPE_CHECKING:
    from bot.localdiscord.model.answer import Answer, Choice
    from bot.localdiscord.model.channel import Channel
    from bot.localdiscord.model.community import Community
    from bot.localdiscord.model.message import Message
    from bot.localdiscord.model.role import Role
    from bot.localdiscord.model.user import User


class Member(MemberActions, VoiceState, MemberState):
    """A user in one community. Every action returns once the bot has answered visibly."""

    def __init__(self, community: Community, user: User) -> None:
        self.community = community
        self.user = user
        VoiceState.__init__(self)
        MemberState.__init__(self)

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

    def outranks(self, other: Member) -> bool:
        """Whether their highest role is above another member's, as moderating them requires.

        https://docs.discord.com/developers/topics/permissions#permission-hierarchy
        """
        if other is self.community.owner or self is self.community.owner:
            return self is self.community.owner
        return self._highest > other._highest

    def stands_above(self, role: Role) -> bool:
        """Whether their highest role is above a role, as giving it requires."""
        return self is self.community.owner or self._highest > role.position

    @property
    def _highest(self) -> int:
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

    # Commands

    @property
    def visible_commands(self) -> list[Json]:
        """The commands that Discord's app lists for them, of every type."""
        return self._world.app.visible_commands(self)

    async def command(self, command: str, /, **options: object) -> Answer:
        """Send a chat command ("points award"), its options by name.

        `channel` (default: the first text channel) and `force` (send it though Discord would
        hide it) are taken as such unless the command has an option of that name; `within` always
        means the channel.
        """
        return await self._world.app.command(self, command, options)

    async def autocomplete(
        self, command: str, option: str, typed: object = "", /, **others: object
    ) -> list[Choice]:
        """Type into an option and return the bot's choices."""
        return await self._world.app.autocomplete(self, command, option, typed, others)

    async def menu(
        self,
        command: str,
        /,
        *,
        on: Member | Message,
        channel: Channel | None = None,
        force: bool = False,
    ) -> Answer:
        """Send a user command or a message command, from the Apps menu."""
        return await self._world.app.menu(self, command, on, channel, force=force)

    # Joining and leaving

    async def leave(self) -> None:
        """Leave the community."""
        self.community.remove(self)
        await self._world.flush()

    async def rejoin(self, *, pending: bool = False) -> None:
        """Join again, without roles; `pending` if the membership screening is yet to be passed."""
        self.pending = pending
        self.community.join(self)
        await self._world.flush()
