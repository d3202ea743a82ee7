"""voice_minutes: time spent in voice channels."""

from collections.abc import Collection
from datetime import date, timedelta
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

_DayKey = tuple[int, date]
"""A member, and a day of the community."""

_EVENTS = Statement(
    select(col(Event.id), col(Event.data), col(Event.happened_at)).where(
        *equals(Event.community_id, Event.member_id),
        col(Event.id) >= param("first"),  # an event is stored after it happened
        col(Event.trigger) == "voice_minutes",
        col(Event.happened_at) >= param("begin"),
        col(Event.happened_at) < param("end"),
    )
)


def _load(loaded: Loaded, keys: Collection[_DayKey]) -> dict[_DayKey, list[tuple[int, int]]]:
    return {(member_id, day): _minutes_of(loaded, member_id, day) for member_id, day in keys}


def _minutes_of(loaded: Loaded, member_id: int, day: date) -> list[tuple[int, int]]:
    community = loaded.community
    begin, end = (
        calendar.day_start(day + timedelta(days=more), community.timezone) for more in (0, 1)
    )
    if day == community.reached_on and community.timezone_since is not None:
        begin = min(begin, community.timezone_since)  # this day has lasted since then
    rows = loaded.session.run(
        _EVENTS,
        community_id=loaded.community_id,
        member_id=member_id,
        first=first_id_at(begin),
        begin=begin,
        end=end,
    )
    return [
        (row.id, int(row.data["minutes"])) for row in rows if loaded.day(row.happened_at) == day
    ]


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
    event = context.event
    key = event.member_id or 0, context.state.day(event.happened_at)
    return sum(minutes for id_, minutes in context.state.get(_TOLD, key) or [] if id_ < event.id)
