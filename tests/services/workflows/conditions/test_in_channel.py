"""Condition in_channel."""

from db.database import Database
from tests.services.workflows.conditions.evaluating import is_true


async def test_in_channel(db: Database) -> None:
    asked = {"type": "in_channel", "channel": 21}
    assert await is_true(db, asked, channel_id=21)
    assert not await is_true(db, asked, channel_id=22)
    assert not await is_true(db, asked)
