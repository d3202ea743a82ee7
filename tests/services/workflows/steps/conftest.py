import pytest

from bot.services.actors import remember
from bot.services.points import ledger
from db.database import Database
from tests.support import factories
from tests.support.factories import BOSS, CLUB, MAI


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community with Mai, who has 100 points."""
    await db.write(factories.add_community)
    await db.write(remember, CLUB, MAI.member_id)
    await db.write(ledger.award, BOSS, MAI, 100, key="start")
