"""A member of a community, as far as Laurel needs to remember one."""

from datetime import datetime

from sqlmodel import SQLModel

from db.types import id_key, moment


class Member(SQLModel, table=True):
    """One person in one community; `member_id` is the Discord user id."""

    community_id: int = id_key()
    member_id: int = id_key()
    profile_hidden: bool = False
    first_seen_at: datetime = moment()
