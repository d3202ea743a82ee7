"""voice_minutes: time spent in voice channels."""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from typing import Annotated

from pydantic import Field
from sqlalchemy import select
from sqlmodel import col

from bot.services import calendar
from bot.services.events import EventFacts
from bot.services.state import Cells, Loaded
from bot.services.workflows.parts import Context, Trigger
from db.ids import first_id_at
from db.statement import Statement, equals, param
from db.tables import Event

_DayKey = tuple[int, datetime, datetime]
"""A member, and when a day of the community began and ended."""

_EVENTS = Statement(
    select(col(Event.id), col(Event.data)).where(
        *equals(Event.community_id, Event.member_id),
        col(Event.id) >= param("first"),  # an event is stored after it happened
        col(Event.trigger) == "voice_minutes",
        col(Event.happened_at) >= param("begin"),
        col(Event.happened_at) < param("end"),
    )
)


def _load(loaded: Loaded, keys: Collection[_DayKey]) -> dict[_DayKey, list[tuple[int, int]]]:
    return {
        (member_id, begin, end): [
            (row.id, int(row.data["minutes"]))
            for row in loaded.session.run(
                _EVENTS,
                community_id=loaded.community_id,
                member_id=member_id,
                first=first_id_at(begin),
                begin=begin,
                end=end,
            )
        ]
        for member_id, begin, end in keys
    }


_TOLD = Cells[_DayKey, list[tuple[int, int]]]("event", _load)
"""The events of a day and the minutes of each, by ids."""


class VoiceMinutes(Trigger, key="voice_minutes", activity=True, example={"minutes": 60}):
    """A member has spent so many minutes of a day in voice channels."""

    minutes: Annotated[int, Field(ge=1, le=1440)]

    @classmethod
    def counts_as(cls, event: EventFacts) -> tuple[str, int]:
        """Count every minute."""
        return "voice_minute", int(event.data["minutes"])

    def matches(self, context: Context) -> bool:
        """Return whether it is this event by which the day's minutes become so many."""
        new = int(context.event.data["minutes"])
        return self.minutes - new <= _before(context) < self.minutes


def _before(context: Context) -> int:
    """Return the minutes of the member's day that came with earlier events."""
    event, community = context.event, context.state.community
    zone = calendar.clock(community.timezone)
    day = calendar.day_at(event.happened_at, community.timezone, community.reached_on)
    begin, end = (
        datetime.combine(day + timedelta(days=more), time(), zone).astimezone(UTC)
        for more in (0, 1)
    )
    told = context.state.get(_TOLD, (event.member_id or 0, begin, end)) or []
    return sum(minutes for id_, minutes in told if id_ < event.id)
