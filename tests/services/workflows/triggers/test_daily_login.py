"""Trigger daily_login."""

import pytest

from db.database import Database
from tests.services.workflows.triggers.matching import Settings, matches


@pytest.mark.parametrize(("settings", "data"), [({}, {"day": "2025-06-02"})])
async def test_it_matches(db: Database, settings: Settings, data: Settings) -> None:
    assert await matches(db, "daily_login", settings, data)
