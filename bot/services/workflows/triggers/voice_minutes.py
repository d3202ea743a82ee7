"""voice_minutes: time spent in voice channels."""

from datetime import UTC, datetime, time, timedelta
from typing import Annotated

from pydantic import Field
from sqlmodel import col, func, select

from bot.services import calendar, communities
from bot.services.workflows.parts import Context, Trigger
from db.ids import first_id_at
from db.tables import Event


class VoiceMinutes(Trigger, key="voice_minutes", activity=True, example={"minutes": 60}):
    """A member has spent so many minutes of a day in voice channels."""

    minutes: Annotated[int, Field(ge=1, le=1440)]

    @classmethod
    def counts_as(cls, event: Event) -> tuple[str, int]:
        """Count every minute."""
        return "voice_minute", int(event.data["minutes"])

    def matches(self, context: Context) -> bool:
        """Return whether it is this event by which the day's minutes become so many."""
        new = int(context.event.data["minutes"])
        return self.minutes - new <= _before(context) < self.minutes


def _before(context: Context) -> int:
    """Return the minutes of the member's day that came with earlier events."""
    event = context.event
    begin, end = _day(context)
    total = context.session.exec(
        select(func.coalesce(func.sum(col(Event.data)["minutes"].as_integer()), 0)).where(
            Event.community_id == event.community_id,
            Event.member_id == event.member_id,
            col(Event.id) >= first_id_at(begin),  # an event is stored after it happened
            col(Event.id) < event.id,
            Event.trigger == event.trigger,
            col(Event.happened_at) >= begin,
            col(Event.happened_at) < end,
        )
    ).one()
    return int(total)


def _day(context: Context) -> tuple[datetime, datetime]:
    """Return when the community's day began on which the event happened, and when it ends."""
    community = communities.get(context.session, context.community_id)
    zone = calendar.clock(community.timezone)
    day = calendar.day_at(context.event.happened_at, community.timezone, community.reached_on)
    begin, end = (
        datetime.combine(day + timedelta(days=more), time(), zone).astimezone(UTC)
        for more in (0, 1)
    )
    return begin, end
