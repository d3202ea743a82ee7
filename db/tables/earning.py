"""How members earn: rules, tiers and streaks."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.privacy import NO_MEMBER, Privacy
from db.types import big, id_key, index_where, member, member_key, moment

# With at most one decimal, so that place × boost × tier comes out in ten-thousandths exactly.
_IN_TENTHS = "factor % 10 = 0"


class EarningRule(SQLModel, table=True):
    """What an action pays in a community, where that differs from the default."""

    __tablename__ = "earning_rule"
    __table_args__ = (
        CheckConstraint("points >= 0", name="points_not_negative"),
        CheckConstraint("daily_cap >= 1", name="daily_cap_positive"),
        CheckConstraint("cooldown >= 0", name="cooldown_not_negative"),
    )
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    action: str = Field(primary_key=True)
    points: int = big(0)  # 0: it pays nothing
    daily_cap: int | None = None  # paid actions for each member and day
    cooldown: int = 0  # seconds between two that pay
    custom: bool = False  # an action that a manager named


class Tier(SQLModel, table=True):
    """A role that multiplies what its holders earn."""

    __table_args__ = (
        CheckConstraint("multiplier BETWEEN 100 AND 1000", name="multiplier_in_range"),
        CheckConstraint("threshold >= 1", name="threshold_positive"),
        UniqueConstraint("community_id", "rank"),
        index_where("ix_tier_unnoted", "community_id", "role_id", where="noted_upto IS NOT NULL"),
    )
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    role_id: int = id_key()
    rank: int = big()  # the highest held counts
    multiplier: int = 100  # hundredths
    threshold: int | None = big(None)  # lifetime points that bring the role
    attached_by: int = member()  # the manager who could give the role by hand
    # Of members with ids up to this it is noted that they had reached it; None: of everybody.
    noted_upto: int | None = big(None)


class EarningPlace(SQLModel, table=True):
    """By what an action is multiplied where it happens in a channel, or in a category."""

    __tablename__ = "earning_place"
    __table_args__ = (
        CheckConstraint("factor BETWEEN 0 AND 1000", name="factor_in_range"),
        CheckConstraint(_IN_TENTHS, name="factor_in_tenths"),
    )
    __privacy__ = NO_MEMBER

    community_id: int = id_key()
    channel_id: int = id_key()  # of a channel or of a category
    action: str = Field(primary_key=True)  # "": every action
    factor: int  # hundredths; 0: nothing is earned there


class LeftOutRole(SQLModel, table=True):
    """A role whose holders earn nothing, and are on no leaderboard."""

    __tablename__ = "left_out_role"
    __privacy__ = NO_MEMBER

    community_id: int = id_key()
    role_id: int = id_key()


class Boost(SQLModel, table=True):
    """For a time, everything that earns pays so many times as much: everywhere, or in places."""

    __table_args__ = (
        CheckConstraint("factor BETWEEN 100 AND 1000", name="factor_in_range"),
        CheckConstraint(_IN_TENTHS, name="factor_in_tenths"),
        CheckConstraint("begins_at < ends_at", name="ends_after_it_begins"),
        Index(None, "ends_at"),
    )
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    id: int = id_key()
    factor: int  # hundredths
    channel_ids: list[int] = Field(default_factory=list, sa_type=JSON)  # none: everywhere
    begins_at: datetime = moment()
    ends_at: datetime = moment()
    created_by: int = member()


class Streak(SQLModel, table=True):
    """Days in a row on which a member took part."""

    __privacy__ = Privacy(export="streak")

    community_id: int = id_key()
    member_id: int = member_key()
    days: int = 0
    best: int = 0
    last_day: date
