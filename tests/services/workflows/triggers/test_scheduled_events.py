"""Triggers event_checkin, event_registered."""

import pytest

from db.database import Database
from tests.services.workflows.triggers.matching import Settings, matches


@pytest.mark.parametrize(
    ("key", "settings", "data"),
    [
        ("event_registered", {}, {"event": "77"}),
        ("event_registered", {"event": "77"}, {"event": "77"}),
        ("event_checkin", {"event": "https://discord.com/events/5/77"}, {"event": "77"}),
    ],
)
async def test_it_matches(db: Database, key: str, settings: Settings, data: Settings) -> None:
    assert await matches(db, key, settings, data)


@pytest.mark.parametrize(
    ("key", "settings", "data"),
    [
        ("event_registered", {"event": "77"}, {"event": "78"}),
        ("event_checkin", {"event": "https://discord.com/events/5/77"}, {"event": "5"}),
        ("event_checkin", {"event": "the party"}, {"event": ""}),
    ],
)
async def test_it_does_not_match(
    db: Database, key: str, settings: Settings, data: Settings
) -> None:
    assert not await matches(db, key, settings, data)
