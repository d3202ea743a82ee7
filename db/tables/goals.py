"""Goals, what they ask in each period, and how far members are."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from db.privacy import Privacy
from db.types import big, flag, id_key, index_where, member, member_key, moment, one_of, refers


class Period(enum.StrEnum):
    """How often a goal begins anew; weeks begin on Monday."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class GoalState(enum.StrEnum):
    """An archived goal counts no more."""

    ACTIVE = "active"
    ARCHIVED = "archived"


class Goal(SQLModel, table=True):
    """Something to reach in every period; what exactly, its terms say."""

    __table_args__ = (
        one_of("period", Period),
        one_of("state", GoalState),
        index_where(
            "uq_goal_name", "community_id", "name_key", where="state = 'active'", unique=True
        ),
    )
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    id: int = id_key()
    name: str
    name_key: str  # the name without regard to case
    period: str
    state: str = GoalState.ACTIVE
    created_by: int = member()
    created_at: datetime = moment()


class GoalTerms(SQLModel, table=True):
    """What a goal asks from one period on, until later terms begin. An edit adds terms."""

    __tablename__ = "goal_terms"
    __table_args__ = (
        CheckConstraint("target >= 1", name="target_positive"),
        refers("goal_id", "goal"),
        refers("reward_id", "reward"),
    )
    __privacy__ = Privacy(export=None)

    community_id: int = id_key()
    goal_id: int = id_key()
    begins_on: date = Field(primary_key=True)  # the first day of a period
    action: str | None = None  # what is counted; None: points from earning rules
    target: int = big()
    reward_id: int | None = big(None)
    count_all: bool = flag()  # also what the earning rule lets not count, as beyond its cap


class GoalProgress(SQLModel, table=True):
    """How far a member is with a goal in the period that began on a day."""

    __tablename__ = "goal_progress"
    __table_args__ = (
        refers("goal_id", "goal"),
        Index(None, "community_id", "member_id"),
    )
    __privacy__ = Privacy(export="goals")

    community_id: int = id_key()
    goal_id: int = id_key()
    member_id: int = member_key()
    begins_on: date = Field(primary_key=True)
    amount: int = big(0)
    completed_at: datetime | None = moment(None)
