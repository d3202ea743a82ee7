"""Condition attribute."""

from bot.services.members.diff import MemberSnapshot
from db.database import Database
from db.session import Session
from db.tables import MemberAttribute
from tests.services.workflows.conditions.evaluating import is_true
from tests.support.factories import CLUB, MAI


async def test_attribute(db: Database) -> None:
    def note(session: Session) -> None:
        session.add(
            MemberAttribute(community_id=CLUB, member_id=MAI.member_id, name="city", value="Huế")
        )

    await db.write(note)
    assert await is_true(db, {"type": "attribute", "name": "city"})
    assert await is_true(db, {"type": "attribute", "name": "city", "value": "Huế"})
    assert not await is_true(db, {"type": "attribute", "name": "city", "value": "Vinh"})
    assert not await is_true(db, {"type": "attribute", "name": "street"})
    assert not await is_true(db, {"type": "attribute", "name": "city"}, who=MemberSnapshot(3))
