"""Trigger like_received."""

from db.database import Database
from tests.services.workflows.triggers.matching import matches_by_channel


async def test_it_matches_by_channel(db: Database) -> None:
    await matches_by_channel(db, "like_received")
