"""Memberships, what a role stands for, and what is noted about members."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from db.privacy import Privacy
from db.types import big, flag, id_key, index_where, member_key, moment


class Membership(SQLModel, table=True):
    """A plan that a member has, or had; one of each at most, whatever its source and spelling.

    What happened before `told_at` changes nothing any more, and of the tier before `tier_at`.
    """

    __table_args__ = (UniqueConstraint("community_id", "member_id", "plan_key"),)
    __privacy__ = Privacy(export="memberships")

    community_id: int = id_key()
    member_id: int = member_key()
    plan: str = Field(primary_key=True)  # as it is shown
    plan_key: str  # the plan without regard to case, width and blanks
    tier: str | None = None
    tier_key: str | None = None
    active: bool = True
    waiting: bool = flag()  # it began while its member was away, and was not paid for
    times: int = 1  # how often it began
    since: datetime = moment()
    renewed_at: datetime | None = moment(None)
    ended_at: datetime | None = moment(None)  # while active: when it will, unless it is confirmed
    told_at: datetime = moment()
    tier_at: datetime = moment()


class RoleMark(SQLModel, table=True):
    """What getting a role means: a membership (`subject` its plan), or a course of that id."""

    __tablename__ = "role_mark"
    __table_args__ = (
        index_where(
            "ix_role_mark_unnoted", "community_id", "role_id", where="noted_upto IS NOT NULL"
        ),
    )
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    role_id: int = id_key()
    trigger: str  # as in "membership_purchased" or "course_complete"
    subject: str
    level: str | None = None  # what the role is called, where several stand for one plan
    # Of members with ids up to this it is noted that they had it already; None: of everybody.
    noted_upto: int | None = big(None)


class MemberAttribute(SQLModel, table=True):
    """Something that a workflow noted about a member."""

    __tablename__ = "member_attribute"
    __privacy__ = Privacy(export="attributes", delete=True)

    community_id: int = id_key()
    member_id: int = member_key()
    name: str = Field(primary_key=True)  # without regard to case, width and blanks
    value: str
