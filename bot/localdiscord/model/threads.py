"""Starting threads. The thread of a message, or of a post in a forum, has that message's id.

https://docs.discord.com/developers/topics/threads
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.localdiscord.errors import NotPossible
from bot.localdiscord.model import posting
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.wire import ChannelType, Intent, MessageFlag, MessageType

if TYPE_CHECKING:
    from bot.localdiscord.model.message import Message
    from bot.localdiscord.model.user import User


def start_thread(user: User, parent: Channel, name: str) -> Channel:
    """Start a thread in a channel, which says so in a message."""
    thread = _open(user, parent, name, parent.world.ids.next())
    posting.post_system_message(MessageType.THREAD_CREATED, user, parent, text=name, about=thread)
    return thread


def start_thread_on(user: User, message: Message, name: str) -> Channel:
    """Start a thread on a message; it begins with a reference to that message."""
    if message.id in message.channel.world.channels:
        raise NotPossible("this message has a thread already", "has-thread")
    thread = _open(user, message.channel, name, message.id)
    message.flags |= MessageFlag.HAS_THREAD
    posting.dispatch_update(message)
    posting.post_system_message(
        MessageType.THREAD_STARTER, message.author, thread, reference=message
    )
    return thread


def start_post(user: User, forum: Channel, title: str, text: str, ago: timedelta) -> Message:
    """Start a post in a forum: a thread, and its first message."""
    if forum.kind is not ChannelType.FORUM:
        raise NotPossible(f"{forum.name} is not a forum")
    thread = _open(user, forum, title, forum.world.ids.earlier(ago))
    return posting.post(user, thread, text, message_id=thread.id)


def start_post_by_bot(bot: User, forum: Channel, title: str) -> Message:
    """Open the thread of a post of the bot's; its first message is not published yet."""
    thread = _open(bot, forum, title, forum.world.ids.next())
    return posting.new_message(thread, bot, {}, {}, thread.id)


def _open(user: User, parent: Channel, name: str, thread_id: int) -> Channel:
    community = parent.community
    assert community is not None
    thread = Channel(
        parent.world, name, ChannelType.THREAD, community=community, parent=parent, owner=user
    )
    thread.id = thread_id
    community.channels.append(thread)
    parent.world.channels[thread.id] = thread
    thread.dispatch("THREAD_CREATE", thread.to_wire() | {"newly_created": True}, Intent.GUILDS)
    parent.world.emit("thread_started", channel=thread, member=user)
    return thread
