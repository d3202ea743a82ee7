"""What members do in channels: post, reply, react, start threads, follow scheduled events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.localdiscord.model.channel import Channel
    from bot.localdiscord.model.community import Community
    from bot.localdiscord.model.member import User
    from bot.localdiscord.model.message import Message
    from bot.localdiscord.model.scheduled_event import ScheduledEvent
    from bot.localdiscord.state.world import World

JUST_NOW = timedelta()


class Acting:
    """What a member does that the bot is told of; each returns once it has been."""

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
        files: tuple[Any, ...] | list[Any] = (),
        ago: timedelta = JUST_NOW,
    ) -> Message:
        """Post a message, or a reply; `ago` makes it as old as if posted then."""
        place = channel or self.community.default_channel
        message = self._world.posting.post(self.user, place, text, reply_to, files, ago)
        await self._world.gateway.flush()
        return message

    async def edit(self, message: Message, text: str) -> None:
        """Edit one's own message."""
        self._world.posting.edit(self.user, message, text)
        await self._world.gateway.flush()

    async def delete(self, message: Message) -> None:
        """Delete a message (another's too, as a moderator may)."""
        self._world.posting.delete(message)
        await self._world.gateway.flush()

    async def delete_many(self, messages: Sequence[Message]) -> None:
        """Delete messages of one channel at once, as moderation tools do."""
        self._world.posting.delete_many(messages)
        await self._world.gateway.flush()

    async def react(self, message: Message, emoji: str) -> None:
        """Add a reaction."""
        self._world.posting.react(self.user, message, emoji)
        await self._world.gateway.flush()

    async def unreact(self, message: Message, emoji: str) -> None:
        """Take one's reaction away."""
        self._world.posting.unreact(self.user, message, emoji)
        await self._world.gateway.flush()

    async def start_thread(
        self, name: str, *, channel: Channel | None = None, on: Message | None = None
    ) -> Channel:
        """Start a thread in a channel, or on a message."""
        threads = self._world.threads
        thread = (
            threads.start(self.user, channel or self.community.default_channel, name)
            if on is None
            else threads.start_on(self.user, on, name)
        )
        await self._world.gateway.flush()
        return thread

    async def start_post(
        self, title: str, text: str, *, forum: Channel, ago: timedelta = JUST_NOW
    ) -> Message:
        """Start a post in a forum; its first message is returned, its thread is `.channel`."""
        message = self._world.threads.start_post(self.user, forum, title, text, ago)
        await self._world.gateway.flush()
        return message

    async def follow(self, event: ScheduledEvent) -> None:
        """Say that one is interested in a scheduled event."""
        event.follow(self.user)
        await self._world.gateway.flush()

    async def unfollow(self, event: ScheduledEvent) -> None:
        """Say that one is not interested any more."""
        event.unfollow(self.user)
        await self._world.gateway.flush()
