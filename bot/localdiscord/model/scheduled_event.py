"""Scheduled events, and which users are interested.

https://docs.discord.com/developers/resources/guild-scheduled-event
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from bot.localdiscord.errors import NotPossible
from bot.localdiscord.wire import ChannelType, Intent, Json

if TYPE_CHECKING:
    from bot.localdiscord.model.channel import Channel
    from bot.localdiscord.model.community import Community
    from bot.localdiscord.model.user import User

STAGE, VOICE, EXTERNAL = 1, 2, 3
GUILD_ONLY = 2
DAILY = 3
# "A few hours" after its start, an event that nobody has begun is canceled.
LONGEST_WAIT = timedelta(hours=6)


class Status(IntEnum):
    """The status of a scheduled event."""

    SCHEDULED = 1
    ACTIVE = 2
    COMPLETED = 3
    CANCELED = 4


class ScheduledEvent:
    """A scheduled event, in a voice channel or elsewhere."""

    def __init__(
        self,
        community: Community,
        name: str,
        channel: Channel | None,
        location: str,
        hours: float,
        creator: User | None = None,
    ) -> None:
        self.community = community
        self.id = community.world.ids.next()
        self.name = name
        self.channel = channel
        self.location = location
        self.creator = creator or community.owner.user
        self.description: str | None = None
        self.starts_at = community.world.clock.now() + timedelta(hours=hours)
        self.ends_at = None if channel else self.starts_at + timedelta(hours=2)
        self.status = Status.SCHEDULED
        self.interested: set[int] = set()
        self.recurs_after: timedelta | None = None

    def __repr__(self) -> str:
        return f"<ScheduledEvent {self.name}>"

    async def start(self) -> None:
        """Start."""
        await self._set_status(Status.ACTIVE)

    async def end(self) -> None:
        """End; one that recurs is rescheduled to its next day instead (discord-api-docs#6885)."""
        self.set_ended()
        await self.community.world.flush()

    async def cancel(self) -> None:
        """Cancel it."""
        await self._set_status(Status.CANCELED)

    async def move(self, channel: Channel) -> None:
        """Move it to another channel."""
        self.channel = channel
        await self._set_status(self.status)

    async def _set_status(self, status: Status) -> None:
        self.set_status(status)
        await self.community.world.flush()

    def set_ended(self) -> None:
        """End it, or reschedule one that recurs, and dispatch the event."""
        if self.recurs_after is None:
            self.set_status(Status.COMPLETED)
        else:
            self.starts_at += self.recurs_after
            self.set_status(Status.SCHEDULED)

    def set_status(self, status: Status) -> None:
        """Set its status and dispatch the event; the same status if something else has changed."""
        if self.status in (Status.COMPLETED, Status.CANCELED):
            raise NotPossible(f"{self.name} is over", "event-gone")
        self.status = status
        if status in (Status.COMPLETED, Status.CANCELED):
            self.community.scheduled_events.remove(self)
        self._dispatch("GUILD_SCHEDULED_EVENT_UPDATE", self.to_wire())
        self.community.world.emit("scheduled_event", scheduled=self, status=status.name.lower())

    def keep_time(self, now: datetime) -> None:
        """Begin, end or be canceled as Discord does by itself, once the clock has moved.

        Page Guild Scheduled Event, "Status Update Automation"; events that recur are left alone.
        """
        if self.recurs_after is not None:
            return
        begun, waited = self.starts_at <= now, self.starts_at + LONGEST_WAIT < now
        if self.status is Status.SCHEDULED and begun and self.channel is None:
            self.set_status(Status.ACTIVE)
        elif self.status is Status.SCHEDULED and waited:
            self.set_status(Status.CANCELED)
        here = [one for one in self.community.members.values() if one.voice_channel is self.channel]
        over = not here if self.channel else self.ends_at is not None and self.ends_at <= now
        if self.status is Status.ACTIVE and over:
            self.set_status(Status.COMPLETED)

    def delete(self) -> None:
        """Delete it."""
        self.community.scheduled_events.remove(self)
        self._dispatch("GUILD_SCHEDULED_EVENT_DELETE", self.to_wire())

    @property
    def visible_to_bot(self) -> bool:
        """Whether the bot sees it: in a channel, if it sees the channel; elsewhere, always."""
        return self.channel is None or self.channel.visible_to_bot

    @property
    def kind(self) -> int:
        """Its entity type: stage, voice channel, or external."""
        if self.channel is None:
            return EXTERNAL
        return STAGE if self.channel.kind is ChannelType.STAGE else VOICE

    def mark_interested(self, user: User) -> None:
        """Mark a user interested."""
        if user.id not in self.interested:
            self.interested.add(user.id)
            self._dispatch("GUILD_SCHEDULED_EVENT_USER_ADD", self._user_to_wire(user))
            self.community.world.emit("interested", scheduled=self, user=user)

    def unmark_interested(self, user: User) -> None:
        """Mark a user not interested any more."""
        if user.id in self.interested:
            self.interested.discard(user.id)
            self._dispatch("GUILD_SCHEDULED_EVENT_USER_REMOVE", self._user_to_wire(user))

    def dispatch_created(self) -> None:
        """Dispatch the new event."""
        self._dispatch("GUILD_SCHEDULED_EVENT_CREATE", self.to_wire())
        self.community.world.emit("scheduled_event", scheduled=self, status="scheduled")

    def _dispatch(self, event: str, data: Json) -> None:
        self.community.world.dispatch(event, data, Intent.SCHEDULED_EVENTS, self.community)

    def _user_to_wire(self, user: User) -> Json:
        return {
            "guild_scheduled_event_id": str(self.id),
            "user_id": str(user.id),
            "guild_id": str(self.community.id),
        }

    def interest_to_wire(self, user_id: int, *, with_member: bool = False) -> Json:
        """Return an interested user as Discord describes it."""
        user = self.community.world.users[user_id]
        member = self.community.members.get(user_id) if with_member else None
        key = str(self.id)
        return {
            "guild_scheduled_event_id": key,
            "user_id": str(user.id),
            "user": user.to_wire(),
            "response": 1,
            **({"member": member.to_wire()} if member else {}),
        }

    def to_wire(self) -> Json:
        """Return the event as Discord describes it."""
        return {
            "id": str(self.id),
            "guild_id": str(self.community.id),
            "name": self.name,
            "description": self.description,
            "channel_id": str(self.channel.id) if self.channel else None,
            "creator_id": str(self.creator.id),
            "creator": self.creator.to_wire(),
            "image": None,
            "scheduled_start_time": self.starts_at.isoformat(),
            "scheduled_end_time": self.ends_at.isoformat() if self.ends_at else None,
            "status": int(self.status),
            "entity_type": self.kind,
            "entity_id": None,
            "entity_metadata": None if self.channel else {"location": self.location},
            "recurrence_rule": self._recurrence(),
            "user_count": len(self.interested),
            "privacy_level": GUILD_ONLY,
            "guild_scheduled_event_exceptions": [],
        }

    def _recurrence(self) -> Json | None:
        """Return its recurrence rule: every so many days."""
        if self.recurs_after is None:
            return None
        unset = ("by_weekday", "by_n_weekday", "by_month", "by_month_day", "by_year_day", "count")
        return dict.fromkeys(("end", *unset)) | {
            "start": self.starts_at.isoformat(),
            "frequency": DAILY,
            "interval": self.recurs_after.days,
        }
