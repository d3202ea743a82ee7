"""Runs: once for each event, step by step, with the version that they began with."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.runtime.worker import Worker
from bot.services import events
from bot.services.actors import remember
from bot.services.errors import GoneError, NotAManagerError
from bot.services.events import MOST_DEPTH, NewEvent
from bot.services.goals import progress
from bot.services.members import returning_roles
from bot.services.points.ledger import balances
from bot.services.workflows import retries
from bot.services.workflows.parts import Applied
from bot.services.workflows.runner import BROKEN, LEFT, STOPPED, TOO_DEEP
from bot.services.workflows.steps.award_points import AwardPoints
from db.database import Database, connect
from db.session import Session
from db.tables import (
    Delivery,
    DeliveryKind,
    Event,
    EventState,
    Member,
    Reward,
    RewardKind,
    Run,
    Streak,
    Trace,
    Workflow,
    WorkflowState,
    WorkflowVersion,
)
from tests.support import factories
from tests.support.databases import Clock, still_world
from tests.support.factories import BOSS, CLUB, MAI

Json = dict[str, Any]

GIVE: Json = {"type": "award_points", "points": 7}
MORE: Json = {"type": "award_points", "points": 100}
WAIT: Json = {"type": "wait", "duration": "1d"}
COURSE: Json = {"type": "course_complete"}


@pytest.fixture
async def club(db: Database) -> Database:
    """A community with Mai in it."""
    await db.write(factories.add_community)
    await db.write(remember, CLUB, MAI.member_id)
    return db


def workflow(
    session: Session,
    steps: list[Json],
    *,
    trigger: Json = COURSE,
    conditions: Iterable[Json] = (),
    name: str = "Welcome",
) -> int:
    """Put an enabled workflow into the tables."""
    workflow_id = session.new_id()
    session.add(
        Workflow(
            community_id=CLUB,
            id=workflow_id,
            name=name,
            name_key=name.casefold(),
            state=WorkflowState.ENABLED,
            trigger=trigger["type"],
            created_by=BOSS.member_id,
            created_at=session.now,
        )
    )
    session.flush()
    _version(session, workflow_id, 1, trigger, conditions, steps)
    return workflow_id


def _version(
    session: Session,
    workflow_id: int,
    version: int,
    trigger: Json,
    conditions: Iterable[Json],
    steps: list[Json],
) -> None:
    definition = {"trigger": trigger, "conditions": list(conditions), "steps": steps}
    session.add(
        WorkflowVersion(
            community_id=CLUB,
            workflow_id=workflow_id,
            version=version,
            definition=definition,
            created_by=BOSS.member_id,
            created_at=session.now,
        )
    )


def edit(session: Session, workflow_id: int, steps: list[Json]) -> None:
    """Give a workflow a second version."""
    _version(session, workflow_id, 2, COURSE, (), steps)
    session.get_one(Workflow, (CLUB, workflow_id)).version = 2


async def finish_course(db: Database, course: str = "a") -> None:
    """Let Mai complete a course, and take it up as far as it goes now."""
    new_event = NewEvent(
        CLUB, "course_complete", f"hook:{course}", MAI.member_id, db.world.clock(), data={"id": "a"}
    )
    await db.write(events.store, [new_event])
    await work_off(db)


async def work_off(db: Database) -> None:
    """Do all that is due, as the worker does."""
    worker = Worker(db)
    await worker.until_nothing_is_left()


async def lifetime(db: Database) -> int:
    """Return Mai's points, without what the course itself pays and its day."""
    return (await db.read(balances, CLUB, MAI.member_id)).earn - 200


def runs(session: Session) -> list[Run]:
    """Return every run, oldest first."""
    return list(session.exec(select(Run).order_by(col(Run.id))))


def traces(session: Session) -> list[tuple[str, str]]:
    """Return the places and outcomes of every trace, oldest first."""
    found = session.exec(select(Trace).order_by(col(Trace.id)))
    return [(trace.path, trace.outcome) for trace in found]


def notices(session: Session) -> int:
    """Return how many times managers are told something."""
    kind = Delivery.kind == DeliveryKind.MANAGER_NOTICE
    return len(session.exec(select(Delivery).where(kind)).all())


async def test_a_run_does_its_steps_in_order_and_leaves_a_trace(club: Database) -> None:
    await club.write(workflow, [GIVE, MORE])
    await finish_course(club)
    (run,) = await club.read(runs)
    assert (run.state, run.position, run.error) == ("done", 2, None)
    assert await club.read(traces) == [("steps.0", "done"), ("steps.1", "done")]
    assert await lifetime(club) == 107


async def test_one_event_runs_a_workflow_once_however_often_it_is_told(club: Database) -> None:
    await club.write(workflow, [GIVE])
    await finish_course(club)
    await finish_course(club)
    assert len(await club.read(runs)) == 1
    assert await lifetime(club) == 7


