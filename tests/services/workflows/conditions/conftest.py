import pytest

from db.database import Database
from tests.support import factories


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community."""
    await db.write(factories.add_community)
