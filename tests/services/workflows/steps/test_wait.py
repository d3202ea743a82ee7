"""Step wait."""

from datetime import timedelta

from bot.services.workflows.parts import Applied
from db.database import Database
from tests.services.workflows.steps.performing import perform


async def test_wait_says_how_long(db: Database) -> None:
    assert await perform(db, {"type": "wait", "duration": "2d 12h 5m"}) == Applied(
        pause=timedelta(days=2, hours=12, minutes=5)
    )
