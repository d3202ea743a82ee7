"""Goals as managers oversee them, and as members see how far they are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlmodel import col, func

from bot.services import calendar, communities
from bot.services.actors import Person, require_manager
from bot.services.calendar import next_period_start, period_end, period_start
from bot.services.errors import GoneError, RefusedError
from bot.services.goals.terms import by_period, in_force
from bot.services.paging import ListPage, count_rows, paging
from bot.services.rewards import store
from bot.services.rewards.delivering import left_by_codes
from bot.services.rewards.eligibility import MemberFacts, why_not
from db.session import Session
from db.tables import (
    Goal,
    GoalProgress,
    GoalState,
    GoalTerms,
    Period,
    Reward,
    linked,
)

PAGE = 10
"""Goals on a page of the managers' list."""

MEMBERS_PAGE = 5
"""Goals on a page of a member's own."""


@dataclass(frozen=True)
class Prize:
    """The reward of a goal; `obstacle` says why it could not be given now."""

    reward_id: int
    name: str
    obstacle: RefusedError | None


@dataclass(frozen=True)
class Terms:
    """What a goal asks from a day on. `action` None: points from earning rules.

    `count_all`: also what the earning rule lets not count, as beyond its daily cap.
    """

    begins_on: date
    action: str | None
    target: int
    prize: Prize | None
    count_all: bool = False


@dataclass(frozen=True)
class GoalDetails:
    """A goal as managers see it. `later`: what it asks from the next period on, if that differs.

    `completed` and `under_way` count members in the present period.
    """

    goal_id: int
    name: str
    period: Period
    state: GoalState
    present: Terms
    later: Terms | None
    next_begins_on: date
    ends_at: datetime
    completed: int
    under_way: int


@dataclass(frozen=True)
class MemberProgress:
    """How far a member is with a goal in the present period; `count_all` as in `Terms`."""

    goal_id: int
    name: str
    period: Period
    action: str | None
    target: int
    amount: int
    completed: bool
    ends_at: datetime
    reward_name: str | None
    begins_on: date
    count_all: bool


@dataclass(frozen=True)
class MemberGoals:
    """A page of a member's goals, those that end first on top; pages count from 1."""

    goals: list[MemberProgress]
    page: int
    pages: int


def details(session: Session, by: Person, goal_id: int) -> GoalDetails:
    """Return a goal in any state, for a manager; `GoneError` if there is none."""
    require_manager(session, by)
    found = _describe(session, by.community_id, [goal_id])
    if not found:
        raise GoneError
    return found[0]


def list_goals(
    session: Session, by: Person, *, state: GoalState = GoalState.ACTIVE, page: int = 1
) -> ListPage[GoalDetails]:
    """Return a page of the goals in a state, newest first."""
    require_manager(session, by)
    here = col(Goal.community_id) == by.community_id
    chosen = (here, col(Goal.state) == state)
    every = count_rows(session, Goal, here)
    total = count_rows(session, Goal, *chosen)
    shown = paging(total, page, PAGE)
    ids = session.scalars(
        select(col(Goal.id))
        .where(*chosen)
        .order_by(col(Goal.id).desc())
        .offset(shown.offset)
        .limit(PAGE)
    ).all()
    return ListPage(
        _describe(session, by.community_id, ids), total, shown.page, shown.pages, every - total
    )


def mine(session: Session, person: Person, page: int = 1) -> MemberGoals:
    """Return how far a member is with the goals that there are."""
    return of_member(session, person.community_id, person.member_id, page)


def of_member(session: Session, community_id: int, member_id: int, page: int = 1) -> MemberGoals:
    """Return how far somebody is; whoever asks this for another one must be a manager."""
    today = calendar.today(session, community_id)
    chosen = (
        col(Goal.community_id) == community_id,
        col(Goal.state) == GoalState.ACTIVE,
    )
    shown = paging(count_rows(session, Goal, *chosen), page, MEMBERS_PAGE)
    rows = session.execute(
        select(Goal, GoalTerms, GoalProgress, col(Reward.name))
        .select_from(Goal)
        .join(GoalTerms, in_force(lambda period: period_start(period, today)))
        .outerjoin(GoalProgress, _in_period(today) & (GoalProgress.member_id == member_id))
        .outerjoin(Reward, _prize() & store.shown(session.now))
        .where(*chosen)
        .order_by(
            by_period(lambda period: next_period_start(period, today)),
            col(Goal.id),
        )
        .offset(shown.offset)
        .limit(MEMBERS_PAGE)
    ).all()
    timezone = communities.get(session, community_id).timezone
    return MemberGoals(
        [
            MemberProgress(
                goal_id=goal.id,
                name=goal.name,
                period=Period(goal.period),
                action=terms.action,
                target=terms.target,
                amount=progress.amount if progress else 0,
                completed=progress is not None and progress.completed_at is not None,
                ends_at=period_end(Period(goal.period), today, timezone),
                reward_name=reward_name,
                begins_on=period_start(Period(goal.period), today),
                count_all=terms.count_all,
            )
            for goal, terms, progress, reward_name in rows
        ],
        shown.page,
        shown.pages,
    )


