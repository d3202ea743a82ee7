"""Step announce."""

from typing import Any

from db.database import Database
from db.tables import (
    DeliveryKind,
)
from tests.services.workflows.steps.performing import enqueued_once, perform_for_nobody

GIVEN: dict[str, Any] = {"type": "announce", "text": "Hello", "channel": 21}


async def test_an_announcement_is_enqueued_once(db: Database) -> None:
    await enqueued_once(db, GIVEN, DeliveryKind.ANNOUNCEMENT, channel=21)


async def test_an_announcement_needs_no_member(db: Database) -> None:
    await perform_for_nobody(db, GIVEN)
