"""Roles that coupons have delivered: for good, or until a moment."""

from datetime import datetime

from sqlmodel import SQLModel

from db.privacy import Privacy
from db.types import big, id_key, index_where, member_key, moment, refers


class BoughtRole(SQLModel, table=True):
    """A role that is a member's because of coupons, until it ends.

    There is one row for a member and role, however many coupons it took: a further one moves the
    end. It goes when its time is over.
    """

    __tablename__ = "bought_role"
    __table_args__ = (
        refers("grant_id", "grant"),
        index_where("ix_bought_role_ending", "ends_at", where="ends_at IS NOT NULL"),
    )
    __privacy__ = Privacy(
        export="bought_roles",
        delete=True,
        special="what was bought for a time ends, and the role is taken away",
    )

    community_id: int = id_key()
    member_id: int = member_key()
    role_id: int = id_key()
    grant_id: int = big()  # of the coupon that was delivered last
    ends_at: datetime | None = moment(None)  # None: it is theirs for good
    reminded_of: datetime | None = moment(None)  # the end that its holder was reminded of
