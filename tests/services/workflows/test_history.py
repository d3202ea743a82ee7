"""The list of workflows with what they did, their runs, and the trace of each."""

from datetime import date
from typing import Any

import pytest

from bot.services.actors import Person
from bot.services.errors import GoneError, NotAManagerError
from bot.services.workflows import drafts, editing, history, listing
from bot.services.workflows.history import ChosenRuns
from bot.services.workflows.permissions import Attachable
from db.database import Database
from db.session import Session
from db.tables import (
    Event,
    Goal,
    Period,
    RewardKind,
    Run,
    RunState,
    Trace,
    TraceOutcome,
    Workflow,
    WorkflowState,
)
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI

GIVE: dict[str, Any] = {
    "trigger": {"type": "post_created"},
    "conditions": [{"type": "any_of", "conditions": [{"type": "first_time"}]}],
    "steps": [{"type": "award_points", "points": 5}, {"type": "wait", "duration": "1d"}],
}


Did = tuple[str, TraceOutcome, str | None, dict[str, Any]]
"""What became of a part: its path, the outcome, the cause with its parameters."""


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community."""
    await db.write(factories.add_community)


async def workflow(
    db: Database, name: str, definition: dict[str, Any] = GIVE, *, enable: bool = True
) -> int:
    """Save a workflow and return its id."""

    def use_case(session: Session) -> int:
        draft = drafts.begin(session, BOSS, name, definition)
        saved = editing.save(session, BOSS, draft.draft_id, Attachable({}, (), ()), enable=enable)
        return saved.workflow_id

    return await db.write(use_case)


async def run(
    db: Database,
    workflow_id: int | None,
    state: RunState = RunState.DONE,
    *,
    error: str | None = None,
    who: Person = MAI,
    trace: tuple[Did, ...] = (),
    **more: Any,
) -> int:
    """Store a run with what it did, and return its id."""

    def use_case(session: Session) -> int:
        event = Event(
            community_id=CLUB,
            id=session.new_id(),
            trigger="post_created",
            key=str(session.new_id()),
            member_id=who.member_id,
            happened_at=session.now,
            created_at=session.now,
        )
        session.add(event)
        version = None
        if workflow_id is not None:
            version = session.get_one(Workflow, (CLUB, workflow_id)).version
        made = Run(
            community_id=CLUB,
            id=session.new_id(),
            event_id=event.id,
            workflow_id=workflow_id,
            version=version,
            member_id=who.member_id,
            state=state,
            error=error,
            due_at=session.now,
            created_at=session.now,
            **more,
        )
        session.add(made)
        session.flush()
        for path, outcome, cause, details in trace:
            session.add(
                Trace(
                    community_id=CLUB,
                    id=session.new_id(),
                    run_id=made.id,
                    path=path,
                    outcome=outcome,
                    cause=cause,
                    details=details,
                    at=session.now,
                )
            )
        return made.id

    return await db.write(use_case)


async def test_the_list_counts_the_runs_of_30_days(db: Database, clock: Clock) -> None:
    first, second = await workflow(db, "B"), await workflow(db, "a", enable=False)
    await run(db, first)
    clock.forward(days=31)
    for state in (RunState.DONE, RunState.DONE, RunState.FAILED):
        await run(db, first, state)
    seen = await db.read(listing.list_workflows, BOSS)
    assert [line.workflow_id for line in seen.lines] == [second, first]
    assert [line.state for line in seen.lines] == [WorkflowState.DISABLED, WorkflowState.ENABLED]
    assert [line.runs for line in seen.lines] == [{}, {RunState.DONE: 2, RunState.FAILED: 1}]


async def test_the_list_has_pages_and_is_narrowed(db: Database) -> None:
    for number in range(listing.PAGE + 1):
        await workflow(db, f"Number {number}", enable=number != 3)
    seen = await db.read(listing.list_workflows, BOSS, page=9)
    assert (seen.total, seen.page, seen.pages) == (listing.PAGE + 1, 2, 2)
    assert [line.name for line in seen.lines] == [f"Number {listing.PAGE}"]
    off = await db.read(listing.list_workflows, BOSS, state=WorkflowState.DISABLED)
    assert [line.name for line in off.lines] == ["Number 3"]


async def test_a_broken_workflow_says_why(db: Database) -> None:
    """Why, with its parameters: from the trace of its last run that failed."""
    ids = [await workflow(db, name) for name in ("A", "B", "C")]
    for left in (3, 7):
        reason = ("steps.0", TraceOutcome.FAILED, "points-nothing-to-take", {"missing": left})
        await run(db, ids[0], RunState.FAILED, error="points-nothing-to-take", trace=(reason,))
    await run(db, ids[1], RunState.FAILED, error="run-broken")

    def break_them(session: Session) -> None:
        for number, cause in zip(ids, ("points-nothing-to-take", "run-broken", None), strict=True):
            session.get_one(Workflow, (CLUB, number)).broken = cause

    await db.write(break_them)
    first, second, third = (await db.read(listing.list_workflows, BOSS)).lines
    assert first.broken is not None
    assert (first.broken.message, first.broken.params) == ("points-nothing-to-take", {"missing": 7})
    assert second.broken is not None
    assert second.broken.message == "run-broken"
    assert third.broken is None


async def test_runs_of_all_and_of_one_newest_first(db: Database, clock: Clock) -> None:
    first, second = await workflow(db, "A"), await workflow(db, "B")
    ids = []
    for number, who in ((first, MAI), (second, BOB), (first, BOB)):
        clock.forward(seconds=1)
        state = RunState.FAILED if number == second else RunState.DONE
        ids.append(await run(db, number, state, who=who))
    seen = await db.read(history.list_runs, BOSS)
    assert [line.run_id for line in seen.lines] == ids[::-1]
    assert [line.name for line in seen.lines] == ["A", "B", "A"]
    of_one = await db.read(history.list_runs, BOSS, chosen=ChosenRuns(workflow_id=first))
    assert [line.member_id for line in of_one.lines] == [BOB.member_id, MAI.member_id]
    failed = await db.read(history.list_runs, BOSS, chosen=ChosenRuns(state=RunState.FAILED))
    assert [line.run_id for line in failed.lines] == [ids[1]]


async def test_runs_have_pages(db: Database, clock: Clock) -> None:
    number = await workflow(db, "A")
    for _ in range(history.PAGE + 1):
        clock.forward(seconds=1)
        await run(db, number)
    seen = await db.read(history.list_runs, BOSS, page=2)
    assert (seen.total, seen.pages, len(seen.lines)) == (history.PAGE + 1, 2, 1)


async def test_a_trace_names_the_parts_of_the_version_that_the_run_follows(db: Database) -> None:
    number = await workflow(db, "A")
    run_id = await run(
        db,
        number,
        RunState.FAILED,
        error="reward-expired",
        trace=(
            ("conditions.0", TraceOutcome.TRUE, None, {}),
            ("conditions.0.conditions.0", TraceOutcome.FALSE, None, {}),
            ("steps.0", TraceOutcome.SKIPPED, "points-nothing-to-take", {"missing": 3}),
            ("steps.1", TraceOutcome.FAILED, "reward-expired", {"day": "2025-06-01"}),
        ),
    )

    def change(session: Session) -> None:
        other = {"trigger": {"type": "user_signup"}, "steps": [{"type": "wait", "duration": "9d"}]}
        draft = drafts.open_workflow(session, BOSS, number, other)
        editing.save(session, BOSS, draft.draft_id, Attachable({}, (), ()), enable=True)

    await db.write(change)
    seen = await db.read(history.trace, BOSS, run_id)
    assert (seen.version, seen.is_current, seen.trigger) == (1, False, "post_created")
    assert [(line.kind, line.part["type"]) for line in seen.lines] == [
        ("condition", "any_of"),
        ("condition", "first_time"),
        ("step", "award_points"),
        ("step", "wait"),
    ]
    reason = [line.reason.params if line.reason else None for line in seen.lines]
    assert reason == [None, None, {"missing": 3}, {"day": date(2025, 6, 1)}]
    assert seen.run.reason is not None
    assert seen.run.reason.params == {"day": date(2025, 6, 1)}


async def test_a_goals_reward_is_a_run_too(db: Database) -> None:
    reward = await db.write(factories.publish, RewardKind.BADGE, "Reader")

    def make(session: Session) -> int:
        goal = Goal(
            community_id=CLUB,
            id=session.new_id(),
            name="Regular",
            name_key="regular",
            period=Period.WEEKLY,
            created_by=BOSS.member_id,
            created_at=session.now,
        )
        session.add(goal)
        return goal.id

    goal = await db.write(make)
    done: Did = ("steps.0", TraceOutcome.DONE, None, {})
    run_id = await run(db, None, goal_id=goal, reward_id=reward, trace=(done,))
    seen = await db.read(history.trace, BOSS, run_id)
    assert (seen.run.name, seen.version, seen.names) == ("Regular", None, {reward: "Reader"})
    assert seen.lines[0].part == {"type": "assign_reward", "reward": str(reward)}


async def test_a_run_outlives_its_event(db: Database) -> None:
    run_id = await run(db, await workflow(db, "A"))

    def forget(session: Session) -> None:
        found = session.get_one(Run, (CLUB, run_id))
        session.delete(session.get_one(Event, (CLUB, found.event_id)))

    await db.write(forget)
    seen = await db.read(history.trace, BOSS, run_id)
    assert (seen.trigger, seen.happened_at) == (None, None)


async def test_it_is_for_managers_of_the_community(db: Database) -> None:
    run_id = await run(db, await workflow(db, "A"))
    with pytest.raises(NotAManagerError):
        await db.read(history.list_runs, MAI)
    with pytest.raises(NotAManagerError):
        await db.read(history.trace, MAI, run_id)
    stranger = Person(CLUB + 1, 9, manages_server=True)
    with pytest.raises(GoneError):
        await db.read(history.trace, stranger, run_id)
    assert (await db.read(history.list_runs, stranger)).total == 0
