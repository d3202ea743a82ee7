"""The audit: who did what, when, on whom."""

from dataclasses import replace
from typing import Any

import pytest

from bot.services import audit
from bot.services.errors import NotAManagerError
from db.database import Database
from db.session import Session
from tests.support import scene
from tests.support.databases import NOON, Clock
from tests.support.scene import BOB, BOSS, CLUB, MAI


def note(session: Session, /, action: str, **what: Any) -> None:
    """Record a line of the club."""
    audit.record(session, CLUB, action, **what)


@pytest.fixture
async def club(db: Database) -> Database:
    await db.write(scene.found)
    return db


async def test_a_line_tells_who_what_when_on_whom(club: Database, clock: Clock) -> None:
    mug = await club.write(scene.coupon)
    await club.write(
        note,
        "reward.granted",
        actor_id=BOSS.member_id,
        member_id=MAI.member_id,
        reward_id=mug,
        paid=5,
        source=None,
    )
    clock.forward(hours=1)
    await club.write(note, "reward.expired", actor_id=None)
    latest, first = (await club.read(audit.look, BOSS)).lines
    assert (first.action, first.at, first.reward_name) == ("reward.granted", NOON, "Mug")
    assert (first.actor_id, first.member_id) == (BOSS.member_id, MAI.member_id)
    assert first.details == {"paid": 5, "source": None}
    assert (latest.action, latest.at) == ("reward.expired", clock.now)
    assert (latest.actor_id, latest.member_id, latest.reward_name) == (None, None, None)


async def test_pages_run_from_the_newest(club: Database) -> None:
    for number in range(2 * audit.PAGE + 1):
        await club.write(note, f"n{number}", actor_id=1)
    pages = [await club.read(audit.look, BOSS, page=page) for page in (1, 2, 3)]
    assert [len(page.lines) for page in pages] == [audit.PAGE, audit.PAGE, 1]
    assert [(page.page, page.pages) for page in pages] == [(1, 3), (2, 3), (3, 3)]
    actions = [line.action for page in pages for line in page.lines]
    assert actions == [f"n{number}" for number in range(2 * audit.PAGE, -1, -1)]
    assert (await club.read(audit.look, BOSS, page=99)).page == 3
    assert (await club.read(audit.look, BOSS, page=-1)).page == 1


async def test_a_page_of_one_member_or_actor(club: Database) -> None:
    who = (BOSS.member_id, MAI.member_id, BOB.member_id)
    for actor_id in who:
        for member_id in who:
            await club.write(note, "x", actor_id=actor_id, member_id=member_id)

    async def found(**chosen: int) -> list[tuple[int | None, int | None]]:
        page = await club.read(audit.look, BOSS, **chosen)
        return sorted((line.actor_id, line.member_id) for line in page.lines)

    assert await found(member_id=2) == [(1, 2), (2, 2), (3, 2)]
    assert await found(actor_id=2) == [(2, 1), (2, 2), (2, 3)]
    assert await found(actor_id=2, member_id=3) == [(2, 3)]
    assert await found(member_id=404) == []


async def test_only_managers_look(club: Database) -> None:
    with pytest.raises(NotAManagerError):
        await club.read(audit.look, MAI)
    with pytest.raises(NotAManagerError):
        await club.read(audit.look, MAI, member_id=MAI.member_id)


async def test_nothing_of_another_community(club: Database) -> None:
    await club.write(note, "x", actor_id=1)
    await club.write(scene.found, community_id=CLUB + 1)
    theirs = await club.read(audit.look, replace(BOSS, community_id=CLUB + 1))
    assert (theirs.lines, theirs.pages) == ([], 1)
