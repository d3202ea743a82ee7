"""Triggers membership_cancelled, membership_purchased, membership_renewed."""

import pytest

from db.database import Database
from tests.services.workflows.triggers.matching import Settings, matches


@pytest.mark.parametrize(
    ("key", "settings", "data"),
    [
        ("membership_purchased", {}, {"plan": "gold"}),
        ("membership_purchased", {"plan": "gold"}, {"plan": "gold"}),
        ("membership_purchased", {"plan": "gold  plan"}, {"plan": "Gold plan"}),
        ("membership_renewed", {"plan": "gold"}, {"plan": "gold"}),
        ("membership_cancelled", {"plan": "gold"}, {"plan": "gold"}),
    ],
)
async def test_it_matches(db: Database, key: str, settings: Settings, data: Settings) -> None:
    assert await matches(db, key, settings, data)


@pytest.mark.parametrize(
    ("key", "settings", "data"),
    [
        ("membership_purchased", {"plan": "gold"}, {"plan": "silver"}),
        ("membership_purchased", {"plan": "gold  plan"}, {"plan": "gold"}),
        ("membership_renewed", {"plan": "gold"}, {"plan": "silver"}),
        ("membership_cancelled", {"plan": "gold"}, {"plan": "silver"}),
    ],
)
async def test_it_does_not_match(
    db: Database, key: str, settings: Settings, data: Settings
) -> None:
    assert not await matches(db, key, settings, data)
