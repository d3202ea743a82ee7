"""A goal's reward is a workflow that is code, and runs like any other."""

from typing import Any

import pytest
from sqlmodel import col, func, select

from bot.services import events
from bot.services.actors import remember
from bot.services.workflows import built_in, listing
from bot.services.workflows.definition import Definition
from db.database import Database
from db.session import Session
from db.tables import (
    EventState,
    Fact,
    Grant,
    GrantSource,
    RewardKind,
    Run,
    RunState,
    Trace,
    TraceOutcome,
)
from tests.services.workflows.parts import insert_event
from tests.support import factories
from tests.support.factories import BOSS, CLUB, MAI
from tests.support.pipeline import until_nothing_is_left

GOAL = 31


@pytest.fixture
async def badge(db: Database) -> int:
    """A badge, in a community with Mai."""
    await db.write(factories.add_community)
    await db.write(remember, CLUB, MAI.member_id)
    return await db.write(factories.publish, RewardKind.BADGE, "Star")


async def complete(db: Database, *, depth: int = 0, **data: Any) -> list[Run]:
    """Let Mai complete a goal; return the runs that come of it, carried on to their end."""

    def begin(session: Session) -> None:
        event = insert_event(session, "goal_completed", goal=str(GOAL), **data)
        event.depth = depth
        event.state = EventState.PENDING

    await db.write(begin)
    await until_nothing_is_left(db)
    return await db.read(lambda session: list(session.exec(select(Run).order_by(col(Run.id)))))


def test_it_is_a_definition_like_any_other() -> None:
    assert Definition.model_validate(built_in.goal_reward(41)).trigger.key == "goal_completed"


async def test_a_goal_s_reward_runs_without_a_row_of_a_workflow(db: Database, badge: int) -> None:
    (run,) = await complete(db, reward=str(badge))
    assert (run.workflow_id, run.version) == (None, None)
    assert (run.goal_id, run.reward_id, run.member_id) == (GOAL, badge, MAI.member_id)
    assert (run.state, run.position) == (RunState.DONE, 1)
    (line,) = await db.read(lambda session: list(session.exec(select(Trace))))
    assert (line.run_id, line.path, line.outcome) == (run.id, "steps.0", TraceOutcome.DONE)
    (grant,) = await db.read(lambda session: list(session.exec(select(Grant))))
    assert (grant.reward_id, grant.source) == (badge, GrantSource.GOAL)
    assert grant.key == f"run:{run.id}:steps.0"
    assert (await db.read(listing.list_workflows, BOSS)).lines == []


async def test_a_goal_without_a_reward_runs_nothing(db: Database, badge: int) -> None:
    del badge
    assert await complete(db, reward=None) == []


async def test_it_is_given_however_deep_and_stores_no_first_time(db: Database, badge: int) -> None:
    """Seen to fail where a goal's reward was stopped as a workflow's run is, and noted as one."""

    def facts(session: Session) -> int:
        return session.exec(select(func.count()).select_from(Fact)).one()

    before = await db.read(facts)
    (run,) = await complete(db, depth=events.MOST_DEPTH, reward=str(badge))
    assert run.state == RunState.DONE
    assert await db.read(facts) == before
