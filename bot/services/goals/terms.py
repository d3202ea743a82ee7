"""Which terms of a goal hold in a period: an edit adds terms, and they begin with a period."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.tables import Goal, GoalTerms, Period


def in_force(begins_on: Callable[[Period], Any]) -> ColumnElement[bool]:
    """Return the condition that joins a goal with its terms in one period.

    `begins_on` says on which day that period begins, for each kind of goal.
    """
    some = aliased(GoalTerms)
    have_begun = or_(
        *(
            and_(col(Goal.period) == period, col(some.begins_on) <= begins_on(period))
            for period in Period
        )
    )
    latest = select(func.max(some.begins_on)).where(
        col(some.community_id) == col(Goal.community_id),
        col(some.goal_id) == col(Goal.id),
        have_begun,
    )
    return and_(
        col(GoalTerms.community_id) == col(Goal.community_id),
        col(GoalTerms.goal_id) == col(Goal.id),
        col(GoalTerms.begins_on) == latest.scalar_subquery(),
    )
