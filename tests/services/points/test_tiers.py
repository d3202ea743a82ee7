"""Tiers: the highest held counts, and lifetime points bring their role, once."""

from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import select

from bot.services import audit, events
from bot.services.actors import Person, RoleFacts
from bot.services.errors import GoneError, InvalidInputError, NotAManagerError
from bot.services.members import sync
from bot.services.members.diff import MemberSnapshot
from bot.services.points import earn, ledger, rules, tiers
from db.database import Database
from db.session import Session
from db.tables import Delivery, Event, WalletKind
from tests.support import factories
from tests.support.earning import do
from tests.support.factories import BOB, BOSS, CLUB, MAI

SILVER = RoleFacts(71, assignable_by_actor=True, privileged=False)
GOLD = RoleFacts(72, assignable_by_actor=True, privileged=False)


def multiplier(session: Session, community_id: int, role_ids: frozenset[int]) -> int:
    """Return by what members with roles earn more."""
    return tiers.multiplier(tiers.every(session, community_id), role_ids)


@pytest.fixture
async def club(db: Database) -> Database:
    """A community with two tiers, gold above silver."""
    await db.write(factories.add_community)
    await db.write(tiers.put, BOSS, SILVER, multiplier=120, threshold=100)
    await db.write(tiers.put, BOSS, GOLD, multiplier=150, threshold=250)
    await db.write(factories.note_existing)
    return db


def role_deliveries(session: Session) -> list[tuple[str, int | None, int]]:
    """Return the kind, the member and the role of every delivery."""
    rows = session.exec(select(Delivery))
    return sorted((row.kind, row.member_id, row.payload["role"]) for row in rows)


def reached(session: Session) -> list[tuple[int | None, str]]:
    """Return who reached which tier, as it is told."""
    rows = session.exec(select(Event).where(Event.trigger == "tier_reached"))
    return sorted((row.member_id or 0, row.data["role"]) for row in rows)


@pytest.mark.parametrize(
    ("roles", "times"),
    [(set(), 100), ({1, 2}, 100), ({71}, 120), ({72, 5}, 150), ({71, 72}, 150)],
)
async def test_the_highest_tier_counts(club: Database, roles: set[int], times: int) -> None:
    assert await club.read(multiplier, CLUB, frozenset(roles)) == times


async def test_rank_decides_not_the_multiplier(club: Database) -> None:
    await club.write(tiers.put, BOSS, SILVER, rank=9)
    assert await club.read(multiplier, CLUB, frozenset({71, 72})) == 120
    assert [tier.role_id for tier in await club.read(tiers.list_tiers, BOSS)] == [71, 72]


async def test_a_threshold_brings_its_role_when_it_is_reached(club: Database) -> None:
    await club.write(earn.award, BOSS, MAI, 99, key="a")
    assert await club.read(role_deliveries) == []
    await club.write(earn.award, BOSS, MAI, 1, key="b")
    assert await club.read(role_deliveries) == [("give_role", MAI.member_id, 71)]
    assert await club.read(reached) == [(MAI.member_id, "71")]


async def test_earning_reaches_tiers_too_and_several_at_once(club: Database) -> None:
    await club.write(rules.change, BOSS, "post_created", points=400)
    await club.write(do, MAI)
    assert [role for _, _, role in await club.read(role_deliveries)] == [71, 72]
    assert await club.read(reached) == [(MAI.member_id, "71"), (MAI.member_id, "72")]


async def test_a_role_is_brought_once_whatever_becomes_of_it(club: Database) -> None:
    await club.write(earn.award, BOSS, MAI, 120, key="a")
    await club.write(ledger.deduct, BOSS, MAI.member_id, 120, key="b", correction=True)
    for number in range(3):
        await club.write(earn.award, BOSS, MAI, 60, key=f"c{number}")
    assert await club.read(role_deliveries) == [("give_role", MAI.member_id, 71)]
    assert await club.read(reached) == [(MAI.member_id, "71")]


