"""The spans of a leaderboard, and since when points count in each."""

import enum
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, or_
from sqlmodel import col

from bot.services import calendar, communities
from bot.services.calendar import period_start
from db.session import Session
from db.statement import inline
from db.tables import LedgerEntry, LedgerReason, Period

IMPORT_KEY = "import:"
"""How the keys of entries begin that an import of points made, or its undoing."""


class Span(enum.StrEnum):
    """Since when points count; weeks begin on Monday."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    EVER = "ever"


PERIODS = {
    Span.WEEK: Period.WEEKLY,
    Span.MONTH: Period.MONTHLY,
    Span.QUARTER: Period.QUARTERLY,
}
"""The spans that end, and begin anew."""


def begins(session: Session, community_id: int, span: Span) -> datetime | None:
    """Return since when points count, for a community; None: since ever.

    That goes by its clock of today. Where that was set back across midnight, a day is seen again,
    so every point is shown in one week and not in none. What is paid for goes by
    `placings`, in which each point counts once.
    """
    if span is Span.EVER:
        return None
    zone = communities.get(session, community_id).timezone
    return calendar.day_start(_first_day(session, span, zone), zone)


def begins_before(session: Session, community_id: int, span: Span) -> datetime | None:
    """Return since when points counted in the span before the present one; None: there is none."""
    if span is Span.EVER:
        return None
    zone = communities.get(session, community_id).timezone
    last_day = _first_day(session, span, zone) - timedelta(days=1)
    return calendar.day_start(period_start(PERIODS[span], last_day), zone)


def _first_day(session: Session, span: Span, zone: str) -> date:
    today = session.now.astimezone(calendar.clock(zone)).date()
    return period_start(PERIODS[span], today)


def counts_since(moment: datetime | SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Return the condition that an entry counts for a span of time that began at a moment.

    What is undone vanishes from where it counted: from a span that began after it was given, its
    undoing takes nothing.
    """
    original_at = col(LedgerEntry.original_at)
    return and_(
        col(LedgerEntry.at) >= moment,
        ~is_import(),
        or_(original_at.is_(None), original_at >= moment),
    )


def is_import() -> ColumnElement[bool]:
    """Return the condition of being an entry of an import, or of its undoing.

    What was earned elsewhere, some time, counts for no week, month or quarter here.
    """
    reason = col(LedgerEntry.reason)
    of_import = col(LedgerEntry.key).startswith(IMPORT_KEY)
    return or_(
        reason == inline(LedgerReason.IMPORTED),
        and_(reason == inline(LedgerReason.UNDO), of_import),
    )
