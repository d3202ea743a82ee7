"""Trigger custom."""

import pytest

from db.database import Database
from tests.services.workflows.triggers.matching import Settings, matches


@pytest.mark.parametrize(
    ("settings", "data"),
    [
        ({"action": "postcard"}, {"action": "postcard"}),
        ({"action": "My Postcard"}, {"action": "my_postcard"}),
    ],
)
async def test_it_matches(db: Database, settings: Settings, data: Settings) -> None:
    assert await matches(db, "custom", settings, data)


@pytest.mark.parametrize(
    ("settings", "data"),
    [
        ({"action": "postcard"}, {"action": "letter"}),
        ({"action": "My Postcard"}, {"action": "My Postcard"}),
    ],
)
async def test_it_does_not_match(db: Database, settings: Settings, data: Settings) -> None:
    assert not await matches(db, "custom", settings, data)