async def test_what_is_known_to_be_reached_is_not_told_again(
    club: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each earning looks at every tier: storing an event in vain would slow them all down."""
    await club.write(earn.award, BOSS, MAI, 300, key="a")
    stored: list[object] = []
    monkeypatch.setattr(events, "store", lambda _, new_events: stored.extend(new_events))
    await club.write(earn.award, BOSS, MAI, 1, key="b")
    await club.write(tiers.mark_reached, CLUB, MAI.member_id, frozenset({71, 72}))
    assert stored == []


async def test_spending_and_refunds_reach_nothing(club: Database) -> None:
    await club.write(earn.award, BOSS, MAI, 99, key="a")
    await club.write(earn.award, BOSS, MAI, 500, key="b", refund=True)
    assert await club.read(role_deliveries) == []
    await club.write(ledger.deduct, BOSS, MAI.member_id, 500, key="c")
    await club.write(earn.award, BOSS, MAI, 1, key="d")
    assert len(await club.read(role_deliveries)) == 1


async def test_who_holds_the_role_is_not_given_it(club: Database) -> None:
    holder = replace(MAI, role_ids=frozenset({71}))
    await club.write(earn.award, BOSS, holder, 120, key="a")
    assert await club.read(role_deliveries) == []


async def test_a_tier_given_by_hand_is_reached_once(club: Database) -> None:
    for _ in range(2):
        await club.write(tiers.mark_reached, CLUB, BOB.member_id, frozenset({72, 5}))
    assert await club.read(reached) == [(BOB.member_id, "72")]
    assert await club.read(role_deliveries) == []
    await club.write(earn.award, BOSS, BOB, 300, key="a")
    assert await club.read(reached) == [(BOB.member_id, "71"), (BOB.member_id, "72")]
    assert await club.read(events.is_so, CLUB, f"tier:{BOB.member_id}:71")


async def test_who_holds_a_role_that_becomes_a_tier_has_not_just_reached_it(
    club: Database,
) -> None:
    platinum = replace(GOLD, id=73)
    await club.write(sync.observe, CLUB, [MemberSnapshot(MAI.member_id, frozenset({73}))])
    await club.write(tiers.put, BOSS, platinum)
    await club.write(factories.note_existing)
    for who in (MAI, BOB):
        await club.write(tiers.mark_reached, CLUB, who.member_id, frozenset({73}))
    assert await club.read(reached) == [(BOB.member_id, "73")]


async def test_without_a_threshold_points_bring_nothing(club: Database) -> None:
    await club.write(tiers.put, BOSS, SILVER, threshold=0)
    await club.write(earn.award, BOSS, MAI, 249, key="a")
    assert await club.read(role_deliveries) == []
    assert await club.read(ledger.balance, CLUB, MAI.member_id, WalletKind.EARN) == 249


async def test_what_is_not_given_stays_and_nothing_is_recorded_twice(club: Database) -> None:
    for _ in range(2):
        await club.write(tiers.put, BOSS, GOLD, multiplier=200)
    gold, silver = await club.read(tiers.list_tiers, BOSS)
    assert (gold.role_id, gold.rank, gold.multiplier, gold.threshold) == (72, 2, 200, 250)
    assert (silver.role_id, silver.rank) == (71, 1)
    lines = (await club.read(audit.load_page, BOSS)).lines
    assert [line.action for line in lines] == ["tiers.set"] * 3
    assert lines[0].details == {"role": 72, "rank": 2, "times": 2.0, "threshold": 250}


async def test_a_tier_is_removed(club: Database) -> None:
    await club.write(tiers.remove, BOSS, 72)
    assert [tier.role_id for tier in await club.read(tiers.list_tiers, BOSS)] == [71]
    with pytest.raises(GoneError):
        await club.write(tiers.remove, BOSS, 72)
    assert (await club.read(audit.load_page, BOSS)).lines[0].action == "tiers.removed"


@pytest.mark.parametrize(
    ("role", "message"),
    [
        (replace(GOLD, privileged=True), "tier-role-privileged"),
        (replace(GOLD, assignable_by_actor=False), "tier-role-out-of-reach"),
        (replace(GOLD, assignable_by_actor=False, managed=True), "tier-role-managed"),
        (RoleFacts(9, assignable_by_actor=False, privileged=True), "tier-role-privileged"),
    ],
)
async def test_a_role_that_is_not_to_be_given_is_no_tier(
    club: Database, role: RoleFacts, message: str
) -> None:
    before = await club.read(tiers.list_tiers, BOSS)
    with pytest.raises(InvalidInputError) as refused:
        await club.write(tiers.put, BOSS, role, multiplier=200)
    assert refused.value.message == message
    assert await club.read(tiers.list_tiers, BOSS) == before


async def test_only_a_threshold_needs_a_role_that_can_be_given(club: Database) -> None:
    boosters = RoleFacts(80, assignable_by_actor=False, privileged=False)
    await club.write(tiers.put, BOSS, boosters, multiplier=150)
    assert await club.read(multiplier, CLUB, frozenset({80})) == 150
    await club.write(tiers.put, BOSS, boosters, rank=9, threshold=0)
    beyond = replace(GOLD, assignable_by_actor=False)
    for role, change in (
        (boosters, {"threshold": 100}),
        (beyond, {"multiplier": 300}),  # its threshold stays, and whoever changes it gives it
    ):
        with pytest.raises(InvalidInputError) as refused:
            await club.write(tiers.put, BOSS, role, **change)
        assert refused.value.message == "tier-role-out-of-reach"
    await club.write(tiers.put, BOSS, beyond, threshold=0, multiplier=300)
    assert [
        (tier.role_id, tier.multiplier, tier.threshold)
        for tier in await club.read(tiers.list_tiers, BOSS)
    ] == [(80, 150, None), (72, 300, None), (71, 120, 100)]


async def test_everybodys_role_is_no_tier(club: Database) -> None:
    everybody = RoleFacts(CLUB, assignable_by_actor=False, privileged=False)
    with pytest.raises(InvalidInputError) as refused:
        await club.write(tiers.put, BOSS, everybody, multiplier=150)
    assert refused.value.message == "tier-role-everybody"


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("rank", {"rank": 0}),
        ("rank", {"rank": tiers.MOST_RANK + 1}),
        ("rank", {"rank": 1}),  # silver's
        ("multiplier", {"multiplier": 99}),
        ("multiplier", {"multiplier": 1_001}),
        ("threshold", {"threshold": -1}),
        ("threshold", {"threshold": ledger.MOST + 1}),
    ],
)
async def test_what_is_out_of_bounds_is_refused(
    club: Database, field: str, bad: dict[str, Any]
) -> None:
    before = await club.read(tiers.list_tiers, BOSS)
    for role in (GOLD, replace(GOLD, id=73)):
        with pytest.raises(InvalidInputError) as refused:
            await club.write(tiers.put, BOSS, role, **bad)
        assert refused.value.field == field
    assert await club.read(tiers.list_tiers, BOSS) == before


async def test_there_is_an_end_to_tiers(club: Database) -> None:
    for number in range(2, tiers.MOST):
        await club.write(tiers.put, BOSS, replace(GOLD, id=100 + number))
    with pytest.raises(InvalidInputError) as refused:
        await club.write(tiers.put, BOSS, replace(GOLD, id=999))
    assert refused.value.message == "tier-too-many"
    await club.write(tiers.put, BOSS, GOLD, multiplier=110)


async def test_only_managers_see_and_change_tiers(club: Database) -> None:
    for change in (
        lambda s: tiers.put(s, MAI, GOLD, multiplier=1_000),
        lambda s: tiers.remove(s, MAI, 72),
        lambda s: tiers.list_tiers(s, MAI),
    ):
        with pytest.raises(NotAManagerError):
            await club.write(change)


async def test_communities_have_tiers_of_their_own(club: Database) -> None:
    await club.write(factories.add_community, community_id=CLUB + 1)
    theirs = Person(CLUB + 1, BOSS.member_id, manages_server=True)
    assert await club.read(tiers.list_tiers, theirs) == []
    assert await club.read(multiplier, CLUB + 1, frozenset({72})) == tiers.ONCE
    await club.write(tiers.put, theirs, GOLD, multiplier=300)
    assert await club.read(multiplier, CLUB, frozenset({72})) == 150
