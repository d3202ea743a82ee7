"""Trigger leaderboard_placed."""

import pytest

from db.database import Database
from tests.services.workflows.triggers.matching import matches


@pytest.mark.parametrize(
    ("period", "place", "matched"),
    [("month", 1, True), ("month", 3, True), ("month", 4, False), ("week", 1, False)],
)
async def test_it_asks_for_a_period_and_the_first_places(
    db: Database, period: str, place: int, matched: bool
) -> None:
    data = {"period": period, "place": place, "points": 5}
    settings = {"period": "month", "first": 3}
    assert await matches(db, "leaderboard_placed", settings, data) is matched
