"""Condition any_of."""

from typing import Any

import pytest

from db.database import Database
from tests.services.workflows.conditions.evaluating import condition, is_true, with_roles

BRONZE, GOLD = 11, 13
YES, NO = {"type": "has_role", "role": BRONZE}, {"type": "has_role", "role": GOLD}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [({"conditions": [NO, YES]}, True), ({"conditions": [NO, NO]}, False)],
)
async def test_any_of(db: Database, settings: dict[str, Any], expected: bool) -> None:
    asked = {"type": "any_of", **settings}
    assert await is_true(db, asked, who=with_roles(BRONZE)) is expected


def test_any_of_none_is_refused() -> None:
    with pytest.raises(ValueError, match="too_short"):
        condition({"type": "any_of", "conditions": []})
