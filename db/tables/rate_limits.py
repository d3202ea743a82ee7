"""What all processes together may do so often."""

from sqlmodel import Field, SQLModel

from db.privacy import NO_MEMBER
from db.types import big, id_key


class RateLimit(SQLModel, table=True):
    """How much of a rate is spent: a bucket that is full again at a moment, in microseconds."""

    __tablename__ = "rate_limit"
    __privacy__ = NO_MEMBER

    community_id: int = id_key()  # 0: the program's own
    name: str = Field(primary_key=True)
    full_at: int = big()
