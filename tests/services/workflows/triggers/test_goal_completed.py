"""Trigger goal_completed."""

import pytest

from db.database import Database
from tests.services.workflows.triggers.matching import Settings, matches


@pytest.mark.parametrize(
    ("settings", "data"),
    [
        ({}, {"goal": "31", "reward": "41"}),
        ({"goal": 31}, {"goal": "31"}),
        ({"only_without_reward": True}, {"goal": "31", "reward": None}),
    ],
)
async def test_it_matches(db: Database, settings: Settings, data: Settings) -> None:
    assert await matches(db, "goal_completed", settings, data)


@pytest.mark.parametrize(
    ("settings", "data"),
    [
        ({"goal": 31}, {"goal": "32"}),
        ({"only_without_reward": True}, {"goal": "31", "reward": "41"}),
    ],
)
async def test_it_does_not_match(db: Database, settings: Settings, data: Settings) -> None:
    assert not await matches(db, "goal_completed", settings, data)
