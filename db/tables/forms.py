"""What somebody typed into a form that could not be taken yet."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, LargeBinary
from sqlmodel import Field, SQLModel

from db.privacy import Privacy
from db.types import big, id_key, member, moment


class Form(SQLModel, table=True):
    """The values of one form, kept so that *Fix it* reopens it filled in, also after a restart."""

    __privacy__ = Privacy(export="forms", delete=True)

    community_id: int = id_key()
    id: int = id_key()
    member_id: int = member()
    name: str  # which form
    target_id: int | None = big(None)  # what it edits, if that exists already
    place: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # where in the target
    values: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    file_name: str | None = None
    file_content: bytes | None = Field(default=None, sa_type=LargeBinary)
    created_at: datetime = moment()
