"""Roles that coupons bring: how long they last, and their end.

The row of a member and role is what counts. It is made when the role has been given, a further
coupon moves its end, and whoever removes it when that has passed asks for the role to be taken.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlmodel import col

from bot.services import audit, deliveries
from db.session import Session
from db.tables import (
    BoughtRole,
    Community,
    Delivery,
    DeliveryKind,
    DeliveryState,
    linked,
)
from db.upsert import insert

SLICE = 100
"""Roles at the most in one transaction, so that claims get their turn in between."""

REMINDED_BEFORE = timedelta(days=1)
"""How long before its end its holder is reminded; not of what is bought for no longer than that."""


def last(
    session: Session,
    community_id: int,
    member_id: int,
    role_id: int,
    *,
    grant_id: int,
    days: int | None,
) -> datetime | None:
    """Let a role that has just been given last for `days` (None: for good); return its end.

    Days are added to those that are left. Of two coupons that are delivered at the same moment the
    second waits here, and adds to what the first has written.
    """
    key = {"community_id": community_id, "member_id": member_id, "role_id": role_id}
    lasts = None if days is None else timedelta(days=days)
    first = None if lasts is None else session.now + lasts
    of = first if lasts is not None and lasts <= REMINDED_BEFORE else None
    while True:
        made = (
            insert(BoughtRole)
            .values(**key, grant_id=grant_id, ends_at=first, reminded_of=of)
            .on_conflict_do_nothing()
            .returning(col(BoughtRole.grant_id))
        )
        if session.execute(made).first() is not None:
            return first
        row = session.locked(BoughtRole, tuple(key.values()))
        if row is None:  # it has ended just now
            continue
        row.grant_id = grant_id
        if row.ends_at is not None:
            row.ends_at = None if lasts is None else max(row.ends_at, session.now) + lasts
        session.add(row)
        session.flush()
        return row.ends_at


def is_theirs(session: Session, community_id: int, member_id: int, role_id: int) -> bool:
    """Return whether a member has a role for a time by a coupon, so that another extends it."""
    row = session.get(BoughtRole, (community_id, member_id, role_id), populate_existing=True)
    return row is not None and row.ends_at is not None


class _Due(NamedTuple):
    community_id: int
    member_id: int
    role_id: int
    grant_id: int
    ends_at: datetime


def end(session: Session, limit: int = SLICE) -> int:
    """Take a slice of the roles whose time is over, in every community; return how many.

    Where another coupon is being delivered to the member, its outcome is awaited: it may extend it.
    """
    under_way = exists().where(
        linked(Delivery.member_id, BoughtRole.member_id),
        col(Delivery.kind) == DeliveryKind.GIVE_ROLE,
        col(Delivery.state) == DeliveryState.PENDING,
    )
    due = _due(session, session.now, limit, ~under_way)
    for row in due:
        gone = delete(BoughtRole).where(
            *_is(row),
            col(BoughtRole.ends_at) <= session.now,  # a coupon may have extended it meanwhile
        )
        if session.execute(gone.returning(col(BoughtRole.role_id))).first() is not None:
            take(session, row.community_id, row.member_id, row.role_id, row.grant_id)
    return len(due)


def of(session: Session, community_id: int, member_id: int) -> list[int]:
    """Return the roles that a member has for a time."""
    rows = session.scalars(
        select(col(BoughtRole.role_id)).where(
            col(BoughtRole.community_id) == community_id,
            col(BoughtRole.member_id) == member_id,
            col(BoughtRole.ends_at).is_not(None),
        )
    )
    return list(rows)


def take(session: Session, community_id: int, member_id: int, role_id: int, grant_id: int) -> None:
    """Enqueue that a role is taken whose row is gone; it stays if anything else gives it."""
    deliveries.enqueue(
        session,
        community_id,
        DeliveryKind.TAKE_ROLE,
        key=f"ended:{grant_id}:{session.now.isoformat()}",
        member_id=member_id,
        grant_id=grant_id,
        role=role_id,
    )
    audit.record(
        session,
        community_id,
        "coupon.role_ended",
        actor_id=None,
        member_id=member_id,
        role=str(role_id),
    )


def remind(session: Session, limit: int = SLICE) -> int:
    """Enqueue a slice of the reminders that a role ends soon; return how many."""
    due = _due(
        session,
        session.now + REMINDED_BEFORE,
        limit,
        col(BoughtRole.reminded_of).is_distinct_from(col(BoughtRole.ends_at)),
        col(BoughtRole.ends_at) > session.now,
    )
    for row in due:
        noted = update(BoughtRole).where(*_is(row), col(BoughtRole.ends_at) == row.ends_at)
        session.execute(
            noted.values(reminded_of=row.ends_at).execution_options(synchronize_session=False)
        )
        deliveries.enqueue(
            session,
            row.community_id,
            DeliveryKind.ROLE_ENDING,
            key=f"ending:{row.grant_id}:{row.ends_at.isoformat()}",
            member_id=row.member_id,
            grant_id=row.grant_id,
            role=row.role_id,
            until=row.ends_at.isoformat(),
        )
    return len(due)


def _is(row: _Due) -> tuple[ColumnElement[bool], ...]:
    return (
        col(BoughtRole.community_id) == row.community_id,
        col(BoughtRole.member_id) == row.member_id,
        col(BoughtRole.role_id) == row.role_id,
    )


def _due(
    session: Session, until: datetime, limit: int, *conditions: ColumnElement[bool]
) -> list[_Due]:
    """Return some that end until a moment, where Laurel is still a member of the server."""
    there = exists().where(
        col(Community.id) == col(BoughtRole.community_id), col(Community.removed_at).is_(None)
    )
    rows = session.execute(
        select(*(getattr(BoughtRole, name) for name in _Due._fields))
        .where(col(BoughtRole.ends_at) <= until, there, *conditions)
        .order_by(col(BoughtRole.ends_at))
        .limit(limit)
    )
    return [_Due(*row) for row in rows]
