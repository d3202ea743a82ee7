"""Step send_notification."""

from db.database import Database
from db.tables import (
    DeliveryKind,
)
from tests.services.workflows.steps.performing import owed_once


async def test_a_direct_message_is_owed_once(db: Database) -> None:
    given = {"type": "send_notification", "text": "Hello"}
    await owed_once(db, given, DeliveryKind.NOTIFICATION)
