"""Trigger reward_claimed."""

import pytest

from db.database import Database
from tests.services.workflows.triggers.matching import Settings, matches


@pytest.mark.parametrize(("settings", "data"), [({"reward": 41}, {"reward": "41"})])
async def test_it_matches(db: Database, settings: Settings, data: Settings) -> None:
    assert await matches(db, "reward_claimed", settings, data)


@pytest.mark.parametrize(("settings", "data"), [({"reward": 41}, {"reward": "42"})])
async def test_it_does_not_match(db: Database, settings: Settings, data: Settings) -> None:
    assert not await matches(db, "reward_claimed", settings, data)
