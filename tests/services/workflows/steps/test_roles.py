"""Steps add_role and remove_role."""

import pytest

from db.database import Database
from db.tables import (
    DeliveryKind,
)
from tests.services.workflows.steps.performing import enqueued_once


@pytest.mark.parametrize(
    ("key", "kind"),
    [("add_role", DeliveryKind.GIVE_ROLE), ("remove_role", DeliveryKind.TAKE_ROLE)],
)
async def test_a_change_of_roles_is_enqueued_once(
    db: Database, key: str, kind: DeliveryKind
) -> None:
    await enqueued_once(db, {"type": key, "role": 11}, kind, payload={"role": 11})
