"""Condition member_for_days."""

from datetime import timedelta

from bot.services.members.diff import MemberSnapshot
from db.database import Database
from tests.services.workflows.conditions.evaluating import is_true
from tests.support.databases import NOON
from tests.support.factories import MAI


async def test_member_for_days(db: Database) -> None:
    asked = {"type": "member_for_days", "days": 30}
    for joined_at, long_enough in (
        (NOON - timedelta(days=30), True),
        (NOON - timedelta(days=30) + timedelta(seconds=1), False),
        (None, False),
    ):
        who = MemberSnapshot(MAI.member_id, frozenset(), joined_at)
        assert await is_true(db, asked, who=who) is long_enough
