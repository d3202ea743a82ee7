"""Events that were dropped because more came in than could be stored."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import col, select

from bot.services import calendar, deliveries
from db.session import Session
from db.tables import LostEvents
from db.upsert import insert

LOOKED_BACK = timedelta(days=7)
"""How long managers are reminded of it."""


@dataclass(frozen=True)
class Lost:
    """How many messages and reactions were not counted on a day."""

    day: date
    count: int


def note(session: Session, community_id: int, count: int) -> None:
    """Count what was left out today; managers are told once a day."""
    day = calendar.today(session, community_id)
    session.execute(
        insert(LostEvents)
        .values(community_id=community_id, day=day, count=count)
        .on_conflict_do_update(
            index_elements=["community_id", "day"], set_={"count": col(LostEvents.count) + count}
        )
    )
    deliveries.notify_managers(
        session, community_id, "notice-events-lost", key=f"events-lost:{day}"
    )


def lately(session: Session, community_id: int) -> list[Lost]:
    """Return what was left out in the last week, day by day."""
    since = calendar.today(session, community_id) - LOOKED_BACK
    rows = session.exec(
        select(LostEvents)
        .where(LostEvents.community_id == community_id, col(LostEvents.day) > since)
        .order_by(col(LostEvents.day))
    )
    return [Lost(row.day, row.count) for row in rows]
