"""Condition account_age_days."""

from datetime import UTC, datetime, timedelta

from bot.services.members.diff import MemberSnapshot
from db.database import Database
from tests.services.workflows.conditions.evaluating import is_true
from tests.support.databases import NOON


async def test_account_age_days(db: Database) -> None:
    asked = {"type": "account_age_days", "days": 30}
    for made_at, old_enough in (
        (NOON - timedelta(days=30), True),
        (NOON - timedelta(days=30) + timedelta(seconds=1), False),
    ):
        first = datetime(2015, 1, 1, tzinfo=UTC)
        number = int((made_at - first).total_seconds() * 1000) << 22
        assert await is_true(db, asked, who=MemberSnapshot(number)) is old_enough
    # Discord's own example of an id, and the moment that it names.
    example = {
        "type": "account_age_days",
        "days": (NOON - datetime(2016, 4, 30, 12, tzinfo=UTC)).days,
    }
    assert await is_true(db, example, who=MemberSnapshot(175928847299117063))
