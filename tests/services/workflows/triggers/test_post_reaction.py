"""Trigger post_reaction."""

import pytest

from db.database import Database
from tests.services.workflows.triggers.matching import Settings, matches, matches_by_channel


@pytest.mark.parametrize(
    ("settings", "data"),
    [
        ({}, {"emoji": "👍"}),
        ({"emoji": "❤️"}, {"emoji": "❤"}),
        ({"emoji": "<:wave:123456789012345678>"}, {"emoji": "123456789012345678"}),
    ],
)
async def test_it_matches(db: Database, settings: Settings, data: Settings) -> None:
    assert await matches(db, "post_reaction", settings, data)


@pytest.mark.parametrize(
    ("settings", "data"),
    [
        ({"emoji": "❤️"}, {"emoji": "💛"}),
        ({"emoji": "<:wave:123456789012345678>"}, {"emoji": "<:wave:123456789012345679>"}),
    ],
)
async def test_it_does_not_match(db: Database, settings: Settings, data: Settings) -> None:
    assert not await matches(db, "post_reaction", settings, data)


async def test_it_matches_by_channel(db: Database) -> None:
    await matches_by_channel(db, "post_reaction")
