"""A member of a community, as far as Laurel needs to remember one."""

from datetime import datetime

from sqlalchemy import JSON, true
from sqlmodel import Field, SQLModel

from db.privacy import Privacy
from db.types import flag, id_key, index_where, member_key, moment

OFF_LEADERBOARD = "NOT present OR leaderboard_hidden OR left_out"
"""The SQL that says of a member's row that they are on no leaderboard."""

UNSETTLED = f"ranked = ({OFF_LEADERBOARD})"
"""The SQL that says that sums of leaderboards have it otherwise."""


class Member(SQLModel, table=True):
    """One person in one community; `member_id` is the Discord user id."""

    __table_args__ = (
        index_where("ix_member_unsettled", "community_id", "member_id", where=UNSETTLED),
    )
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
    # Whether sums of leaderboards have them as one who is on it: that follows what they are.
    ranked: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    messages_closed_at: datetime | None = moment(None)
