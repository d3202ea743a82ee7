"""Memberships, what a role stands for, and what is noted about members."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from db.types import id_key, moment


class Membership(SQLModel, table=True):
    """A plan that a member has, or had; one of each at most, whatever its source."""

    community_id: int = id_key()
    member_id: int = id_key()
    plan: str = Field(primary_key=True)
    tier: str | None = None
    active: bool = True
    times: int = 1  # how often it began
    since: datetime = moment()
    renewed_at: datetime | None = moment(None)
    ended_at: datetime | None = moment(None)  # while active: when it will, unless it is confirmed


class RoleMark(SQLModel, table=True):
    """What getting a role means: a membership (`subject` its plan), or a course of that id."""

    __tablename__ = "role_mark"

    community_id: int = id_key()
    role_id: int = id_key()
    trigger: str  # as in "membership_purchased" or "course_complete"
    subject: str


class MemberAttribute(SQLModel, table=True):
    """Something that a workflow noted about a member."""

    __tablename__ = "member_attribute"

    community_id: int = id_key()
    member_id: int = id_key()
    name: str = Field(primary_key=True)
    value: str
