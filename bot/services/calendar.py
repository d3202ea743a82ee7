"""Calendar: which day it is in a community, and when a day or a period begins there."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import col

from bot.services.errors import InvalidInputError
from bot.services.typed import duration, no_such_day
from db.session import Session
from db.statement import Statement, param
from db.tables import Community, Period


@cache
def clock(zone: str) -> ZoneInfo:
    """Return a zone's clock. Each is read once: the standard library remembers only the last few.

    Raises `zoneinfo.ZoneInfoNotFoundError`.
    """
    return ZoneInfo(zone)


EASTERNMOST = ZoneInfo("Etc/GMT-14")
"""Where a day begins first. The names of these zones have the sign turned round."""

WESTERNMOST = ZoneInfo("Etc/GMT+12")
"""Where a day begins last."""

_ZONE = Statement(
    select(col(Community.timezone), col(Community.reached_on), col(Community.timezone_since)).where(
        col(Community.id) == param("community_id")
    )
)


def today(session: Session, community_id: int) -> date:
    """Return the community's calendar date at the session's moment."""
    (row,) = session.run(_ZONE, community_id=community_id)
    return day_at(session.now, row.timezone, row.reached_on)


def day_of(session: Session, community_id: int, moment: datetime) -> date:
    """Return the community's calendar date at a moment that may be long past.

    What happened before the time zone changed has its date in the zone of today; only what
    happened since is held to the day that had been reached.
    """
    (row,) = session.run(_ZONE, community_id=community_id)
    return day_in(row, moment)


class Zoned(Protocol):
    """What tells a community's calendar; a row of `community` has it all."""

    @property
    def timezone(self) -> str: ...
    @property
    def reached_on(self) -> date | None: ...
    @property
    def timezone_since(self) -> datetime | None: ...


def day_in(community: Zoned, moment: datetime) -> date:
    """Return the calendar date there at a moment that may be long past; as `day_of` does."""
    before = community.timezone_since is not None and moment < community.timezone_since
    return day_at(moment, community.timezone, None if before else community.reached_on)


def day_at(now: datetime, timezone: str, reached_on: date | None) -> date:
    """Return the calendar date in a community with these settings.

    It never goes back: a community that moves west stays at the day that it had reached until
    that day comes there too, so nothing that had expired is good again.
    """
    day = now.astimezone(clock(timezone)).date()
    return day if reached_on is None else max(day, reached_on)


def latest_day(now: datetime) -> date:
    """Return the latest calendar date that it is anywhere."""
    return now.astimezone(EASTERNMOST).date()


def day_start(day: date, timezone: str) -> datetime:
    """Return the moment, in UTC, at which a calendar date begins in a time zone."""
    return datetime.combine(day, time(), clock(timezone)).astimezone(UTC)


_LONGEST_WAIT = timedelta(days=3650)
"""How far away a moment may lie that somebody types."""


class BadMomentError(ValueError):
    """What was typed is no moment that lies ahead, or not within ten years."""


def typed_moment(text: str, timezone: str, now: datetime) -> datetime:
    """Return the moment, in UTC, that somebody means by a text, in a time zone.

    `2030-12-24 18:00` by the clock there, or how long from now, as in `3d 12h`. Where clocks are
    put forward, a time that is left out is as long after the change as it would have been; where
    they are put back, a time that comes twice is the first one. `BadMomentError` for everything
    else, and for the past.
    """
    wait = duration(text)
    try:
        moment = now + wait if wait is not None else _by_the_clock(text, timezone)
    except (OverflowError, ValueError):
        raise BadMomentError from None
    if not now < moment <= now + _LONGEST_WAIT:
        raise BadMomentError
    return moment


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def typed_day(field: str, message: str, text: str) -> date:
    """Return the calendar date that somebody means by a text such as 2030-12-24.

    Raises what `bad_date` returns.
    """
    if _DATE.fullmatch(text):
        with suppress(ValueError):  # such as the 30th of February
            return date.fromisoformat(text)
    raise bad_date(field, message, text)


def bad_date(field: str, message: str, text: str, **params: object) -> InvalidInputError:
    """Return what is wrong with a date or a moment that somebody typed and that is none.

    `message` says what a field takes; it matters less where the calendar has no such day.
    """
    missing = no_such_day(text)
    if missing is not None:
        return InvalidInputError(field, "error-no-such-day", day=missing)
    return InvalidInputError(field, message, **params)


_CLOCK_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[ T]+\d{1,2}:\d{2}", re.ASCII)


def _by_the_clock(text: str, timezone: str) -> datetime:
    if not _CLOCK_TIME.fullmatch(text.strip()):
        raise BadMomentError
    day, hour = text.replace("T", " ").split()
    hours = time.fromisoformat(hour.zfill(5))
    return datetime.combine(date.fromisoformat(day), hours, clock(timezone)).astimezone(UTC)


def clock_time(moment: datetime, timezone: str) -> str:
    """Return what clocks in a zone show at a moment, as `typed_moment` reads it."""
    return f"{moment.astimezone(clock(timezone)):%Y-%m-%d %H:%M}"


PERIOD_GRACE = timedelta(days=7)
"""For how long what happened in a period still counts for it when the period is over."""


_LONGEST = {
    Period.WEEKLY: timedelta(days=7),
    Period.MONTHLY: timedelta(days=31),
    Period.QUARTERLY: timedelta(days=92),
}


def period_start(period: Period, day: date) -> date:
    """Return the first day of the period that a day belongs to. Weeks begin on Monday."""
    if period is Period.WEEKLY:
        return day - timedelta(days=day.weekday())
    if period is Period.MONTHLY:
        return day.replace(day=1)
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)


def next_period_start(period: Period, day: date) -> date:
    """Return the first day of the period after the one that a day belongs to."""
    return period_start(period, period_start(period, day) + _LONGEST[period])


def still_counts(period: Period, day: date, today: date) -> bool:
    """Return whether what happened on a day may still count for its period."""
    return today < next_period_start(period, day) + PERIOD_GRACE


def period_end(period: Period, day: date, timezone: str) -> datetime:
    """Return the moment, in UTC, at which the period of a day is over in a time zone."""
    return day_start(next_period_start(period, day), timezone)


@dataclass(frozen=True)
class Week:
    """A week: its Monday, the moment at which it begins, and the one at which the next does."""

    day: date
    begins: datetime
    ends: datetime


def weeks(now: datetime, timezone: str, count: int) -> tuple[Week, ...]:
    """Return the last weeks in a time zone, the oldest first; the last one is not over yet.

    They go by the clock there of today, as a leaderboard does, also for what happened before the
    zone changed: so they lie side by side, and nothing counts in two or in none. One in which
    clocks are changed is an hour shorter or longer.
    """
    today = now.astimezone(clock(timezone)).date()
    monday = period_start(Period.WEEKLY, today)
    days = [monday + timedelta(weeks=number) for number in range(1 - count, 2)]
    starts = [day_start(day, timezone) for day in days]
    return tuple(Week(day, *of) for day, of in zip(days, pairwise(starts), strict=False))
