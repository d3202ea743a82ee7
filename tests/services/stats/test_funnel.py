"""How far the runs of workflows came."""

from dataclasses import replace

import pytest

from bot.services import events
from bot.services.errors import NotAManagerError
from bot.services.stats.funnel import Funnel, funnels
from bot.services.stats.windows import Window
from bot.services.workflows import run_store, runner
from db.database import Database
from db.session import Session
from db.tables import Run, RunState, Workflow, WorkflowState
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, MAI

Ran = list[tuple[RunState, str | None]]

DONE, DECLINED, READY = (RunState.DONE, None), (RunState.DECLINED, None), (RunState.READY, None)
FAILED, OTHER = (RunState.FAILED, "reward-sold-out"), (RunState.FAILED, run_store.NAMES_GONE)
DEEP, LEFT = (RunState.ENDED, runner.TOO_DEEP), (RunState.ENDED, runner.LEFT)


@pytest.fixture(autouse=True)
async def _community(db: Database) -> None:
    await db.write(factories.add_community)


def _workflow(session: Session, name: str, ran: Ran) -> None:
    """Store a workflow with runs."""
    workflow = Workflow(
        community_id=CLUB,
        id=session.new_id(),
        name=name,
        name_key=name.casefold(),
        state=WorkflowState.ENABLED,
        trigger="post_created",
        created_by=BOSS.member_id,
        created_at=session.now,
    )
    session.add(workflow)
    session.flush()
    for state, error in ran:
        run_id = session.new_id()
        session.add(
            Run(
                community_id=CLUB,
                id=run_id,
                event_id=run_id,
                workflow_id=workflow.id,
                version=1,
                state=state,
                error=error,
                due_at=session.now,
                created_at=session.now,
            )
        )


async def test_only_managers_look(db: Database) -> None:
    with pytest.raises(NotAManagerError):
        await db.read(funnels, MAI, Window.MONTH)


async def test_runs_are_counted_by_how_far_they_came(db: Database, clock: Clock) -> None:
    await db.write(_workflow, "Old", [DONE, FAILED])
    clock.forward(weeks=4)
    await db.write(_workflow, "Quiet", [DONE, DONE, DECLINED])
    await db.write(_workflow, "Busy", [DONE] * 4 + [DECLINED, LEFT, DEEP, READY])
    await db.write(_workflow, "Broken", [FAILED, OTHER, DONE])
    await db.write(_workflow, "New", [])

    shown = await db.read(funnels, BOSS, Window.MONTH)
    assert shown.of == [
        ("Broken", Funnel(triggered=3, agreed=3, completed=1, failed=2)),
        ("Busy", Funnel(triggered=8, agreed=6, completed=4, waiting=1, ended=1)),
        ("Quiet", Funnel(triggered=3, agreed=2, completed=2)),
    ]
    assert shown.total == Funnel(14, 11, 7, 2, 1, 1)
    assert not shown.short
    assert (await db.read(funnels, BOSS, Window.QUARTER)).total.triggered == 16


async def test_runs_that_are_not_kept_are_told_of(db: Database, clock: Clock) -> None:
    await db.write(_workflow, "Old", [DONE])
    clock.forward(days=events.KEPT.days + 1)
    shown = await db.read(funnels, BOSS, Window.YEAR)
    assert (shown.of, shown.total, shown.short) == ([], Funnel(), True)
    assert shown.since == clock.now - events.KEPT


async def test_a_goals_reward_is_no_workflow_of_the_community(db: Database) -> None:
    def use_case(session: Session) -> None:
        session.add(
            Run(
                community_id=CLUB,
                id=session.new_id(),
                event_id=1,
                goal_id=2,
                reward_id=3,
                state=RunState.DONE,
                due_at=session.now,
                created_at=session.now,
            )
        )

    await db.write(use_case)
    assert (await db.read(funnels, BOSS, Window.MONTH)).of == []
    stranger = replace(BOSS, community_id=CLUB + 1)
    await db.write(factories.add_community, community_id=CLUB + 1)
    await db.write(_workflow, "Ours", [DONE])
    assert (await db.read(funnels, stranger, Window.MONTH)).of == []
