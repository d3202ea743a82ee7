"""Periods of goals: which one a day belongs to, and until when something counts for it."""

from datetime import UTC, date, datetime, time, timedelta

from bot.services import calendar
from db.tables import Period

GRACE = timedelta(days=7)
"""For how long what happened in a period still counts for it when the period is over."""

_LONGEST = {
    Period.WEEKLY: timedelta(days=7),
    Period.MONTHLY: timedelta(days=31),
    Period.QUARTERLY: timedelta(days=92),
}


def beginning(period: Period, day: date) -> date:
    """Return the first day of the period that a day belongs to. Weeks begin on Monday."""
    if period is Period.WEEKLY:
        return day - timedelta(days=day.weekday())
    if period is Period.MONTHLY:
        return day.replace(day=1)
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)


def following(period: Period, day: date) -> date:
    """Return the first day of the period after the one that a day belongs to."""
    return beginning(period, beginning(period, day) + _LONGEST[period])


def still_counts(period: Period, day: date, today: date) -> bool:
    """Tell whether what happened on a day may still count for its period."""
    return today < following(period, day) + GRACE


def ends_at(period: Period, day: date, timezone: str) -> datetime:
    """Return the moment, in UTC, at which the period of a day is over in a time zone."""
    midnight = datetime.combine(following(period, day), time(), calendar.clock(timezone))
    return midnight.astimezone(UTC)
