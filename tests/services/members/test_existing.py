"""What members had when a role got a meaning or became a tier is noted in slices, in silence."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.services import events
from bot.services.actors import RoleFacts
from bot.services.members import existing, memberships, role_meanings, sync
from bot.services.members.diff import MemberSnapshot
from bot.services.members.memberships import LEVEL_CHANGED, PURCHASED
from bot.services.points import earn, tiers
from db.database import Database
from db.session import Session
from db.tables import Delivery, Event, Membership, RoleMark, Tier
from tests.support import factories
from tests.support.databases import NOON
from tests.support.factories import BOSS, CLUB, somebody

GOLD, SILVER = 501, 502
ROLE = RoleFacts(GOLD, assignable_by_actor=True, privileged=False)
PEOPLE = 15


@pytest.fixture
async def club(db: Database) -> Database:
    """A community of fifteen, of whom every third holds a role and one of those has left."""

    def set_up(session: Session) -> None:
        factories.add_community(session)
        sync.observe(session, CLUB, [seen(number, *roles(number)) for number in range(PEOPLE)])
        sync.left(session, CLUB, somebody(6).member_id)
        factories.mark_synced(session)

    await db.write(set_up)
    return db


def roles(number: int) -> tuple[int, ...]:
    """Return which roles somebody holds at first."""
    return () if number % 3 else (GOLD,)


def seen(number: int, *role_ids: int) -> MemberSnapshot:
    """Return somebody as Discord tells of them."""
    member_id = somebody(number).member_id
    return MemberSnapshot(member_id, frozenset(role_ids), NOON - timedelta(days=30))


def raised(session: Session) -> list[tuple[str, int | None]]:
    """Return what was raised, but for roles that came and went."""
    rows = session.exec(select(Event).where(~col(Event.trigger).startswith("role_"))).all()
    return sorted((row.trigger, row.member_id) for row in rows)


def given(session: Session) -> list[int | None]:
    """Return who is to be given the role."""
    rows = session.exec(select(Delivery).order_by(col(Delivery.due_at), col(Delivery.id))).all()
    assert {row.payload["role"] for row in rows} <= {GOLD}
    return [row.member_id for row in rows]


def reached(session: Session) -> list[int]:
    """Return who has reached the tier, as it is noted."""
    ids = [somebody(number).member_id for number in range(PEOPLE)]
    return [one for one in ids if events.is_so(session, CLUB, f"tier:{one}:{GOLD}")]


@pytest.mark.parametrize("limit", [1, 4, existing.SLICE])
async def test_holders_had_what_a_role_means_however_large_a_slice(
    club: Database, limit: int
) -> None:
    await club.write(role_meanings.set_meaning, BOSS, GOLD, PURCHASED, "Club", level="Gold")
    await club.write(role_meanings.set_meaning, BOSS, SILVER, PURCHASED, "Club", level="Silver")
    await club.write(tiers.put, BOSS, replace(ROLE, id=SILVER))
    await club.write(tiers.put, BOSS, ROLE)
    slices = 0
    while await club.work(existing.note, limit):
        slices += 1
    assert slices == 4 * (PEOPLE // limit + 1)
    had = await club.read(lambda s: sorted(s.exec(select(Membership.member_id, Membership.tier))))
    here = [somebody(number).member_id for number in (0, 3, 9, 12)]
    assert had == [(member_id, "Gold") for member_id in here]
    assert await club.read(reached) == here
    assert await club.read(raised) == []
    assert await club.read(given) == []


async def test_who_changes_before_their_turn_had_it_before(club: Database) -> None:
    """Seen to fail without `MemberDiff._note_existing`: the level is a purchase."""
    await club.write(role_meanings.set_meaning, BOSS, GOLD, PURCHASED, "Club", level="Gold")
    await club.write(role_meanings.set_meaning, BOSS, SILVER, PURCHASED, "Club", level="Silver")
    await club.write(tiers.put, BOSS, ROLE)
    await club.work(existing.note, 1)  # the first has had their turn
    for number in (0, 3):
        await club.write(sync.observe, CLUB, [seen(number, GOLD, SILVER)])
    await club.write(sync.observe, CLUB, [seen(3)])
    await club.write(factories.note_existing)
    four = [somebody(number).member_id for number in (0, 3, 9, 12)]
    assert await club.read(raised) == [(LEVEL_CHANGED, member_id) for member_id in four[:2]]
    assert await club.read(reached) == four
    lapsing = await club.read(
        lambda s: [
            (row.member_id, row.ended_at is not None)
            for row in s.exec(select(Membership).order_by(col(Membership.member_id)))
        ]
    )
    assert lapsing == [(member_id, member_id == four[1]) for member_id in four]


@pytest.mark.parametrize("limit", [1, 4, existing.SLICE])
async def test_who_has_the_points_of_a_new_tier_is_given_its_role(
    club: Database, limit: int
) -> None:
    for number in range(PEOPLE):
        await club.write(factories.give_points, somebody(number), 10 * number or 1)
    await club.write(tiers.put, BOSS, ROLE, threshold=60)
    while await club.work(existing.note, limit):
        pass
    lacking = [somebody(one).member_id for one in (7, 8, 10, 11, 13, 14)]
    assert await club.read(given) == lacking
    assert await club.read(reached) == [somebody(one).member_id for one in (0, 3, *range(6, 15))]
    await club.write(tiers.put, BOSS, ROLE, threshold=70)
    assert await club.work(existing.note) == 0
    await club.write(tiers.put, BOSS, ROLE, threshold=40)
    while await club.work(existing.note, limit):
        pass
    assert await club.read(given) == [*lacking, somebody(4).member_id, somebody(5).member_id]
    assert await club.read(raised) == []


async def test_who_earns_before_their_turn_reaches_a_new_tier_in_silence(club: Database) -> None:
    """Seen to fail where `tiers` does not ask whose turn it has been: it is raised of the first."""
    await club.write(factories.give_points, somebody(1), 60)
    await club.write(tiers.put, BOSS, ROLE, threshold=60)
    await club.write(earn.award, BOSS, somebody(1), 1, key="a")
    assert await club.read(given) == [somebody(1).member_id]
    await club.write(factories.note_existing)
    await club.write(earn.award, BOSS, somebody(2), 61, key="b")
    assert await club.read(given) == [somebody(1).member_id, somebody(2).member_id]
    assert await club.read(raised) == [("tier_reached", somebody(2).member_id)]


async def test_a_meaning_that_is_taken_away_is_noted_no_further(club: Database) -> None:
    await club.write(role_meanings.set_meaning, BOSS, GOLD, PURCHASED, "Club")
    await club.write(tiers.put, BOSS, ROLE)
    for _ in range(2):
        await club.work(existing.note, 1)
    await club.write(role_meanings.clear_meaning, BOSS, GOLD)
    await club.write(tiers.remove, BOSS, GOLD)
    assert await club.work(existing.note) == 0
    assert await club.read(memberships.plans, CLUB, somebody(0).member_id) == {"Club": None}
    assert await club.read(memberships.plans, CLUB, somebody(3).member_id) == {}


async def test_only_what_is_new_is_looked_at(club: Database) -> None:
    await club.write(tiers.put, BOSS, ROLE, threshold=60)
    await club.write(role_meanings.set_meaning, BOSS, GOLD, PURCHASED, "Club")
    await club.write(factories.note_existing)
    await club.write(tiers.put, BOSS, ROLE, multiplier=200, rank=7, threshold=60)
    await club.write(role_meanings.set_meaning, BOSS, GOLD, PURCHASED, "Club")
    left = await club.read(
        lambda s: [
            *s.exec(select(Tier.noted_upto)),
            *s.exec(select(RoleMark.noted_upto)),
        ]
    )
    assert left == [None, None]
