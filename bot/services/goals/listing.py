"""Goals as managers oversee them, and as members see how far they are."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, case, select, type_coerce
from sqlmodel import col, func

from bot.services import calendar, communities
from bot.services.actors import Person, require_manager
from bot.services.calendar import next_period_start, period_end, period_start
from bot.services.errors import GoneError, RefusedError
from bot.services.goals.terms import in_force
from bot.services.paging import ListPage, count_rows, paging
from bot.services.rewards.delivering import left_by_codes
from bot.services.rewards.eligibility import MemberFacts, is_shown, why_not
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
        select(Goal, GoalProgress)
        .outerjoin(GoalProgress, _in_period(today) & (GoalProgress.member_id == member_id))
        .where(*chosen)
        .order_by(
            _by_period(lambda period: next_period_start(period, today)),
            col(Goal.id),
        )
        .offset(shown.offset)
        .limit(MEMBERS_PAGE)
    ).all()
    asked = _terms_by_goal(session, community_id, [goal.id for goal, _ in rows])
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
                reward_name=reward.name if reward and is_shown(reward, session.now) else None,
                begins_on=begins_on,
                count_all=terms.count_all,
            )
            for goal, progress in rows
            for begins_on in [period_start(Period(goal.period), today)]
            for _, terms, reward in [asked(goal.id, begins_on)]
        ],
        shown.page,
        shown.pages,
    )


def _in_period(today: date) -> ColumnElement[bool]:
    """Join goals with progress in the present period."""
    return linked(GoalProgress.goal_id, Goal.id) & (
        col(GoalProgress.begins_on) == _by_period(lambda period: period_start(period, today))
    )


def _by_period(day: Callable[[Period], Any]) -> ColumnElement[date]:
    """Return a day for each goal, as it is given for the kind of period that the goal has."""
    return case(
        {str(period): type_coerce(day(period), Date) for period in Period}, value=col(Goal.period)
    )


class _Asked(NamedTuple):
    """What a goal asks from a day on, and the reward that it promises."""

    begins_on: date
    terms: GoalTerms
    reward: Reward | None


def _terms_by_goal(
    session: Session, community_id: int, goal_ids: Sequence[int]
) -> Callable[[int, date], _Asked]:
    """Return what tells what a goal asks in the period that begins on a day."""
    rows = session.execute(
        select(GoalTerms, Reward)
        .outerjoin(
            Reward,
            (col(Reward.community_id) == col(GoalTerms.community_id))
            & (col(Reward.id) == col(GoalTerms.reward_id)),
        )
        .where(col(GoalTerms.community_id) == community_id, col(GoalTerms.goal_id).in_(goal_ids))
        .order_by(col(GoalTerms.begins_on).desc())
    )
    found: defaultdict[int, list[_Asked]] = defaultdict(list)
    for terms, reward in rows:
        found[terms.goal_id].append(_Asked(terms.begins_on, terms, reward))

    def asked(goal_id: int, begins_on: date) -> _Asked:
        holds = in_force(found[goal_id], begins_on)
        assert holds is not None  # a goal begins with the period in which it is made
        return holds

    return asked


def _describe(session: Session, community_id: int, goal_ids: Sequence[int]) -> list[GoalDetails]:
    """Return goals with what they ask, newest first."""
    today = calendar.today(session, community_id)
    timezone = communities.get(session, community_id).timezone
    goals = session.scalars(
        select(Goal)
        .where(col(Goal.community_id) == community_id, col(Goal.id).in_(goal_ids))
        .order_by(col(Goal.id).desc())
    ).all()
    asked = _terms_by_goal(session, community_id, goal_ids)
    reached = _reached(session, community_id, goal_ids, today)
    found = []
    for goal in goals:
        period = Period(goal.period)
        next_begins_on = next_period_start(period, today)
        now, later = asked(goal.id, period_start(period, today)), asked(goal.id, next_begins_on)
        found.append(
            GoalDetails(
                goal_id=goal.id,
                name=goal.name,
                period=period,
                state=GoalState(goal.state),
                present=_terms(session, now, today),
                later=_terms(session, later, today) if _differ(now.terms, later.terms) else None,
                next_begins_on=next_begins_on,
                ends_at=period_end(period, today, timezone),
                completed=reached[goal.id, True],
                under_way=reached[goal.id, False],
            )
        )
    return found


def _differ(one: GoalTerms, other: GoalTerms) -> bool:
    def asked(terms: GoalTerms) -> tuple[object, ...]:
        return terms.action, terms.target, terms.reward_id, terms.count_all

    return asked(one) != asked(other)


def _terms(session: Session, asked: _Asked, today: date) -> Terms:
    terms, reward = asked.terms, asked.reward
    return Terms(
        begins_on=terms.begins_on,
        action=terms.action,
        target=terms.target,
        prize=None
        if reward is None
        else Prize(reward.id, reward.name, obstacle(session, reward, today)),
        count_all=terms.count_all,
    )


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
