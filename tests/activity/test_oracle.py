"""A stream of events through goals and workflows comes out as a plain recomputation says."""

import random

import pytest
from sqlmodel import col, func, select

from bot.runtime.worker import Worker
from bot.services import events
from bot.services.maintenance import integrity
from bot.services.pipeline import would_have_paid
from bot.services.pipeline.changes import PlaceChange
from db.database import Database
from db.session import Session
from db.tables import (
    Event,
    EventState,
    GoalProgress,
    Grant,
    LedgerEntry,
    LedgerReason,
    Run,
    Streak,
    Tally,
    WalletKind,
)
from tests.activity.oracle import Oracle, Result
from tests.activity.sample_data import BEGINS, build, member_id
from tests.activity.stream import stream
from tests.support.databases import Clock
from tests.support.factories import BOSS

AT_ONCE = 100
"""Events that are told at once."""


def seen(session: Session) -> Result:
    """Read from the tables what the oracle says of them."""

    def points(reason: LedgerReason) -> dict[int, int]:
        rows = session.exec(
            select(LedgerEntry.member_id, func.sum(LedgerEntry.amount))
            .where(LedgerEntry.reason == reason, LedgerEntry.wallet == WalletKind.EARN)
            .group_by(col(LedgerEntry.member_id))
        )
        return {who - member_id(0): int(amount) for who, amount in rows}

    def who(row: Tally | Streak | GoalProgress | Grant) -> int:
        return row.member_id - member_id(0)

    runs = session.exec(
        select(Run.workflow_id, Run.state, func.count())
        .where(col(Run.workflow_id).is_not(None))
        .group_by(col(Run.workflow_id), col(Run.state))
    )
    return Result(
        earned=points(LedgerReason.EARNED),
        awarded=points(LedgerReason.AWARD),
        tallies={
            (who(row), row.action, row.day): (row.happened, row.paid)
            for row in session.exec(select(Tally))
        },
        streaks={
            who(row): (row.days, row.best, row.last_day) for row in session.exec(select(Streak))
        },
        goals={
            (row.goal_id, who(row), row.begins_on): (row.amount, row.completed_at is not None)
            for row in session.exec(select(GoalProgress))
        },
        badges={(who(row), row.reward_id) for row in session.exec(select(Grant))},
        runs={(flow or 0, state): count for flow, state, count in runs},
    )


async def nothing_would_have_been_different(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change that changes nothing would have paid what was paid, day by day."""
    # So small that a slice would end between events that were told at once.
    monkeypatch.setattr(would_have_paid, "SLICE", AT_ONCE * 2 // 3)
    changes_nothing = PlaceChange(channel_id=1, factor=200)
    trial = await db.read(would_have_paid.run, BOSS, changes_nothing, {})
    while not trial.done:
        trial = await db.read(would_have_paid.run, BOSS, changes_nothing, {}, trial)
    assert trial.points[0] > 0
    assert trial.would == trial.paid


def unfinished(session: Session) -> int:
    """Return how many events and runs did not come to an end, or not to a good one."""
    bad = select(func.count()).select_from(Event)
    events_left = session.exec(
        bad.where(col(Event.state).in_([EventState.PENDING, EventState.FAILED]))
    ).one()
    runs_left = session.exec(
        select(func.count()).select_from(Run).where(col(Run.state).not_in(["done", "declined"]))
    ).one()
    return events_left + runs_left


@pytest.mark.parametrize(
    ("event_count", "days", "workflows", "goals"),
    [(400, 10, 16, 12), pytest.param(100_000, 100, 50, 20, marks=pytest.mark.soak)],
)
async def test_the_result_equals_a_plain_recomputation(
    db: Database,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    event_count: int,
    days: int,
    workflows: int,
    goals: int,
) -> None:
    clock.now = BEGINS
    sample = await db.write(build, workflows, goals)
    oracle = Oracle(sample)
    slices = stream(
        random.Random(7), BEGINS, events=event_count, days=days, at_once=AT_ONCE, late=0.02
    )
    for now, new_events in slices:
        clock.now = now
        await db.write(events.store, new_events)
        await Worker(db).until_nothing_is_left()
        oracle.hear(new_events, now)
    assert await db.read(unfinished) == 0
    found, expected = await db.read(seen), oracle.result
    assert found.tallies == expected.tallies
    assert found.earned == expected.earned
    assert found.streaks == expected.streaks
    assert found.goals == expected.goals
    assert found.runs == expected.runs
    assert found.awarded == expected.awarded
    assert found.badges == expected.badges
    assert await db.read(integrity.check) == []
    await nothing_would_have_been_different(db, monkeypatch)
    assert any(done for _, done in found.goals.values())
