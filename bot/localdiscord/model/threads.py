"""Starting threads, and posts in forums."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.localdiscord.errors import NotPossible
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.message import Message
from bot.localdiscord.wire import ChannelType, Intent, MessageFlag, MessageType

if TYPE_CHECKING:
    from bot.localdiscord.model.member import User
    from bot.localdiscord.state.world import World


class Threads:
    """Starts threads. One that hangs on a message, or is a post, has that message's id."""

    def __init__(self, world: World) -> None:
        self._world = world

    def start(self, user: User, parent: Channel, name: str) -> Channel:
        """Start a thread by itself; its channel says that it was started."""
        thread = self._open(user, parent, name, self._world.ids.next())
        self._world.posting.announce(
            MessageType.THREAD_CREATED, user, parent, text=name, about=thread
        )
        return thread

    def start_on(self, user: User, message: Message, name: str) -> Channel:
        """Start a thread on a message; it begins with a copy of that message."""
        if message.id in self._world.channels:
            raise NotPossible("this message has a thread already")
        thread = self._open(user, message.channel, name, message.id)
        message.flags |= MessageFlag.HAS_THREAD
        self._world.posting.tell_changed(message)
        self._world.posting.announce(
            MessageType.THREAD_STARTER, message.author, thread, copy_of=message
        )
        return thread

    def start_post(
        self, user: User, forum: Channel, title: str, text: str, ago: timedelta
    ) -> Message:
        """Start a post in a forum: a thread, and its first message."""
        if forum.kind is not ChannelType.FORUM:
            raise NotPossible(f"{forum.name} is not a forum")
        thread = self._open(user, forum, title, self._world.ids.earlier(ago))
        return self._world.posting.post(user, thread, text, message_id=thread.id)

    def start_post_by_bot(self, bot: User, forum: Channel, title: str) -> Message:
        """Open the thread of a post of the bot's; its first message is yet to be published."""
        thread = self._open(bot, forum, title, self._world.ids.next())
        return self._world.posting.compose(thread, bot, {}, {}, thread.id)

    def _open(self, user: User, parent: Channel, name: str, thread_id: int) -> Channel:
        community = parent.community
        assert community is not None
        thread = Channel(self._world, name, ChannelType.THREAD, community=community, parent=parent)
        thread.id, thread.starter = thread_id, user
        community.channels.append(thread)
        self._world.channels[thread.id] = thread
        wire = thread.to_wire() | {"newly_created": True}
        thread.tell("THREAD_CREATE", wire, Intent.GUILDS)
        self._world.emit("thread_started", channel=thread, member=user)
        return thread
