"""Trying a workflow out shows what it would do, and does nothing."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.services import events
from bot.services.actors import remember
from bot.services.community import settings
from bot.services.errors import NotAManagerError
from bot.services.members.diff import MemberSnapshot
from bot.services.points import ledger
from bot.services.points.ledger import NothingToTakeError
from bot.services.rewards.eligibility import SoldOutError
from bot.services.workflows import dry_run
from bot.services.workflows.definition import Definition
from bot.services.workflows.dry_run import DryRun
from bot.services.workflows.parts import first_time
from db.database import Database
from db.session import Session
from db.tables import Goal, RewardKind, TraceOutcome, metadata
from tests.support import factories
from tests.support.factories import BOSS, CLUB, MAI, Terms

Json = dict[str, Any]

WHO = MemberSnapshot(MAI.member_id, frozenset({11}))
TRUE, FALSE, DONE = TraceOutcome.TRUE, TraceOutcome.FALSE, TraceOutcome.DONE
FAILED, SKIPPED, WAITING = TraceOutcome.FAILED, TraceOutcome.SKIPPED, TraceOutcome.WAITING


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community with Mai, who has 100 points."""
    await db.write(factories.add_community)
    await db.write(settings.set_notices_channel, BOSS, 77)
    await db.write(remember, CLUB, MAI.member_id)
    await db.write(ledger.award, BOSS, MAI, 100, key="start")


def counts(session: Session) -> dict[str, int]:
    """Count the rows of every table."""
    return {
        table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
    }


async def tried(
    db: Database,
    steps: list[Json],
    *,
    trigger: str | Json = "user_signup",
    conditions: list[Json] | None = None,
    who: MemberSnapshot | None = WHO,
    workflow_id: int | None = None,
) -> DryRun:
    """Try a workflow on Mai, and see that nothing is changed by that."""
    definition = Definition.model_validate(
        {
            "trigger": {"type": trigger} if isinstance(trigger, str) else trigger,
            "conditions": conditions or [],
            "steps": steps,
        }
    )
    before = await db.read(counts)
    balances = await db.read(ledger.balances, CLUB, MAI.member_id)
    dried = await db.write(dry_run.run, BOSS, definition, who, workflow_id=workflow_id)
    assert await db.read(counts) == before
    assert await db.read(ledger.balances, CLUB, MAI.member_id) == balances
    return dried


def outcomes(dried: DryRun) -> list[tuple[str, TraceOutcome]]:
    return [(line.path, line.outcome) for line in dried.results]


async def test_a_dry_run_shows_each_step_and_undoes_it(db: Database) -> None:
    badge = await db.write(factories.publish, RewardKind.BADGE, "Star", Terms(badge_role_id=11))
    codes = [("CODE-1", date(2025, 12, 31))]
    voucher = await db.write(factories.publish, RewardKind.VOUCHER, "Book", codes=codes)
    dried = await tried(
        db,
        [
            {"type": "award_points", "points": 7},
            {"type": "assign_reward", "reward": badge},
            {"type": "assign_reward", "reward": voucher},
            {"type": "wait", "duration": "30d"},
            {"type": "deduct_points", "points": 107},  # the seven are there by then
            {"type": "set_user_attribute", "name": "city", "value": "Huế"},
            {"type": "add_role", "role": 11},
            {"type": "webhook", "url": "https://example.org"},
            {"type": "send_notification", "text": "{member} {reward} {points} {server} @everyone"},
        ],
        conditions=[{"type": "first_time"}, {"type": "has_role", "role": 11}],
    )
    assert dried.done
    assert outcomes(dried) == [
        ("conditions.0", TRUE),
        ("conditions.1", TRUE),
        *((f"steps.{n}", WAITING if n == 3 else DONE) for n in range(9)),
    ]
    assert dried.texts["steps.8"] == "<@2> Book 107 points {server} @\u200beveryone"
    assert dried.texts.keys() == {"steps.8"}


async def test_a_condition_that_says_no_ends_it(db: Database) -> None:
    asked = [{"type": "has_role", "role": 12}, {"type": "has_role", "role": 11}]
    dried = await tried(db, [{"type": "award_points", "points": 1}], conditions=asked)
    assert not dried.done
    assert outcomes(dried) == [("conditions.0", FALSE), ("conditions.1", TRUE)]


async def test_a_step_that_cannot_be_done_says_why(db: Database) -> None:
    empty = await db.write(factories.publish, RewardKind.VOUCHER, "Empty")
    steps: list[Json] = [
        {"type": "assign_reward", "reward": empty, "go_on": True},
        {"type": "deduct_points", "points": 101},
        {"type": "award_points", "points": 1},
    ]
    dried = await tried(db, steps)
    assert not dried.done
    assert outcomes(dried) == [("steps.0", SKIPPED), ("steps.1", FAILED)]
    assert [type(line.refusal) for line in dried.results] == [SoldOutError, NothingToTakeError]


async def test_a_dry_run_of_a_workflow_knows_whom_it_has_run_for(db: Database) -> None:
    await db.write(events.once, CLUB, first_time(501, MAI.member_id))
    steps: list[Json] = [{"type": "award_points", "points": 1}]
    asked: list[Json] = [{"type": "first_time"}]
    assert not (await tried(db, steps, conditions=asked, workflow_id=501)).done
    assert (await tried(db, steps, conditions=asked, workflow_id=502)).done
    assert (await tried(db, steps, conditions=asked)).done


async def test_the_event_is_imagined_as_the_trigger_asks_for_it(db: Database) -> None:
    def goal(session: Session) -> None:
        session.add(
            Goal(
                community_id=CLUB,
                id=31,
                name="Ten posts",
                name_key="ten posts",
                period="weekly",
                created_by=1,
                created_at=session.now,
            )
        )

    await db.write(goal)
    text = {"type": "announce", "channel": 21, "text": "{goal}"}
    dried = await tried(db, [text], trigger={"type": "goal_completed", "goal": 31})
    assert dried.texts["steps.0"] == "Ten posts"
    in_channel = await tried(
        db,
        [{"type": "announce", "channel": 21, "text": "Hello"}],
        trigger={"type": "post_created", "channel": 21},
        conditions=[{"type": "in_channel", "channel": 21}],
    )
    assert in_channel.done


async def test_a_schedule_is_tried_on_nobody(db: Database) -> None:
    dried = await tried(
        db,
        [{"type": "announce", "channel": 21, "text": "Good morning, {server}"}],
        trigger={"type": "schedule", "cron": "0 9 * * *"},
        who=None,
    )
    assert dried.done
    assert dried.texts["steps.0"] == "Good morning, {server}"


async def test_only_managers_try(db: Database) -> None:
    definition = Definition.model_validate(
        {"trigger": {"type": "user_signup"}, "steps": [{"type": "award_points", "points": 1}]}
    )
    with pytest.raises(NotAManagerError):
        await db.write(dry_run.run, MAI, definition, WHO)


async def test_what_happens_after_a_dry_run_is_kept(db: Database) -> None:
    definition = Definition.model_validate(
        {"trigger": {"type": "user_signup"}, "steps": [{"type": "award_points", "points": 1}]}
    )

    def both(session: Session) -> None:
        dry_run.run(session, BOSS, definition, WHO)
        ledger.award(session, BOSS, MAI, 5, key="after")

    await db.write(both)
    assert (await db.read(ledger.balances, CLUB, MAI.member_id)).spend == 105
