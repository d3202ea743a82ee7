"""Trigger tier_reached."""

import pytest

from db.database import Database
from tests.services.workflows.triggers.matching import Settings, matches


@pytest.mark.parametrize(
    ("settings", "data"), [({}, {"role": "11"}), ({"role": 11}, {"role": "11"})]
)
async def test_it_matches(db: Database, settings: Settings, data: Settings) -> None:
    assert await matches(db, "tier_reached", settings, data)


@pytest.mark.parametrize(("settings", "data"), [({"role": 11}, {"role": "12"})])
async def test_it_does_not_match(db: Database, settings: Settings, data: Settings) -> None:
    assert not await matches(db, "tier_reached", settings, data)
