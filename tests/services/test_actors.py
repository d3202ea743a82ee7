"""Who is a manager, and who may hold anything."""

from dataclasses import replace

import pytest
from sqlmodel import select

from bot.services import actors, communities
from bot.services.community import settings
from bot.services.errors import NotAManagerError, NotAPersonError, NotAServerManagerError
from db.database import Database
from db.tables import Member
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.factories import BOSS, CLUB, MAI

STAFF = 55


@pytest.fixture
async def club(db: Database) -> Database:
    """A community whose staff are managers."""
    await db.write(factories.add_community)
    await db.write(settings.add_manager_role, BOSS, STAFF)
    return db


async def test_who_is_a_manager(club: Database) -> None:
    other = CLUB + 1
    await club.write(factories.add_community, community_id=other)
    with_role = replace(MAI, role_ids=frozenset({7, STAFF}))
    expected = {
        BOSS: True,
        with_role: True,
        MAI: False,
        replace(MAI, role_ids=frozenset({7})): False,
        replace(with_role, community_id=other): False,
        replace(BOSS, community_id=other): True,
    }
    for person, manager in expected.items():
        assert await club.read(actors.is_manager, person) is manager
        if manager:
            await club.read(actors.require_manager, person)
        else:
            with pytest.raises(NotAManagerError):
                await club.read(actors.require_manager, person)


async def test_a_role_taken_off_the_list_ends_it(club: Database) -> None:
    await club.write(settings.remove_manager_role, BOSS, STAFF)
    assert not await club.read(actors.is_manager, replace(MAI, role_ids=frozenset({STAFF})))


async def test_a_manager_by_role_changes_nothing_about_who_manages(club: Database) -> None:
    by = replace(MAI, role_ids=frozenset({STAFF}))
    for change in (settings.add_manager_role, settings.remove_manager_role):
        for role_id in (STAFF, STAFF + 1):
            with pytest.raises(NotAServerManagerError):
                await club.write(change, by, role_id)
    assert await club.read(communities.manager_roles, CLUB) == [STAFF]


def test_only_people_hold_anything() -> None:
    actors.require_human(MAI)
    with pytest.raises(NotAPersonError):
        actors.require_human(replace(MAI, bot=True))


async def test_a_member_is_remembered_once(club: Database, clock: Clock) -> None:
    await club.write(actors.remember, CLUB, 9)
    clock.forward(days=3)
    await club.write(actors.remember, CLUB, 9)
    rows = await club.read(lambda session: session.exec(select(Member)).all())
    assert [(row.member_id, row.first_seen_at) for row in rows] == [(9, NOON)]
