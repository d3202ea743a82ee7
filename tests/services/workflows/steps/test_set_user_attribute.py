"""Step set_user_attribute."""

from db.database import Database
from db.tables import (
    MemberAttribute,
)
from tests.services.workflows.steps.performing import every, perform
from tests.support.factories import MAI


async def test_set_user_attribute_notes_and_notes_anew(db: Database) -> None:
    for value in ("Huế", "Vinh"):
        await perform(db, {"type": "set_user_attribute", "name": "city", "value": value})
    noted = await every(db, MemberAttribute)
    assert [(row.member_id, row.name, row.value) for row in noted] == [
        (MAI.member_id, "city", "Vinh")
    ]
