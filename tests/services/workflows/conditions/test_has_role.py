"""Condition has_role."""

from db.database import Database
from tests.services.workflows.conditions.evaluating import is_true, with_roles

BRONZE, SILVER, GOLD = 11, 12, 13


async def test_has_role(db: Database) -> None:
    asked = {"type": "has_role", "role": BRONZE}
    assert await is_true(db, asked, who=with_roles(BRONZE, GOLD))
    assert not await is_true(db, asked, who=with_roles(GOLD))
