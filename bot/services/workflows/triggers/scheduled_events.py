"""event_registered, event_checkin: scheduled events of the server."""

import re

from pydantic import BaseModel

from bot.services.workflows.parts import Context, Name, Trigger

_LAST_NUMBER = re.compile(r"(\d+)/?$")


class _OfEvent(BaseModel):
    """Asks for one scheduled event, by its id or its link, if one is set."""

    event: Name | None = None

    def matches(self, context: Context) -> bool:
        """Return whether it is that one."""
        if self.event is None:
            return True
        number = _LAST_NUMBER.search(self.event)
        return number is not None and number[1] == str(context.event.data.get("event"))


class EventRegistered(
    _OfEvent,
    Trigger,
    key="event_registered",
    activity=True,
    example={"event": "1200000000000000077"},
):
    """A member is interested in a scheduled event."""


class EventCheckin(
    _OfEvent,
    Trigger,
    key="event_checkin",
    earns="event_checkin",
    activity=True,
    example={"event": "1200000000000000077"},
):
    """A member is in the channel of a scheduled event while it is on."""
