"""Step webhook."""

from typing import Any

from db.database import Database
from db.tables import (
    DeliveryKind,
)
from tests.services.workflows.steps.performing import enqueued_once, perform_for_nobody

GIVEN: dict[str, Any] = {"type": "webhook", "url": "https://example.org/hook"}


async def test_a_call_is_enqueued_once(db: Database) -> None:
    await enqueued_once(db, GIVEN, DeliveryKind.WEBHOOK)


async def test_a_call_needs_no_member(db: Database) -> None:
    await perform_for_nobody(db, GIVEN)
