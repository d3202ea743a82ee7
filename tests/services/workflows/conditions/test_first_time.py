"""Condition first_time."""

from bot.services import events
from bot.services.workflows.parts import first_time
from db.database import Database
from tests.services.workflows.conditions.evaluating import is_true
from tests.services.workflows.parts import WORKFLOW
from tests.support.factories import BOSS, CLUB, MAI


async def test_first_time(db: Database) -> None:
    asked = {"type": "first_time"}
    assert await is_true(db, asked)
    assert await is_true(db, asked)  # asking makes it no second time
    await db.write(events.once, CLUB, first_time(WORKFLOW + 1, MAI.member_id))
    await db.write(events.once, CLUB, first_time(WORKFLOW, BOSS.member_id))
    assert await is_true(db, asked)
    await db.write(events.once, CLUB, first_time(WORKFLOW, MAI.member_id))
    assert not await is_true(db, asked)
