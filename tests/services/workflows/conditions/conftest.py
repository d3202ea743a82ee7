import pytest

from db.database import Database
from tests.support import scene


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community."""
    await db.write(scene.found)
