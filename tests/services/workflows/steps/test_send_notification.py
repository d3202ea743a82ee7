"""Step send_notification."""

from db.database import Database
from db.tables import (
    DeliveryKind,
)
from tests.services.workflows.steps.performing import enqueued_once


async def test_a_direct_message_is_enqueued_once(db: Database) -> None:
    part = {"type": "send_notification", "text": "Hello"}
    await enqueued_once(db, part, DeliveryKind.NOTIFICATION)
