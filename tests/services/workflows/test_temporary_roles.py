"""A role that a run gives for a time stays until the last run that gave it is over."""

from typing import Any

import pytest

from bot.services import events
from bot.services.actors import remember
from bot.services.deliveries import FailureReason, Lane
from bot.services.events import NewEvent
from bot.services.grants import issue, revoke
from bot.services.workflows.parts import Applied, Context
from bot.services.workflows.steps.roles import RemoveRole
from db.database import Database
from db.session import Session
from db.tables import (
    DeliveryKind,
    RewardKind,
    Tier,
    Workflow,
    WorkflowState,
    WorkflowVersion,
)
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, MAI, Terms
from tests.support.pipeline import until_nothing_is_left
from tests.support.sending import ROLE, hand_out

GIVE, TAKE = DeliveryKind.GIVE_ROLE, DeliveryKind.TAKE_ROLE
ADD = {"type": "add_role", "role": str(ROLE)}
WAIT = {"type": "wait", "duration": "30d"}
REMOVE = {"type": "remove_role", "role": str(ROLE)}


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community with Mai; a lesson brings a role for 30 days."""
    await db.write(factories.add_community)
    await db.write(remember, CLUB, MAI.member_id)
    await db.write(workflow, 501, "lesson_complete", [ADD, WAIT, REMOVE])


def workflow(session: Session, id_: int, trigger: str, steps: list[dict[str, str]]) -> None:
    """Make a workflow that does these steps."""
    definition: dict[str, Any] = {"trigger": {"type": trigger}, "conditions": [], "steps": steps}
    session.add(
        Workflow(
            community_id=CLUB,
            id=id_,
            name=f"Workflow {id_}",
            name_key=f"workflow {id_}",
            state=WorkflowState.ENABLED,
            trigger=trigger,
            created_by=BOSS.member_id,
            created_at=session.now,
        )
    )
    session.flush()
    session.add(
        WorkflowVersion(
            community_id=CLUB,
            workflow_id=id_,
            version=1,
            definition=definition,
            created_by=BOSS.member_id,
            created_at=session.now,
        )
    )


async def begin(db: Database, trigger: str = "lesson_complete") -> None:
    """Let something happen to Mai that a workflow begins with."""

    def use_case(session: Session) -> None:
        event = NewEvent(CLUB, trigger, str(session.new_id()), MAI.member_id, session.now)
        events.store(session, [event])

    await db.write(use_case)
    await until_nothing_is_left(db)


async def done(db: Database) -> list[tuple[DeliveryKind, FailureReason | None]]:
    """Carry on what is due, and return which roles came and went, or why they did not."""
    await until_nothing_is_left(db)
    return await hand_out(db, Lane.ROLES)


async def overlapping(db: Database, clock: Clock) -> None:
    """Let the first run be over while a second one, begun on day 20, is not."""
    await begin(db)
    assert await done(db) == [(GIVE, None)]
    clock.forward(days=20)
    await begin(db)
    assert await done(db) == [(GIVE, None)]
    clock.forward(days=10)
    assert await done(db) == [(TAKE, FailureReason.STILL_GIVEN)]


async def test_it_stays_until_the_last_of_two_is_over(db: Database, clock: Clock) -> None:
    """Given again on day 20 it was gone on day 30; it goes on day 50."""
    await overlapping(db, clock)
    clock.forward(days=19)
    assert await done(db) == []
    clock.forward(days=1)
    assert await done(db) == [(TAKE, None)]


async def test_two_that_end_at_the_same_moment_take_it(db: Database, clock: Clock) -> None:
    """It is judged when it is carried out: as they end, each would find the other."""
    await begin(db)
    await begin(db)
    await done(db)
    clock.forward(days=30)
    assert (TAKE, None) in await done(db)


def archive(session: Session) -> None:
    session.get_one(Workflow, (CLUB, 501)).state = WorkflowState.ARCHIVED


@pytest.mark.parametrize("how", ["archived", "failed"])
async def test_it_goes_with_a_run_that_ends_early(
    db: Database, clock: Clock, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistake(step: RemoveRole, context: Context) -> Applied:
        raise ValueError

    await overlapping(db, clock)
    if how == "archived":
        await db.write(archive)
    else:
        monkeypatch.setattr(RemoveRole, "perform", mistake)
    clock.forward(days=20)
    assert await done(db) == [(TAKE, None)]


async def test_what_a_run_gave_for_good_is_no_ones_to_take(db: Database, clock: Clock) -> None:
    """Nobody wanted it back, so its end takes nothing."""
    await db.write(workflow, 502, "quiz_passed", [ADD])
    await begin(db, "quiz_passed")
    assert await done(db) == [(GIVE, None)]


async def test_who_takes_a_role_that_it_did_not_give_takes_it(db: Database) -> None:
    await db.write(workflow, 502, "quiz_failed", [REMOVE])
    await begin(db)
    await done(db)
    await begin(db, "quiz_failed")
    assert await done(db) == [(TAKE, None)]


async def test_a_badge_that_carries_it_keeps_it_and_takes_it_along(
    db: Database, clock: Clock
) -> None:
    badge = await db.write(factories.publish, RewardKind.BADGE, "Reader", Terms(badge_role_id=ROLE))
    granted = await db.write(issue.grant, BOSS, MAI, badge, key="a")
    await begin(db)
    await done(db)
    clock.forward(days=30)
    assert await done(db) == [(TAKE, FailureReason.STILL_GIVEN)]
    await db.write(revoke.revoke, BOSS, granted.grant_id)
    clock.forward(seconds=1)
    assert await done(db) == [(TAKE, None)]


async def test_a_tier_that_is_reached_keeps_it(db: Database, clock: Clock) -> None:
    def tier(session: Session) -> None:
        session.add(Tier(community_id=CLUB, role_id=ROLE, rank=1, threshold=50, attached_by=1))

    await db.write(tier)
    await db.write(factories.give_points, MAI, 50)
    await begin(db)
    await done(db)
    clock.forward(days=30)
    assert await done(db) == [(TAKE, FailureReason.STILL_GIVEN)]