def _in_period(today: date) -> ColumnElement[bool]:
    """Join goals with progress in the present period."""
    return linked(GoalProgress.goal_id, Goal.id) & (
        col(GoalProgress.begins_on) == by_period(lambda period: period_start(period, today))
    )


def _prize() -> ColumnElement[bool]:
    return (col(Reward.community_id) == col(GoalTerms.community_id)) & (
        col(Reward.id) == col(GoalTerms.reward_id)
    )


def _describe(session: Session, community_id: int, goal_ids: Sequence[int]) -> list[GoalDetails]:
    """Return goals with what they ask, newest first."""
    today = calendar.today(session, community_id)
    timezone = communities.get(session, community_id).timezone
    goals = session.scalars(
        select(Goal)
        .where(col(Goal.community_id) == community_id, col(Goal.id).in_(goal_ids))
        .order_by(col(Goal.id).desc())
    ).all()
    present = _terms(session, community_id, goal_ids, today, in_next=False)
    later = _terms(session, community_id, goal_ids, today, in_next=True)
    reached = _reached(session, community_id, goal_ids, today)
    return [
        GoalDetails(
            goal_id=goal.id,
            name=goal.name,
            period=Period(goal.period),
            state=GoalState(goal.state),
            present=present[goal.id],
            later=later[goal.id] if _differ(present[goal.id], later[goal.id]) else None,
            next_begins_on=next_period_start(Period(goal.period), today),
            ends_at=period_end(Period(goal.period), today, timezone),
            completed=reached[goal.id, True],
            under_way=reached[goal.id, False],
        )
        for goal in goals
    ]


def _differ(one: Terms, other: Terms) -> bool:
    def asked(terms: Terms) -> tuple[object, ...]:
        return terms.action, terms.target, terms.prize and terms.prize.reward_id, terms.count_all

    return asked(one) != asked(other)


def _terms(
    session: Session, community_id: int, goal_ids: Sequence[int], today: date, *, in_next: bool
) -> dict[int, Terms]:
    """Return what goals ask in the present period, or in the next one."""
    begins = next_period_start if in_next else period_start
    rows = session.execute(
        select(Goal, GoalTerms, Reward)
        .select_from(Goal)
        .join(GoalTerms, in_force(lambda period: begins(period, today)))
        .outerjoin(Reward, _prize())
        .where(col(Goal.community_id) == community_id, col(Goal.id).in_(goal_ids))
    ).all()
    return {
        goal.id: Terms(
            begins_on=terms.begins_on,
            action=terms.action,
            target=terms.target,
            prize=None
            if reward is None
            else Prize(reward.id, reward.name, obstacle(session, reward, today)),
            count_all=terms.count_all,
        )
        for goal, terms, reward in rows
    }


def obstacle(session: Session, reward: Reward, today: date) -> RefusedError | None:
    """Return why a goal could not give a reward today to somebody who has none of it."""
    codes = left_by_codes(session, reward, today)
    return why_not(reward, MemberFacts(), today, now=session.now, claim=False, usable_codes=codes)


def _reached(
    session: Session, community_id: int, goal_ids: Sequence[int], today: date
) -> Counter[tuple[int, bool]]:
    """Count the members who have completed each goal in the present period, and the others."""
    completed = col(GoalProgress.completed_at).is_not(None)
    rows = session.execute(
        select(col(Goal.id), completed, func.count())
        .select_from(Goal)
        .join(GoalProgress, _in_period(today))
        .where(
            col(Goal.community_id) == community_id,
            col(Goal.id).in_(goal_ids),
            completed | (col(GoalProgress.amount) > 0),
        )
        .group_by(col(Goal.id), completed)
    )
    return Counter({(goal_id, bool(done)): count for goal_id, done, count in rows})
