"""Who did what, when, on whom."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from db.privacy import Privacy
from db.types import big, id_key, index_where, member, moment


class AuditEntry(SQLModel, table=True):
    """One change by a manager, or one value that moved. Never a code in `details`."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index(None, "community_id", "member_id", "id"),
        index_where(
            "ix_audit_entry_actor",
            *("community_id", "actor_id", "id"),
            where="actor_id IS NOT NULL",
        ),
        index_where(
            "ix_audit_entry_parts", "community_id", "part_of", "id", where="part_of IS NOT NULL"
        ),
    )
    __privacy__ = Privacy(
        export="audit",
        special="exported with what they did to others; notes about them are emptied",
    )

    community_id: int = id_key()
    id: int = id_key()
    part_of: int | None = big(None)  # one of many alike, below one entry with this `batch`
    action: str
    actor_id: int | None = member(None)  # None: Laurel itself
    member_id: int | None = member(None)
    reward_id: int | None = big(None)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    at: datetime = moment()
