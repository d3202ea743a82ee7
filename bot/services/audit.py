"""Who did what, when, on whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, func, select

from bot.services.people import Person, require_manager
from db.session import Session
from db.statement import Statement, param
from db.tables import AuditEntry, Reward
from db.upsert import insert

PAGE = 10
"""Entries on a page."""

_RECORD = Statement(
    insert(AuditEntry).values(
        {
            name: param(name)
            for name in (
                "community_id",
                "id",
                "action",
                "actor_id",
                "member_id",
                "reward_id",
                "details",
                "at",
            )
        }
    )
)


def record(
    session: Session,
    community_id: int,
    action: str,
    *,
    actor_id: int | None,
    member_id: int | None = None,
    reward_id: int | None = None,
    **details: Any,
) -> None:
    """Write one line. `actor_id` None is Laurel itself; never put a code into `details`."""
    session.run(
        _RECORD,
        community_id=community_id,
        id=session.new_id(),
        action=action,
        actor_id=actor_id,
        member_id=member_id,
        reward_id=reward_id,
        details=details,
        at=session.now,
    )


@dataclass(frozen=True)
class AuditLine:
    """One line, as a manager reads it."""

    at: datetime
    action: str
    actor_id: int | None
    member_id: int | None
    reward_name: str | None
    details: dict[str, Any]


@dataclass(frozen=True)
class AuditPage:
    """A page of lines, newest first; pages count from 1."""

    lines: list[AuditLine]
    page: int
    pages: int


def look(
    session: Session,
    by: Person,
    *,
    page: int = 1,
    member_id: int | None = None,
    actor_id: int | None = None,
) -> AuditPage:
    """Return a page of the audit, of everybody or of one member or actor."""
    require_manager(session, by)
    chosen = [AuditEntry.community_id == by.community_id]
    if member_id is not None:
        chosen.append(AuditEntry.member_id == member_id)
    if actor_id is not None:
        chosen.append(AuditEntry.actor_id == actor_id)
    total = session.exec(select(func.count()).select_from(AuditEntry).where(*chosen)).one()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    rows = session.exec(
        select(AuditEntry, Reward.name)
        .outerjoin(
            Reward,
            (col(Reward.community_id) == AuditEntry.community_id)
            & (col(Reward.id) == AuditEntry.reward_id),
        )
        .where(*chosen)
        .order_by(col(AuditEntry.id).desc())
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    )
    return AuditPage(
        [
            AuditLine(entry.at, entry.action, entry.actor_id, entry.member_id, name, entry.details)
            for entry, name in rows
        ],
        page,
        pages,
    )
