"""Calendar: which day it is in a community, and when a day or a period begins there."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import col

from db.session import Session
from db.statement import Statement, param
from db.tables import Community


@cache
def clock(zone: str) -> ZoneInfo:
    """Return a zone's clock. Each is read once: the standard library remembers only the last few.

    Raises `zoneinfo.ZoneInfoNotFoundError`.
    """
    return ZoneInfo(zone)


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
    before = row.timezone_since is not None and moment < row.timezone_since
    return day_at(moment, row.timezone, None if before else row.reached_on)


def day_at(now: datetime, timezone: str, reached_on: date | None) -> date:
    """Return the calendar date in a community with these settings.

    It never goes back: a community that moves west stays at the day that it had reached until
    that day comes there too, so nothing that had expired is good again.
    """
    day = now.astimezone(clock(timezone)).date()
    return day if reached_on is None else max(day, reached_on)


def begins_at(day: date, timezone: str) -> datetime:
    """Return the moment, in UTC, at which a calendar date begins in a time zone."""
    return datetime.combine(day, time(), clock(timezone)).astimezone(UTC)
