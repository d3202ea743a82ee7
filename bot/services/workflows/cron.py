"""Cron expressions, as crontab(5) has them, in a community's time zone."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from pydantic_core import PydanticCustomError

_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SOME_DAYS = re.compile(r"(?:\*|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>[1-7]))?")

_CHANGE = timedelta(hours=3)
"""No clock is changed by more at once."""

_ANY_MOMENT = datetime(2025, 1, 1, tzinfo=UTC)

_LOOKED_AHEAD = timedelta(days=8 * 366)
"""Whatever comes at all comes within so long, even a 29th of February."""


def checked(expression: str) -> str:
    """Return a cron expression by which something is due some day, and refuse any other."""
    try:
        if next_after(expression, "UTC", _ANY_MOMENT) is not None:
            return expression
    except ValueError:
        pass
    raise PydanticCustomError("workflow-mistake-cron", "that is no cron expression")


def next_after(expression: str, timezone: str, moment: datetime) -> datetime | None:
    """Return when a schedule is due next, in UTC, or None if never.

    What is due at a time that a change of the clocks leaves out is due just after it; what is due
    at one that comes twice, the first time only, unless it is due every hour.
    Raises `ValueError` for what is no cron expression.
    """
    parts = expression.split()
    if len(parts) != 5:
        raise ValueError("a cron expression has five parts")
    minute, hour, day, month, weekday = parts
    weekday = _weekdays(weekday)
    days = [(day, weekday)]
    if not day.startswith("*") and not weekday.startswith("*"):
        days = [(day, "*"), ("*", weekday)]  # cron means either
    zone = ZoneInfo(timezone)
    found = [
        _next(
            CronTrigger(
                minute=minute,
                hour=hour,
                day=day,
                month=month,
                day_of_week=weekday,
                timezone=zone if hour == "*" else UTC,
                end_date=moment + _LOOKED_AHEAD,  # else a 31st of February is sought for ever
            ),
            zone,
            moment,
        )
        for day, weekday in days
    ]
    return min((due for due in found if due is not None), default=None)


def _next(trigger: CronTrigger, zone: ZoneInfo, moment: datetime) -> datetime | None:
    if trigger.timezone == zone:  # hour after hour, whatever the clock on the wall says
        due = _after(trigger, moment)
        return due.astimezone(UTC) if due else None
    # By the clock on the wall; UTC plays one that is never changed.
    wall = _after(trigger, moment.astimezone(zone).replace(tzinfo=UTC) - _CHANGE)
    while wall is not None:
        due = wall.replace(tzinfo=zone).astimezone(UTC)
        if due > moment:
            return due
        wall = _after(trigger, wall)
    return None


def _after(trigger: CronTrigger, moment: datetime) -> datetime | None:
    found: datetime | None = trigger.get_next_fire_time(None, moment + timedelta(microseconds=1))
    return found


def _weekdays(field: str) -> str:
    """Name the days: for cron 0 and 7 are Sunday, for APScheduler 0 is Monday."""
    if field == "*":
        return field
    days: list[str] = []
    for some in field.lower().split(","):
        match = _SOME_DAYS.fullmatch(some)
        if match is None:
            raise ValueError("a weekday is 0 to 7, or its first three letters")
        first, last = 0, 6
        if match["first"] is not None:
            first = _weekday(match["first"])
            if match["last"] is not None:
                last = _weekday(match["last"])
            elif match["step"] is None:
                last = first
        if last < first:
            last += 7  # over Sunday, as from Friday to Monday
        days += [_WEEKDAYS[day % 7] for day in range(first, last + 1, int(match["step"] or 1))]
    return ",".join(dict.fromkeys(days))


def _weekday(name: str) -> int:
    return int(name) if name.isdecimal() and int(name) < 8 else _WEEKDAYS.index(name)
