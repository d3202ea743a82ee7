"""Ready-made goals are made in one choice, and only once."""

import pytest

from bot.services.community import settings
from bot.services.errors import NotAManagerError
from bot.services.goals import listing
from bot.services.goals.ready_made import READY_MADE, create_ready_made
from bot.texts import SHIPPED
from db.database import Database
from tests.support import factories
from tests.support.factories import BOSS, MAI


@pytest.mark.parametrize("language", SHIPPED)
async def test_each_is_made_as_it_is_offered_and_once(db: Database, language: str) -> None:
    await db.write(factories.add_community)
    await db.write(settings.set_language, BOSS, language)
    for key, offered in READY_MADE.items():
        made = await db.write(create_ready_made, BOSS, key)
        asked = made.goal.present
        assert made.changed
        assert (made.goal.name, made.goal.period) == (offered.name(language), offered.period)
        assert (asked.action, asked.target, asked.prize) == (offered.action, offered.target, None)
        again = await db.write(create_ready_made, BOSS, key)
        assert (again.goal, again.changed) == (made.goal, ())
    assert (await db.read(listing.list_goals, BOSS)).total == len(READY_MADE)


async def test_members_make_none(db: Database) -> None:
    await db.write(factories.add_community)
    with pytest.raises(NotAManagerError):
        await db.write(create_ready_made, MAI, next(iter(READY_MADE)))
