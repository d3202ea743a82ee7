"""Trigger schedule."""

import pytest

from db.database import Database
from tests.services.workflows.parts import WORKFLOW
from tests.services.workflows.triggers.matching import Settings, matches


@pytest.mark.parametrize(
    ("settings", "data"), [({"cron": "0 9 * * *"}, {"workflow": str(WORKFLOW)})]
)
async def test_it_matches(db: Database, settings: Settings, data: Settings) -> None:
    assert await matches(db, "schedule", settings, data)


@pytest.mark.parametrize(("settings", "data"), [({"cron": "0 9 * * *"}, {"workflow": "1"})])
async def test_it_does_not_match(db: Database, settings: Settings, data: Settings) -> None:
    assert not await matches(db, "schedule", settings, data)
