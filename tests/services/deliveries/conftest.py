"""Deliveries to test with."""

import pytest

from db.database import Database
from db.session import Session
from db.tables import RewardKind
from tests.support import factories
from tests.support.factories import Terms
from tests.support.sending import ROLE


@pytest.fixture
async def badge(db: Database) -> int:
    """A badge with a role."""

    def set_up(session: Session) -> int:
        factories.add_community(session)
        return factories.publish(session, RewardKind.BADGE, "Reader", Terms(badge_role_id=ROLE))

    return await db.write(set_up)
