"""How far members are: what they do moves every goal that counts it, in the period it belongs to.

A period of a goal is one row for each member, so nothing completes it twice: not a second event
at the same moment, not one that comes late, not a community that changes its time zone.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import select, update
from sqlmodel import col

from bot.services import events
from bot.services.calendar import period_start, still_counts
from bot.services.events import EventFacts, NewEvent
from bot.services.goals.terms import in_force
from bot.services.state import Cells, Change, Loaded, State, Upsert
from db.locks import join_writers
from db.parts import Bulk
from db.session import Session
from db.statement import BulkStatement, Statement, among, equals, inline, params
from db.tables import Goal, GoalProgress, GoalState, GoalTerms, Period, linked
from db.upsert import insert_row


class Terms(NamedTuple):
    """What a goal asks from the period on that begins on a day."""

    begins_on: date
    action: str | None
    target: int
    reward_id: int | None
    count_all: bool


class CountingGoal(NamedTuple):
    """A goal that counts what members do; its terms, the newest first."""

    id: int
    name: str
    period: Period
    created_at: datetime
    terms: Sequence[Terms]


_ACTIVE = Statement(
    select(
        col(Goal.id),
        col(Goal.name),
        col(Goal.period),
        col(Goal.created_at),
        *(getattr(GoalTerms, name) for name in Terms._fields),
    )
    .join(GoalTerms, linked(GoalTerms.goal_id, Goal.id))
    .where(*equals(Goal.community_id), col(Goal.state) == inline(GoalState.ACTIVE))
    # In the order of ids: two transactions of one member take the same rows in the same order.
    .order_by(col(Goal.id), col(GoalTerms.begins_on).desc())
)


def active(session: Session, community_id: int) -> list[CountingGoal]:
    """Return the goals that count, in the order of their ids."""
    rows = session.run(_ACTIVE, community_id=community_id)
    return [
        CountingGoal(id_, name, Period(period), created_at, [Terms(*row[4:]) for row in terms])
        for (id_, name, period, created_at), terms in groupby(rows, lambda row: row[:4])
    ]


def _load_active(loaded: Loaded, _: Collection[None]) -> dict[None, list[CountingGoal]]:
    if loaded.locks:  # whether anybody has begun decides when an edit of the terms holds
        join_writers(loaded.session, GoalProgress)
    return {None: active(loaded.session, loaded.community_id)}


_GOALS = Cells[None, list[CountingGoal]]("goal", _load_active)


class ProgressRow(NamedTuple):
    """How far a member is in a period."""

    amount: int = 0
    completed_at: datetime | None = None


ProgressKey = tuple[int, int, date]
"""A goal, a member, and the first day of the period."""

_ROW = ("community_id", "goal_id", "member_id", "begins_on")
_PROGRESS = Statement(
    select(
        col(GoalProgress.goal_id),
        col(GoalProgress.member_id),
        col(GoalProgress.begins_on),
        *(getattr(GoalProgress, name) for name in ProgressRow._fields),
    ).where(
        *equals(GoalProgress.community_id),
        among(GoalProgress.member_id, "member_ids"),
        among(GoalProgress.begins_on, "days"),
    )
)
# The amount before is the guard of both columns: nothing completes a period without adding to it.
_WRITE = Upsert(
    BulkStatement(insert_row(GoalProgress)),
    BulkStatement(
        update(GoalProgress)
        .where(*equals(*(getattr(GoalProgress, name) for name in _ROW), before=GoalProgress.amount))
        .values(**params("amount", "completed_at")),
        at_once=True,
    ),
)


def _load_progress(loaded: Loaded, keys: Collection[ProgressKey]) -> dict[ProgressKey, ProgressRow]:
    rows = loaded.session.run(
        _PROGRESS,
        community_id=loaded.community_id,
        member_ids={member_id for _, member_id, _ in keys},
        days={begins_on for _, _, begins_on in keys},
    )
    return {(row[0], row[1], row[2]): ProgressRow(*row[3:]) for row in rows}


def _write_progress(
    community_id: int, changes: Sequence[Change[ProgressKey, ProgressRow]]
) -> Sequence[Bulk]:
    rows = [
        (
            before is not None,
            {
                "community_id": community_id,
                "goal_id": key[0],
                "member_id": key[1],
                "begins_on": key[2],
                "before": before and before.amount,
                **after._asdict(),
            },
        )
        for key, before, after in changes
    ]
    return _WRITE.of(rows)


PROGRESS = Cells[ProgressKey, ProgressRow]("goal_progress", _load_progress, _write_progress)
"""How far members are with goals."""


def prefetch(loaded: Loaded, who_and_when: Collection[tuple[int, date]]) -> None:
    """Read how far members are with every goal, in the periods to which days belong."""
    goals = loaded.get(_GOALS, None) or ()
    begins = {
        (goal.id, day): period_start(goal.period, day)
        for day in {day for _, day in who_and_when}
        for goal in goals
    }
    loaded.prefetch(
        PROGRESS,
        (
            (goal.id, member_id, begins[goal.id, day])
            for member_id, day in who_and_when
            for goal in goals
        ),
    )


def concerned(
    state: State, event: EventFacts, action: str, count: int, counted: int, points: int
) -> list[tuple[CountingGoal, Terms, ProgressKey, int]]:
    """Return the goals that something moves: with their terms, whose row that is, and how far.

    `count`: how often the action was done; `counted`: how many of those its earning rule let
    count; `points`: what that paid.
    """
    assert event.member_id is not None
    found = []
    for goal, begins_on, terms in _asked_on(state, state.day(event.happened_at)):
        amount = _amount(terms, action, count, counted, points)
        if amount > 0 and goal.created_at <= event.happened_at:
            found.append((goal, terms, (goal.id, event.member_id, begins_on), amount))
    return found


def _asked_on(state: State, day: date) -> list[tuple[CountingGoal, date, Terms]]:
    """Return what goals ask on a day: with the first day of the period, and its terms."""
    known = state.loaded.worked_out
    key = "goals", day
    if key not in known:
        today = state.day(state.now)
        known[key] = [
            (goal, begins_on, terms)
            for goal in state.get(_GOALS, None) or ()
            # In a period that is over for too long no goal asks anything.
            if still_counts(goal.period, day, today)
            for begins_on in [period_start(goal.period, day)]
            for terms in [in_force(goal.terms, begins_on)]
            if terms is not None
        ]
    found: list[tuple[CountingGoal, date, Terms]] = known[key]
    return found


def _amount(terms: Terms, action: str, count: int, counted: int, points: int) -> int:
    """Return how far an action brings a goal: in points, or by all or the counted times."""
    if terms.action is None:
        return points
    if terms.action != action:
        return 0
    return count if terms.count_all else counted


def advance(
    state: State, event: EventFacts, action: str, count: int, counted: int, points: int
) -> None:
    """Count what a member did for every goal that it concerns; the numbers are `concerned`'s.

    Who completes a goal by it raises `goal_completed`, once in each period.
    """
    for goal, terms, key, amount in concerned(state, event, action, count, counted, points):
        before = state.get(PROGRESS, key) or ProgressRow()
        after = before._replace(amount=before.amount + amount)
        if before.completed_at is None and after.amount >= terms.target:
            after = after._replace(completed_at=event.happened_at)
            _raise_completed(state, event, goal, terms, key[2])
        state.set(PROGRESS, key, after)


def reverse(
    state: State, event: EventFacts, action: str, count: int, counted: int, points: int
) -> None:
    """Undo what `advance` did with the same numbers, where the goal is not completed yet."""
    for _, _, key, amount in concerned(state, event, action, count, counted, points):
        row = state.get(PROGRESS, key)
        if row is not None and row.completed_at is None and row.amount >= amount:
            state.set(PROGRESS, key, row._replace(amount=row.amount - amount))


def _raise_completed(
    state: State, event: EventFacts, goal: CountingGoal, terms: Terms, begins_on: date
) -> None:
    once = f"goal:{goal.id}:{event.member_id}:{begins_on.isoformat()}"
    completion = NewEvent(
        event.community_id,
        "goal_completed",
        key=once,
        fact=once,  # stays when the event is forgotten, and the member erased
        member_id=event.member_id,
        at=event.happened_at,
        data={
            "goal": str(goal.id),
            "goal_name": goal.name,
            "reward": str(terms.reward_id) if terms.reward_id else None,
            "begins_on": begins_on.isoformat(),
        },
        depth=event.depth,
    )
    events.raise_in(state, completion)
