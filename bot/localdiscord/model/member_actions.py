"""What members do in channels: messages, reactions, threads, interest in scheduled events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.localdiscord.model import posting, reactions, threads

if TYPE_CHECKING:
    from bot.localdiscord.model.channel import Channel
    from bot.localdiscord.model.community import Community
    from bot.localdiscord.model.files import File
    from bot.localdiscord.model.message import Message
    from bot.localdiscord.model.scheduled_event import ScheduledEvent
    from bot.localdiscord.model.user import User
    from bot.localdiscord.model.world import World


class MemberActions:
    """What a member does and the bot receives as events; each returns once it has received them."""

    community: Community
    user: User

    @property
    def _world(self) -> World:
        return self.community.world

    async def post(
        self,
        text: str,
        *,
        channel: Channel | None = None,
        reply_to: Message | None = None,
        files: Sequence[File] = (),
        ago: timedelta = posting.NOW,
    ) -> Message:
        """Post a message, or a reply; `ago` makes it as old as if posted then."""
        channel = channel or self.community.default_channel
        message = posting.post(self.user, channel, text, reply_to=reply_to, files=files, ago=ago)
        await self._world.flush()
        return message

    async def edit(self, message: Message, text: str) -> None:
        """Edit one's own message."""
        posting.edit(self.user, message, text)
        await self._world.flush()

    async def delete(self, message: Message) -> None:
        """Delete a message (another's too, as a moderator may)."""
        posting.delete(message)
        await self._world.flush()

    async def delete_many(self, messages: Sequence[Message]) -> None:
        """Delete messages of one channel at once, as moderation tools do."""
        posting.delete_many(messages)
        await self._world.flush()

    async def react(self, message: Message, emoji: str) -> None:
        """Add a reaction."""
        reactions.add_reaction(self.user, message, emoji)
        await self._world.flush()

    async def remove_reaction(self, message: Message, emoji: str) -> None:
        """Remove one's reaction."""
        reactions.remove_reaction(self.user, message, emoji)
        await self._world.flush()

    async def start_thread(
        self, name: str, *, channel: Channel | None = None, on: Message | None = None
    ) -> Channel:
        """Start a thread in a channel, or on a message."""
        if on is not None:
            thread = threads.start_thread_on(self.user, on, name)
        else:
            parent = channel or self.community.default_channel
            thread = threads.start_thread(self.user, parent, name)
        await self._world.flush()
        return thread

    async def start_post(
        self, title: str, text: str, *, forum: Channel, ago: timedelta = posting.NOW
    ) -> Message:
        """Start a post in a forum; its first message is returned, its thread is `.channel`."""
        message = threads.start_post(self.user, forum, title, text, ago)
        await self._world.flush()
        return message

    async def mark_interested(self, event: ScheduledEvent) -> None:
        """Mark oneself interested in a scheduled event."""
        event.mark_interested(self.user)
        await self._world.flush()

    async def unmark_interested(self, event: ScheduledEvent) -> None:
        """Mark oneself not interested any more."""
        event.unmark_interested(self.user)
        await self._world.flush()