async def test_a_condition_that_says_no_is_recorded_and_nothing_is_done(club: Database) -> None:
    student = {"type": "has_role", "role": "5"}
    await club.write(workflow, [GIVE], conditions=[{"type": "not", "condition": student}, student])
    await finish_course(club)
    (run,) = await club.read(runs)
    assert run.state == "declined"
    assert await club.read(traces) == [("conditions.0", "held"), ("conditions.1", "not_held")]
    assert await lifetime(club) == 0


async def test_a_wait_is_a_time_in_a_row(club: Database, clock: Clock) -> None:
    await club.write(workflow, [GIVE, WAIT, MORE])
    await finish_course(club)
    (run,) = await club.read(runs)
    assert (run.state, run.position, run.due_at) == ("ready", 2, clock.now + timedelta(days=1))
    clock.forward(days=1, seconds=-1)
    await work_off(club)
    assert await lifetime(club) == 7
    clock.forward(seconds=1)
    await work_off(club)
    assert await lifetime(club) == 107


async def test_a_run_goes_on_with_the_version_that_it_began_with(
    club: Database, clock: Clock
) -> None:
    workflow_id = await club.write(workflow, [WAIT, MORE])
    await finish_course(club)
    await club.write(edit, workflow_id, [GIVE])
    await finish_course(club, "b")
    assert await lifetime(club) == 200 + 7
    clock.forward(days=1)
    await work_off(club)
    assert await lifetime(club) == 200 + 107


async def test_a_step_that_cannot_be_done_ends_the_run_and_is_told_once(club: Database) -> None:
    reward = await club.write(factories.publish, RewardKind.VOUCHER, "Book")  # without codes
    assign = {"type": "assign_reward", "reward": str(reward)}
    await club.write(workflow, [GIVE, assign, MORE])
    await finish_course(club)
    await finish_course(club, "b")
    first, second = await club.read(runs)
    assert (first.state, first.position, first.error) == ("failed", 1, "reward-sold-out")
    assert second.state == "failed"
    assert await lifetime(club) == 200 + 14
    assert await club.read(notices) == 1


async def test_a_step_marked_go_on_is_passed_over(club: Database) -> None:
    reward = await club.write(factories.publish, RewardKind.VOUCHER, "Book")
    assign = {"type": "assign_reward", "reward": str(reward), "go_on": True}
    await club.write(workflow, [assign, GIVE])
    await finish_course(club)
    (run,) = await club.read(runs)
    assert run.state == "done"
    assert await club.read(traces) == [("steps.0", "skipped"), ("steps.1", "done")]
    assert await club.read(notices) == 0


async def test_a_failed_run_is_retried_where_it_stopped(club: Database) -> None:
    reward = await club.write(
        factories.publish, RewardKind.COUPON, "Mug", factories.Terms(cost=1, stock=0)
    )
    assign = {"type": "assign_reward", "reward": str(reward)}
    await club.write(workflow, [GIVE, assign])
    await finish_course(club)
    (run,) = await club.read(runs)
    with pytest.raises(NotAManagerError):
        await club.write(retries.retry, MAI, run.id)

    def restock(session: Session) -> None:
        session.get_one(Reward, (CLUB, reward)).stock = 1

    await club.write(restock)
    await club.write(retries.retry, BOSS, run.id)
    with pytest.raises(GoneError):
        await club.write(retries.retry, BOSS, run.id)
    await work_off(club)
    (run,) = await club.read(runs)
    assert (run.state, run.error) == ("done", None)
    assert await lifetime(club) == 7


async def test_who_has_left_gets_nothing_more(club: Database, clock: Clock) -> None:
    await club.write(workflow, [WAIT, MORE])
    await finish_course(club)

    def leave(session: Session) -> None:
        session.get_one(Member, (CLUB, MAI.member_id)).present = False

    await club.write(leave)
    clock.forward(days=1)
    await work_off(club)
    (run,) = await club.read(runs)
    assert (run.state, run.error) == ("ended", LEFT)
    assert await lifetime(club) == 0


async def test_an_archived_workflow_ends_its_runs(club: Database, clock: Clock) -> None:
    workflow_id = await club.write(workflow, [WAIT, MORE])
    await finish_course(club)

    def archive(session: Session) -> None:
        session.get_one(Workflow, (CLUB, workflow_id)).state = WorkflowState.ARCHIVED

    await club.write(archive)
    clock.forward(days=1)
    await work_off(club)
    (run,) = await club.read(runs)
    assert (run.state, run.error) == ("ended", STOPPED)


async def test_what_happened_before_a_workflow_is_not_for_it(club: Database, clock: Clock) -> None:
    late = clock.now - timedelta(seconds=1)
    await club.write(workflow, [GIVE])
    new_event = NewEvent(CLUB, "course_complete", "hook:a", MAI.member_id, late, data={"id": "a"})
    await club.write(events.store, [new_event])
    await work_off(club)
    assert await club.read(runs) == []


