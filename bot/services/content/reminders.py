"""Reminders: what expires soon and nobody has claimed or used yet.

They are due once a day at most for each thing, so a program that was off makes up for what it
missed, as long as there is still something to remind of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, or_, select, update
from sqlalchemy.orm import Mapped
from sqlmodel import col

from bot.services import calendar
from bot.services.calendar import WESTERNMOST, day_at, latest_day
from bot.services.deliveries.enqueue import enqueue
from db.session import Session
from db.tables import Code, CodeState, Community, DeliveryKind, Grant, GrantState, linked

DAYS_BEFORE = (7, 1)
"""How long before its last good day somebody is reminded of a thing."""

NOT_BEFORE = time(10)
"""The time of day, in the community, from which members are reminded."""

GATHERED_FOR = timedelta(minutes=1)
"""How long a reminder waits for others of the same member."""

SLICE = 200
"""Things at the most in one transaction, so that claims get their turn in between."""


@dataclass(frozen=True)
class _Soon:
    """Things with this last good day are to be reminded of, unless they were from `since` on."""

    last_day: date
    since: date


def remind(session: Session, limit: int = SLICE) -> int:
    """Enqueue a slice of the reminders that are due, in every community; return how many."""
    done = 0
    # Wherever in the world a community is, what is due there is among these.
    soon = list(_soon(session.now.astimezone(WESTERNMOST).date(), latest_day(session.now)))
    due = (which(col(Community.id), soon, WESTERNMOST).exists() for which in (_codes, _coupons))
    communities = session.execute(
        select(col(Community.id), col(Community.timezone), col(Community.reached_on)).where(
            col(Community.removed_at).is_(None), or_(*due)
        )
    )
    for community_id, timezone, reached_on in communities.all():
        zone = calendar.clock(timezone)
        if session.now.astimezone(zone).time() < NOT_BEFORE:
            continue
        day = day_at(session.now, timezone, reached_on)
        for which in (_codes, _coupons):
            things = which(community_id, list(_soon(day, day)), zone).limit(limit - done)
            found = session.execute(things).all()
            _enqueue(session, community_id, day, found)
            done += len(found)
        if done >= limit:
            break
    return done


def _soon(earliest: date, day: date) -> Iterator[_Soon]:
    """Yield the last good days that are near, and since when a reminder of each is due."""
    for left in range((earliest - day).days, max(DAYS_BEFORE) + 1):
        last_day = day + timedelta(days=left)
        before = min(days for days in DAYS_BEFORE if days >= left)
        yield _Soon(last_day, last_day - timedelta(days=before))


def _due(
    last_day: Mapped[date | None], soon: Sequence[_Soon], zone: ZoneInfo
) -> ColumnElement[bool]:
    """Tell what to remind of; who got it since then has just been told its date."""
    return or_(
        *(
            and_(
                last_day == near.last_day,
                or_(col(Grant.reminded_on).is_(None), col(Grant.reminded_on) < near.since),
                col(Grant.created_at) < datetime.combine(near.since, time(), zone),
            )
            for near in soon
        )
    )


def _codes(
    community_id: int | Mapped[int], soon: Sequence[_Soon], zone: ZoneInfo
) -> Select[int, int, date | None]:
    return (
        select(col(Grant.id), col(Grant.member_id), col(Code.expires_on))
        .join(Grant, linked(Grant.id, Code.grant_id))
        .where(
            col(Code.community_id) == community_id,
            col(Code.state) == CodeState.ASSIGNED,
            col(Code.expires_on).between(soon[0].last_day, soon[-1].last_day),
            _due(col(Code.expires_on), soon, zone),
        )
    )


def _coupons(
    community_id: int | Mapped[int], soon: Sequence[_Soon], zone: ZoneInfo
) -> Select[int, int, date | None]:
    return select(col(Grant.id), col(Grant.member_id), col(Grant.expires_on)).where(
        col(Grant.community_id) == community_id,
        col(Grant.state) == GrantState.HELD,
        col(Grant.expires_on).between(soon[0].last_day, soon[-1].last_day),
        _due(col(Grant.expires_on), soon, zone),
    )


def _enqueue(session: Session, community_id: int, day: date, found: Sequence[Any]) -> None:
    if not found:
        return
    session.execute(
        update(Grant)
        .where(
            col(Grant.community_id) == community_id,
            col(Grant.id).in_([grant_id for grant_id, _, _ in found]),
        )
        .values(reminded_on=day)
        .execution_options(synchronize_session=False)
    )
    for grant_id, member_id, last_day in found:
        enqueue(
            session,
            community_id,
            DeliveryKind.REMINDER,
            # Two processes may find the same; and a later date is another reminder.
            key=f"reminder:{grant_id}:{last_day}:{day}",
            member_id=member_id,
            grant_id=grant_id,
            after=GATHERED_FOR,
            until=last_day.isoformat(),
        )
