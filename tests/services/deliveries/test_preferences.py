"""What members wish to hear of."""

import pytest

from bot.services.community import settings
from bot.services.deliveries import preferences
from bot.services.deliveries.preferences import Choice
from bot.services.grants import inventory
from db.database import Database
from tests.support import factories
from tests.support.factories import BOB, BOSS, CLUB, MAI


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community."""
    await db.write(factories.add_community)


@pytest.mark.parametrize("choice", list(Choice))
async def test_each_is_switched_off_and_on_for_oneself(db: Database, choice: Choice) -> None:
    everything = dict.fromkeys(Choice, True)
    assert (await db.read(preferences.choices, MAI)).wanted == everything
    for _ in range(2):
        chosen = await db.write(preferences.choose, MAI, choice, wanted=False)
        assert chosen.wanted == everything | {choice: False}
    assert (await db.read(preferences.choices, MAI)).wanted == everything | {choice: False}
    assert (await db.read(preferences.choices, BOB)).wanted == everything
    assert (await db.write(preferences.choose, MAI, choice, wanted=True)).wanted == everything


async def test_pictures_are_for_whom_the_community_and_they_want_them(db: Database) -> None:
    async def wanted() -> list[bool]:
        readers = (MAI.member_id, BOB.member_id, None)
        return [await db.read(preferences.pictures_wanted, CLUB, reader) for reader in readers]

    assert await wanted() == [True, True, True]
    await db.write(preferences.choose, MAI, Choice.PICTURES, wanted=False)
    assert await wanted() == [False, True, True]
    await db.write(settings.set_pictures, BOSS, False)
    assert await wanted() == [False, False, False]
    await db.write(settings.set_pictures, BOSS, True)
    assert await wanted() == [False, True, True]


async def test_somebody_unknown_can_be_reached(db: Database) -> None:
    assert (await db.read(preferences.choices, MAI)).reachable
    assert (await db.read(inventory.inventory, MAI)).reachable
