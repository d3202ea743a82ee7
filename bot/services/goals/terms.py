"""Which terms of a goal hold in a period: an edit adds terms, and they begin with a period."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, case, func, select, type_coerce
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.tables import Goal, GoalTerms, Period, linked


def by_period(day: Callable[[Period], Any]) -> ColumnElement[date]:
    """Return a day for each goal, as it is given for the kind of period that the goal has."""
    return case(
        {str(period): type_coerce(day(period), Date) for period in Period}, value=col(Goal.period)
    )


def in_force(begins_on: Callable[[Period], Any]) -> ColumnElement[bool]:
    """Return the condition that joins a goal with its terms in the period that begins on a day."""
    some = aliased(GoalTerms)
    latest = select(func.max(some.begins_on)).where(
        col(some.community_id) == col(Goal.community_id),
        col(some.goal_id) == col(Goal.id),
        col(some.begins_on) <= by_period(begins_on),
    )
    return and_(
        linked(GoalTerms.goal_id, Goal.id),
        col(GoalTerms.begins_on) == latest.scalar_subquery(),
    )
