"""Trigger streak_reached."""

import pytest

from db.database import Database
from tests.services.workflows.triggers.matching import Settings, matches


@pytest.mark.parametrize(
    ("settings", "data"), [({"days": 7}, {"days": 7}), ({"days": 7, "repeat": True}, {"days": 14})]
)
async def test_it_matches(db: Database, settings: Settings, data: Settings) -> None:
    assert await matches(db, "streak_reached", settings, data)


@pytest.mark.parametrize(
    ("settings", "data"), [({"days": 7}, {"days": 14}), ({"days": 7, "repeat": True}, {"days": 15})]
)
async def test_it_does_not_match(db: Database, settings: Settings, data: Settings) -> None:
    assert not await matches(db, "streak_reached", settings, data)
