"""The audit: who did what, when, on whom."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.services import audit
from bot.services.audit import Chosen
from bot.services.errors import NotAManagerError
from bot.services.grants import issue
from bot.services.maintenance import expiry
from db.database import Database
from db.session import Session
from db.tables import RewardKind
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, Terms

DAY = date(2025, 12, 31)


def note(session: Session, /, action: str, **what: Any) -> None:
    """Record a line of the club."""
    audit.record(session, CLUB, action, **what)


@pytest.fixture
async def club(db: Database) -> Database:
    await db.write(factories.add_community)
    return db


async def test_a_line_tells_who_what_when_on_whom(club: Database, clock: Clock) -> None:
    mug = await club.write(factories.coupon)
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
    latest, first = (await club.read(audit.load_page, BOSS)).lines
    assert (first.action, first.at, first.reward_name) == ("reward.granted", NOON, "Mug")
    assert (first.actor_id, first.member_id) == (BOSS.member_id, MAI.member_id)
    assert first.details == {"paid": 5, "source": None}
    assert (latest.action, latest.at) == ("reward.expired", clock.now)
    assert (latest.actor_id, latest.member_id, latest.reward_name) == (None, None, None)


async def test_pages_run_from_the_newest(club: Database) -> None:
    for number in range(2 * audit.PAGE + 1):
        await club.write(note, f"n{number}", actor_id=1)
    pages = [await club.read(audit.load_page, BOSS, page=page) for page in (1, 2, 3)]
    assert [len(page.lines) for page in pages] == [audit.PAGE, audit.PAGE, 1]
    assert [(page.page, page.pages) for page in pages] == [(1, 3), (2, 3), (3, 3)]
    actions = [line.action for page in pages for line in page.lines]
    assert actions == [f"n{number}" for number in range(2 * audit.PAGE, -1, -1)]
    assert (await club.read(audit.load_page, BOSS, page=99)).page == 3
    assert (await club.read(audit.load_page, BOSS, page=-1)).page == 1


async def test_a_page_of_one_member_or_actor(club: Database) -> None:
    who = (BOSS.member_id, MAI.member_id, BOB.member_id)
    for actor_id in who:
        for member_id in who:
            await club.write(note, "x", actor_id=actor_id, member_id=member_id)

    async def found(**chosen: Any) -> list[tuple[int | None, int | None]]:
        page = await club.read(audit.load_page, BOSS, Chosen(**chosen))
        return sorted((line.actor_id, line.member_id) for line in page.lines)

    assert await found(member_id=2) == [(1, 2), (2, 2), (3, 2)]
    assert await found(actor_id=2) == [(2, 1), (2, 2), (2, 3)]
    assert await found(actor_id=2, member_id=3) == [(2, 3)]
    assert await found(member_id=404) == []


async def test_only_managers_look(club: Database) -> None:
    with pytest.raises(NotAManagerError):
        await club.read(audit.load_page, MAI)
    with pytest.raises(NotAManagerError):
        await club.read(audit.load_page, MAI, Chosen(member_id=MAI.member_id))


async def test_nothing_of_another_community(club: Database) -> None:
    await club.write(note, "x", actor_id=1)
    await club.write(factories.add_community, community_id=CLUB + 1)
    theirs = await club.read(audit.load_page, replace(BOSS, community_id=CLUB + 1))
    assert (theirs.lines, theirs.pages) == ([], 1)


async def test_what_is_done_to_many_is_one_line(club: Database) -> None:
    batch = 77
    await club.write(note, "bulk.started", actor_id=1, members=30, batch=batch)
    for member_id in range(30):
        await club.write(
            note, "reward.granted", actor_id=1, member_id=100 + member_id, part_of=batch
        )
    await club.write(note, "bulk.finished", actor_id=1, members=30, granted=30)
    seen = await club.read(audit.load_page, BOSS)
    assert [(line.action, line.batch) for line in seen.lines] == [
        ("bulk.finished", None),
        ("bulk.started", batch),
    ]
    assert seen.pages == 1
    assert seen.lines[1].details == {"members": 30}
    assert (await club.read(audit.load_page, BOSS, Chosen(actor_id=1))).lines == seen.lines
    below = [
        await club.read(audit.load_page, BOSS, Chosen(part_of=batch), page=page)
        for page in (1, 2, 3)
    ]
    assert [line.member_id for page in below for line in page.lines] == [*range(129, 99, -1)]
    # Of one member it is told without looking below anything.
    (line,) = (await club.read(audit.load_page, BOSS, Chosen(member_id=105))).lines
    assert line.action == "reward.granted"


async def test_a_page_of_one_kind_or_reward(club: Database) -> None:
    mug, pen = await club.write(factories.coupon, "Mug"), await club.write(factories.coupon, "Pen")
    for kind, begins in audit.KINDS.items():
        for name in begins:
            await club.write(note, f"{name}.{kind}", actor_id=1, reward_id=mug)
            await club.write(note, f"{name}s.{kind}", actor_id=1)  # begins alike, and is another
    await club.write(note, "reward.granted", actor_id=1, reward_id=pen)
    for kind, begins in audit.KINDS.items():
        chosen = Chosen(kind=kind, reward_id=mug)
        lines = (await club.read(audit.load_page, BOSS, chosen)).lines
        assert sorted(line.action for line in lines) == sorted(f"{one}.{kind}" for one in begins)
    (line,) = (await club.read(audit.load_page, BOSS, Chosen(reward_id=pen))).lines
    assert line.reward_name == "Pen"


async def test_what_expires_together_is_one_line(club: Database, clock: Clock) -> None:
    mug = await club.write(
        factories.publish, RewardKind.COUPON, "Mug", Terms(expires_on=DAY, cost=1, stock=50)
    )
    pen = await club.write(
        factories.publish, RewardKind.COUPON, "Pen", Terms(expires_on=DAY, cost=1, stock=50)
    )
    for number in range(20, 32):
        await club.write(issue.grant, BOSS, factories.somebody(number), mug, key=f"{number}")
    await club.write(issue.grant, BOSS, MAI, pen, key="pen")
    clock.forward(days=400)
    while await club.write(expiry.expire):
        """Go on until nothing is left to expire."""
    lines = (await club.read(audit.load_page, BOSS, Chosen(kind="rewards"))).lines
    entries = [(line.action, line.reward_name, line.member_id) for line in lines]
    assert ("reward.expired", "Pen", MAI.member_id) in entries
    many = next(line for line in lines if line.action == "reward.expired_many")
    assert (many.reward_name, many.details) == ("Mug", {"members": 12})
    assert ("reward.expired", "Mug", 20) not in entries
    below = await club.read(audit.load_page, BOSS, Chosen(part_of=many.batch))
    assert below.pages == 2
