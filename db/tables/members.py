"""A member of a community, as far as Laurel needs to remember one."""

from datetime import datetime

from sqlalchemy import JSON, true
from sqlmodel import Field, SQLModel

from db.privacy import Privacy
from db.types import flag, id_key, member_key, moment


class Member(SQLModel, table=True):
    """One person in one community; `member_id` is the Discord user id."""

    __privacy__ = Privacy(
        export="member",
        special="exported as one object; what Discord said of them is emptied",
    )

    community_id: int = id_key()
    member_id: int = member_key()
    profile_hidden: bool = False
    language: str | None = None  # of their own Discord, once they have used Laurel
    first_seen_at: datetime = moment()
    # What Discord said last; a difference to what it says next is what has happened.
    present: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    pending: bool = flag()  # has yet to pass the membership screening
    role_ids: list[int] = Field(
        default_factory=list, sa_type=JSON, sa_column_kwargs={"server_default": "[]"}
    )
    joined_at: datetime | None = moment(None)
    boosting_since: datetime | None = moment(None)
    # What they chose, and what we learned when we tried to reach them.
    leaderboard_hidden: bool = flag()
    announcements_off: bool = flag()
    messages_off: bool = flag()
    reminders_off: bool = flag()
    pictures_off: bool = flag()
    # What managers decided: alone, or with a role, neither to earn nor to be on a leaderboard.
    left_out_alone: bool = flag()
    left_out: bool = flag()  # for either reason
    messages_closed_at: datetime | None = moment(None)
