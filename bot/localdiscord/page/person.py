"""A person: what they see of the world, and what they may do in it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.localdiscord.errors import NotAllowed, NotPossible
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.community import Community
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.user import User
from bot.localdiscord.page.fields import NoSuch
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.state.world import LocalWorld
from bot.localdiscord.wire import ChannelType


@dataclass(frozen=True)
class Person:
    """Somebody whom a window shows the world as they see it."""

    world: LocalWorld
    user: User

    @property
    def memberships(self) -> list[Member]:
        """The person as a member of each community."""
        found = (community.member_of(self.user) for community in self.world.communities.values())
        return [member for member in found if member is not None]

    # What they see

    def permissions_in(self, channel: Channel) -> Permissions:
        """Return what the person may do in a channel."""
        community = channel.community
        if community is None:
            return Permissions.NONE
        member = self.world.communities.get(community.id) and community.member_of(self.user)
        return channel.permissions_of(member) if member else Permissions.NONE

    def sees_channel(self, channel: Channel) -> bool:
        """Whether the person sees a channel; a category, also if they see a channel in it."""
        if channel.community is None:
            return channel.recipient is self.user and bool(self.memberships)
        if self.permissions_in(channel) & Permissions.VIEW_CHANNEL:
            return True
        inside = (one for one in channel.community.channels if one.parent is channel)
        return channel.kind is ChannelType.CATEGORY and any(map(self.sees_channel, inside))

    def sees(self, message: Message) -> bool:
        """Whether the person sees a message."""
        if message.ephemeral and message.seen_only_by is not self.user:
            return False
        return self.sees_channel(message.channel)

    def may_write(self, channel: Channel) -> bool:
        """Whether the person may write in a channel, or start a post if it is a forum."""
        if channel.kind is ChannelType.CATEGORY:
            return False
        if channel.community is None:
            return self.sees_channel(channel)
        needed = Permissions.SEND_MESSAGES
        if channel.is_thread:
            needed = Permissions.SEND_MESSAGES_IN_THREADS
        return bool(self.permissions_in(channel) & needed)

    def history(self, channel: Channel) -> list[Message]:
        """Return the messages that the person sees in a channel, the oldest first."""
        private = channel.private_messages(self.user)
        readable = self.permissions_in(channel) & Permissions.READ_MESSAGE_HISTORY
        if channel.community is not None and not readable:
            return private
        return sorted([*channel.messages, *private], key=lambda message: message.id)

    # Finding what they name

    def community(self, community_id: int) -> Community:
        """Return a community of the person's."""
        return self.member(community_id).community

    def member(self, community_id: int) -> Member:
        """Return the person as a member of a community."""
        for member in self.memberships:
            if member.community.id == community_id:
                return member
        raise NoSuch("you are not in this server", "server-gone")

    def channel(self, channel_id: int) -> Channel:
        """Return a channel that the person sees."""
        channel = self.world.channels.get(channel_id)
        if channel is None or not self.sees_channel(channel):
            raise NoSuch("there is no such channel", "channel-gone")
        return channel

    def message(self, message_id: int) -> Message:
        """Return a message that the person sees."""
        message = self.world.messages.get(message_id)
        if message is None or not self.sees(message):
            raise NoSuch("the message is gone", "message-gone")
        return message

    def actor(self, channel: Channel) -> Member:
        """Return the member as whom the person uses the bot in a channel."""
        if channel.community is not None:
            return self.member(channel.community.id)
        if not self.memberships:
            raise NotPossible("you share no server with the bot", "no-shared-server")
        return self.memberships[0]

    def require(self, channel: Channel, permission: Permissions) -> None:
        """Refuse what the person may not do in a channel of a community."""
        if channel.community is not None and not self.permissions_in(channel) & permission:
            raise NotAllowed("you may not do this here", "may-not-here")
