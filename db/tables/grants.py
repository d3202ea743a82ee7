"""What members hold, and the offers that lead there."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.privacy import Privacy
from db.types import big, id_key, index_where, member, member_key, moment, one_of, refers


class GrantState(enum.StrEnum):
    """A grant is held until it is used (coupons), expires or is revoked.

    The state of a voucher's code is in the row of the code.
    """

    HELD = "held"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


class GrantSource(enum.StrEnum):
    """How a grant came into somebody's hands."""

    CLAIM = "claim"
    MANAGER = "manager"
    GOAL = "goal"
    WORKFLOW = "workflow"
    RAFFLE = "raffle"
    DELIVERY = "delivery"  # a code that a coupon delivered


class Offer(SQLModel, table=True):
    """A confirmation card that was shown: this coupon, at this price, to this member.

    The claim that it leads to is keyed by it, so it works once however often it is pressed.
    """

    __table_args__ = (refers("reward_id", "reward"),)
    __privacy__ = Privacy(export="offers", delete=True)

    community_id: int = id_key()
    id: int = id_key()
    member_id: int = member()
    reward_id: int = big()
    price: int = big()
    created_at: datetime = moment()


class Grant(SQLModel, table=True):
    """One reward in one member's hands. `key` makes it happen once."""

    __table_args__ = (
        one_of("state", GrantState),
        one_of("source", GrantSource),
        CheckConstraint("paid >= 0", name="paid_not_negative"),
        CheckConstraint("(state = 'used') = (used_at IS NOT NULL)", name="used_has_a_time"),
        CheckConstraint(
            "(state = 'revoked') = (revoked_at IS NOT NULL)", name="revoked_has_a_time"
        ),
        UniqueConstraint("community_id", "key"),
        UniqueConstraint("community_id", "redemption_code"),
        refers("reward_id", "reward"),
        Index(None, "community_id", "member_id", "id"),
        Index(None, "community_id", "reward_id", "id"),
        index_where(
            "ix_grant_running_out",
            "community_id",
            "expires_on",
            where="state = 'held' AND expires_on IS NOT NULL",
        ),
        index_where(
            "ix_grant_open",
            "community_id",
            "id",
            where="state = 'held' AND redemption_code IS NOT NULL",
        ),
    )
    __privacy__ = Privacy(
        export="grants",
        special="exported with its reward, without codes; unseen codes and unused coupons go back",
    )

    community_id: int = id_key()
    id: int = id_key()
    reward_id: int = big()
    member_id: int = member()
    state: str = GrantState.HELD
    source: str
    actor_id: int | None = member(None)  # the manager who gave it, if one did
    paid: int = big(0)  # points
    redemption_code: str | None = Field(default=None, repr=False)  # coupons only
    expires_on: date | None = None  # coupons only: a later date of the reward extends it
    reminded_on: date | None = None  # when its holder was last reminded
    key: str
    created_at: datetime = moment()
    used_at: datetime | None = moment(None)
    used_by: int | None = member(None)
    revoked_at: datetime | None = moment(None)
    revoked_by: int | None = member(None)


class Holding(SQLModel, table=True):
    """How many grants of a reward a member has that are not revoked; the guard of the limit."""

    __table_args__ = (CheckConstraint("count >= 0", name="count_not_negative"),)
    __privacy__ = Privacy(export="holdings")

    community_id: int = id_key()
    reward_id: int = id_key()
    member_id: int = member_key()
    count: int = big(0)
