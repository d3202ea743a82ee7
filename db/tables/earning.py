"""How members earn: rules, tiers and streaks."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.privacy import Privacy
from db.types import big, id_key, member, member_key


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
    )
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    role_id: int = id_key()
    rank: int = big()  # the highest held counts
    multiplier: int = 100  # hundredths
    threshold: int | None = big(None)  # lifetime points that bring the role
    attached_by: int = member()  # the manager who could give the role by hand


class Streak(SQLModel, table=True):
    """Days in a row on which a member took part."""

    __privacy__ = Privacy(export="streak")

    community_id: int = id_key()
    member_id: int = member_key()
    days: int = 0
    best: int = 0
    last_day: date
