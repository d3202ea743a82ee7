"""The time that Discord last confirmed."""

from datetime import datetime

from sqlmodel import SQLModel

from db.privacy import NO_MEMBER
from db.types import id_key, moment


class LastSeen(SQLModel, table=True):
    """When Discord last confirmed the time: one row, which belongs to no community (0)."""

    __tablename__ = "last_seen"
    __privacy__ = NO_MEMBER

    community_id: int = id_key()
    at: datetime = moment()
