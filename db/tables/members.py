"""A member of a community, as far as Laurel needs to remember one."""

from datetime import datetime

from sqlmodel import SQLModel

from db.tables.communities import Language
from db.types import id_key, moment, one_of


class Member(SQLModel, table=True):
    """One person in one community; `member_id` is the Discord user id."""

    __table_args__ = (one_of("language", Language),)

    community_id: int = id_key()
    member_id: int = id_key()
    profile_hidden: bool = False
    language: str | None = None  # of their own Discord, once they have used Laurel
    first_seen_at: datetime = moment()
