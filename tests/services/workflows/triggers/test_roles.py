"""Triggers role_added, role_removed."""

import pytest

from db.database import Database
from tests.services.workflows.triggers.matching import Settings, matches


@pytest.mark.parametrize(
    ("key", "settings", "data"),
    [("role_added", {"role": 11}, {"role": "11"}), ("role_removed", {"role": 11}, {"role": "11"})],
)
async def test_it_matches(db: Database, key: str, settings: Settings, data: Settings) -> None:
    assert await matches(db, key, settings, data)


@pytest.mark.parametrize(
    ("key", "settings", "data"),
    [("role_added", {"role": 11}, {"role": "12"}), ("role_removed", {"role": 11}, {"role": "12"})],
)
async def test_it_does_not_match(
    db: Database, key: str, settings: Settings, data: Settings
) -> None:
    assert not await matches(db, key, settings, data)
