"""Condition tier_is."""

from db.database import Database
from db.session import Session
from db.tables import Tier
from tests.services.workflows.conditions.evaluating import is_true, with_roles
from tests.support.factories import CLUB

BRONZE, SILVER, GOLD = 11, 12, 13


async def test_tier_is(db: Database) -> None:
    def rank(session: Session) -> None:
        for number, role in enumerate((BRONZE, SILVER, GOLD), 1):
            session.add(Tier(community_id=CLUB, role_id=role, rank=number, attached_by=1))

    await db.write(rank)
    silver = {"type": "tier_is", "role": SILVER}
    roles = ((), (BRONZE,), (SILVER,), (BRONZE, SILVER), (SILVER, GOLD), (GOLD,))
    exactly = [await is_true(db, silver, who=with_roles(*some)) for some in roles]
    assert exactly == [False, False, True, True, False, False]
    higher = [
        await is_true(db, silver | {"or_higher": True}, who=with_roles(*some)) for some in roles
    ]
    assert higher == [False, False, True, True, True, True]
    no_tier = {"type": "tier_is", "role": 99, "or_higher": True}
    assert not await is_true(db, no_tier, who=with_roles(99, GOLD))
