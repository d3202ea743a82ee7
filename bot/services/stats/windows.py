"""How far statistics look back, and in which week something lies."""

import enum
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, case, literal

from bot.services import calendar, communities
from bot.services.calendar import Week
from db.session import Session


class Window(enum.IntEnum):
    """How many weeks are looked at, the present one among them."""

    MONTH = 4
    QUARTER = 12
    YEAR = 52


def weeks_of(session: Session, community_id: int, window: Window) -> tuple[Week, ...]:
    """Return the weeks of a community that are looked at, the oldest first."""
    zone = communities.get(session, community_id).timezone
    return calendar.weeks(session.now, zone, window)


def begins(weeks: Sequence[Week]) -> list[datetime]:
    """Return when each week begins: the bounds of moments."""
    return [week.begins for week in weeks]


def last_days(weeks: Sequence[Week]) -> list[date]:
    """Return the bounds of last good days: what was good until Sunday is over in the next week."""
    return [week.day - timedelta(days=1) for week in weeks]


def number_of(column: SQLColumnExpression[Any], bounds: Sequence[Any]) -> ColumnElement[int]:
    """Return the number of the week, counted from 0, in which a column's value lies.

    Values before the first bound are to be left out. The bounds are halved again and again, so of
    fifty-two a row is compared with six.
    """

    def among(first: int, end: int) -> ColumnElement[int]:
        if end - first == 1:
            return literal(first)
        middle = (first + end) // 2
        return case((column < bounds[middle], among(first, middle)), else_=among(middle, end))

    return among(0, len(bounds))
