"""What was deleted on Discord."""

import enum
from datetime import datetime

from sqlmodel import SQLModel

from db.privacy import NO_MEMBER
from db.types import id_key, moment, one_of


class GoneKind(enum.StrEnum):
    """What it was."""

    ROLE = "role"
    CHANNEL = "channel"


class Gone(SQLModel, table=True):
    """A role or channel that exists no more. Discord gives no id a second time."""

    __table_args__ = (one_of("kind", GoneKind),)
    __privacy__ = NO_MEMBER

    community_id: int = id_key()
    id: int = id_key()
    kind: str
    at: datetime = moment()
