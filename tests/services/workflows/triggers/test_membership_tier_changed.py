"""Trigger membership_tier_changed."""

import pytest

from db.database import Database
from tests.services.workflows.triggers.matching import Settings, matches


@pytest.mark.parametrize(
    ("settings", "data"),
    [
        ({}, {"plan": "gold", "tier": "2"}),
        ({"plan": "gold"}, {"plan": "gold"}),
        ({"tier": "2"}, {"tier": "2"}),
        ({"tier": "top"}, {"tier": "Top"}),
    ],
)
async def test_it_matches(db: Database, settings: Settings, data: Settings) -> None:
    assert await matches(db, "membership_tier_changed", settings, data)


@pytest.mark.parametrize(
    ("settings", "data"),
    [
        ({"plan": "gold"}, {"plan": "silver"}),
        ({"tier": "2"}, {"tier": "3"}),
        ({"tier": "top"}, {"tier": None}),
    ],
)
async def test_it_does_not_match(db: Database, settings: Settings, data: Settings) -> None:
    assert not await matches(db, "membership_tier_changed", settings, data)
