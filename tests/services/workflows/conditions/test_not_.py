"""Condition not."""

from typing import Any

import pytest

from db.database import Database
from tests.services.workflows.conditions.evaluating import is_true, with_roles

BRONZE, GOLD = 11, 13
YES, NO = {"type": "has_role", "role": BRONZE}, {"type": "has_role", "role": GOLD}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"condition": NO}, True),
        ({"condition": YES}, False),
        ({"condition": {"type": "not", "condition": YES}}, True),
    ],
)
async def test_not(db: Database, settings: dict[str, Any], expected: bool) -> None:
    asked = {"type": "not", **settings}
    assert await is_true(db, asked, who=with_roles(BRONZE)) is expected
