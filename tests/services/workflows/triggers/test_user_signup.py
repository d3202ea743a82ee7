"""Trigger user_signup."""

import pytest

from db.database import Database
from tests.services.workflows.triggers.matching import Settings, matches


@pytest.mark.parametrize(("settings", "data"), [({}, {})])
async def test_it_matches(db: Database, settings: Settings, data: Settings) -> None:
    assert await matches(db, "user_signup", settings, data)