async def test_one_broken_workflow_stops_nobody_else(
    club: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = await club.write(workflow, [GIVE], name="Broken")
    await club.write(workflow, [MORE], name="Sound")
    real = AwardPoints.perform

    def stumble(step: AwardPoints, context: Any) -> Applied:
        assert step.points != GIVE["points"]
        return real(step, context)

    monkeypatch.setattr(AwardPoints, "perform", stumble)
    await finish_course(club)
    first, second = await club.read(runs)
    assert (first.state, first.error, second.state) == ("failed", BROKEN, "done")
    assert await lifetime(club) == 100
    assert await club.read(lambda s: s.get_one(Workflow, (CLUB, broken)).broken) == BROKEN
    monkeypatch.undo()
    await club.write(retries.retry, BOSS, first.id)
    await work_off(club)
    assert await club.read(lambda s: s.get_one(Workflow, (CLUB, broken)).broken) is None
    assert await lifetime(club) == 107


async def test_a_definition_that_nobody_can_read_stops_nobody_else(club: Database) -> None:
    unreadable = await club.write(workflow, [{"type": "from the future"}], name="Unreadable")
    await club.write(workflow, [MORE], name="Sound")
    await finish_course(club)
    assert await lifetime(club) == 100
    assert await club.read(lambda s: s.get_one(Workflow, (CLUB, unreadable)).broken) == BROKEN


async def test_an_event_that_breaks_the_pipeline_is_put_aside(
    club: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(progress, "advance", stumble)
        await finish_course(club)
    await finish_course(club, "b")
    first, second = await club.read(lambda s: s.exec(select(Event).order_by(col(Event.id))).all())
    assert (first.state, second.state) == (EventState.FAILED, EventState.DONE)
    assert await lifetime(club) == 0  # of the second course; nothing of the first is left
    assert await club.read(notices) == 1


async def test_a_role_that_a_workflow_gives_is_seen_as_its_doing(club: Database) -> None:
    await club.write(workflow, [{"type": "add_role", "role": "77"}])
    await finish_course(club)
    which = (CLUB, MAI.member_id, 77)
    assert await club.read(returning_roles.depth, *which, DeliveryKind.GIVE_ROLE) == 1
    assert await club.read(returning_roles.depth, *which, DeliveryKind.TAKE_ROLE) == 0
    assert (
        await club.read(returning_roles.depth, CLUB, MAI.member_id, 78, DeliveryKind.GIVE_ROLE) == 0
    )


async def test_so_is_the_role_of_a_badge_that_a_workflow_gives(club: Database) -> None:
    terms = factories.Terms(badge_role_id=77)
    badge = await club.write(factories.publish, RewardKind.BADGE, "Reader", terms)
    await club.write(workflow, [{"type": "assign_reward", "reward": str(badge)}])
    await finish_course(club)
    which = (CLUB, MAI.member_id, 77)
    assert await club.read(returning_roles.depth, *which, DeliveryKind.GIVE_ROLE) == 1


async def test_workflows_that_cause_each_other_stop(club: Database) -> None:
    def course_completed(number: int, depth: int | None) -> NewEvent:
        return NewEvent(
            CLUB,
            "course_complete",
            f"hook:{number}",
            MAI.member_id,
            club.world.clock(),
            data={"id": "a"},
            depth=depth,
        )

    await club.write(workflow, [GIVE])
    await club.write(events.store, [course_completed(n, n) for n in range(MOST_DEPTH + 1)])
    await work_off(club)
    found = await club.read(runs)
    found.sort(key=lambda run: run.depth)  # on PostgreSQL they were processed together
    assert [run.state for run in found] == ["done"] * MOST_DEPTH + ["ended"]
    assert found[-1].error == TOO_DEEP


async def test_who_is_not_a_member_sets_nothing_off(club: Database) -> None:
    await club.write(workflow, [GIVE])
    stranger = NewEvent(
        CLUB, "course_complete", "hook:x", 999, club.world.clock(), data={"id": "a"}
    )
    await club.write(events.store, [stranger])
    await work_off(club)
    (event,) = await club.read(lambda s: s.exec(select(Event)).all())
    assert (event.state, event.error) == (EventState.IGNORED, "not a member")
    assert await club.read(runs) == []


async def test_what_a_member_does_is_processed_in_its_order(
    club: Database, db_url: str, clock: Clock
) -> None:
    """Days that are told together make one streak, however many process them.

    Without the condition on what is pending, PostgreSQL made a streak of 1 of them, 3 at best.
    """
    days = [clock.now - timedelta(days=back) for back in range(29, -1, -1)]
    new_events = [
        NewEvent(CLUB, "post_created", f"message:{number}", MAI.member_id, at)
        for number, at in enumerate(days)
    ]
    await club.write(events.store, new_events)
    other = connect(db_url, still_world(clock, seed=2))
    await asyncio.gather(*(Worker(db).until_nothing_is_left() for db in (club, other)))
    await work_off(club)
    await other.close()
    streak = await club.read(lambda s: s.get_one(Streak, (CLUB, MAI.member_id)))
    assert (streak.days, streak.best) == (30, 30)
