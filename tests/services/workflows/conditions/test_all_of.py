"""Condition all_of."""

from typing import Any

import pytest

from db.database import Database
from tests.services.workflows.conditions.evaluating import condition, is_true, with_roles

BRONZE, GOLD = 11, 13
YES, NO = {"type": "has_role", "role": BRONZE}, {"type": "has_role", "role": GOLD}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"conditions": [YES, YES]}, True),
        ({"conditions": [YES, NO]}, False),
        (
            {
                "conditions": [
                    {"type": "any_of", "conditions": [NO, {"type": "not", "condition": NO}]}
                ]
            },
            True,
        ),
    ],
)
async def test_all_of(db: Database, settings: dict[str, Any], expected: bool) -> None:
    asked = {"type": "all_of", **settings}
    assert await is_true(db, asked, who=with_roles(BRONZE)) is expected


def test_all_of_none_is_refused() -> None:
    with pytest.raises(ValueError, match="too_short"):
        condition({"type": "all_of", "conditions": []})
