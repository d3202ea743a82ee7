"""What becomes of members: every difference is an event, once."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlmodel import col, select

from bot.services import actors, deliveries
from bot.services.actors import is_present, remember
from bot.services.deletions import deleted_roles
from bot.services.grants import issue
from bot.services.members import memberships, role_meanings, sync
from bot.services.members.diff import MemberSnapshot
from bot.services.members.memberships import MembershipChange
from bot.services.points import tiers
from db.database import Database
from db.session import Session
from db.tables import Delivery, DeliveryKind, Event, Member, RewardKind, Tier
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, Terms

JOINED = datetime(2025, 5, 1, 8, 0, tzinfo=UTC)
READER, WRITER, GOLD, BADGE, HIGH = 501, 502, 503, 504, 505
HERE = MemberSnapshot(MAI.member_id, joined_at=JOINED)


async def observe(db: Database, *seen: MemberSnapshot) -> None:
    """Let Discord say something of members."""
    await db.write(sync.observe, CLUB, seen)


async def reconcile(db: Database, *seen: MemberSnapshot) -> None:
    """Look at all members."""
    await db.write(sync.reconcile, CLUB, list(seen), after=0, upto=2**63 - 1)
    roles = frozenset({READER, WRITER, GOLD, BADGE, HIGH})
    await db.write(deleted_roles.reconciled, CLUB, roles)


async def stored_events(
    db: Database, member_id: int = MAI.member_id
) -> list[tuple[str, str | None]]:
    """Return what was raised of a member, each with the role, plan or id that it is about."""

    def use_case(session: Session) -> list[tuple[str, str | None]]:
        rows = session.exec(
            select(Event).where(Event.member_id == member_id).order_by(col(Event.id))
        )
        return [
            (row.trigger, row.data.get("role") or row.data.get("plan") or row.data.get("id"))
            for row in rows
        ]

    return await db.read(use_case)


async def member(db: Database, member_id: int = MAI.member_id) -> Member | None:
    """Return the row of a member."""
    return await db.read(lambda session: session.get(Member, (CLUB, member_id)))


def roles(*role_ids: int) -> MemberSnapshot:
    """Return Mai with these roles."""
    return replace(HERE, role_ids=frozenset(role_ids))


def hold_badge(session: Session, name: str, role_id: int | None = None) -> None:
    """Let Mai hold a badge, which may carry a role."""
    badge = factories.publish(session, RewardKind.BADGE, name, Terms(badge_role_id=role_id))
    issue.grant(session, BOSS, MAI, badge, key=name)


@pytest.fixture
async def club(db: Database) -> None:
    """A community in which all members have been looked at."""
    await db.write(factories.add_community)
    await reconcile(db)


async def test_what_was_there_at_first_raises_nothing(db: Database) -> None:
    await db.write(factories.add_community)
    await db.write(role_meanings.set_meaning, BOSS, GOLD, "membership_purchased", "Gold")
    await db.write(role_meanings.set_meaning, BOSS, READER, "course_complete", "reading")
    boosting = replace(roles(GOLD, READER), boosting_since=JOINED)
    await observe(db, boosting)
    await reconcile(db, boosting)
    await observe(db, boosting)
    assert await stored_events(db) == []
    assert await db.read(memberships.plans, CLUB, MAI.member_id) == {"Gold": None}
    # What was so at first is known: nobody else's word makes it happen again.
    hook = MembershipChange("webhook", NOON, key="hook:1")
    assert not await db.write(memberships.begin, CLUB, MAI.member_id, "Gold", hook)
    await observe(db, roles(GOLD))
    await observe(db, roles(GOLD, READER))
    assert await stored_events(db) == [("role_removed", "501"), ("role_added", "501")]


async def test_joining_is_signing_up_once_for_ever(db: Database, club: None) -> None:
    await observe(db, HERE)
    await observe(db, HERE)
    assert await stored_events(db) == [("user_signup", None)]
    await db.write(sync.left, CLUB, MAI.member_id)
    assert not await db.read(is_present, CLUB, MAI.member_id)
    await observe(db, replace(HERE, joined_at=NOON))
    assert await db.read(is_present, CLUB, MAI.member_id)
    assert await stored_events(db) == [("user_signup", None)]


async def test_who_was_here_at_first_does_not_sign_up_by_returning(db: Database) -> None:
    await db.write(factories.add_community)
    await reconcile(db, HERE)
    await db.write(sync.left, CLUB, MAI.member_id)
    await observe(db, replace(HERE, joined_at=NOON, pending=True))
    await observe(db, replace(HERE, joined_at=NOON))
    assert await stored_events(db) == []


async def test_signing_up_takes_passing_the_screening(db: Database, clock: Clock) -> None:
    await db.write(factories.add_community)
    waiting = replace(HERE, pending=True)
    await reconcile(db, waiting)
    await observe(db, waiting)
    assert await stored_events(db) == []
    clock.forward(hours=1)
    await observe(db, HERE)
    assert await stored_events(db) == [("user_signup", None)]
    event = await db.read(lambda session: session.exec(select(Event)).one())
    assert event.happened_at == clock.now


async def test_signing_up_has_the_time_of_joining(db: Database, club: None) -> None:
    await reconcile(db, HERE)
    event = await db.read(lambda session: session.exec(select(Event)).one())
    assert (event.trigger, event.happened_at) == ("user_signup", JOINED)


async def test_roles_come_and_go_each_once(db: Database, club: None) -> None:
    await observe(db, HERE)
    await observe(db, roles(READER), roles(READER, WRITER), roles(WRITER))
    await reconcile(db, roles(WRITER))
    assert (await stored_events(db))[1:] == [
        ("role_added", "501"),
        ("role_added", "502"),
        ("role_removed", "501"),
    ]


async def test_what_happened_while_laurel_was_away_is_stored_once(db: Database, club: None) -> None:
    await observe(db, roles(READER))
    bob = MemberSnapshot(factories.BOB.member_id, joined_at=JOINED)
    await observe(db, bob)
    boosting = replace(roles(WRITER), boosting_since=NOON)
    for _ in range(2):
        await reconcile(db, boosting)
    assert (await stored_events(db))[2:] == [
        ("boost_started", None),
        ("role_removed", "501"),
        ("role_added", "502"),
    ]
    assert not await db.read(is_present, CLUB, bob.member_id)


async def test_a_second_boost_is_another_one(db: Database, club: None) -> None:
    await observe(db, HERE)
    first = replace(HERE, boosting_since=JOINED)
    second = replace(HERE, boosting_since=NOON)
    await observe(db, first, first, HERE, first, second, HERE)
    boosts = [trigger for trigger, _ in await stored_events(db) if trigger == "boost_started"]
    assert len(boosts) == 2


async def test_something_heard_meanwhile_is_newer_than_the_list(db: Database, club: None) -> None:
    await observe(db, roles(READER))
    heard = frozenset({MAI.member_id})
    for listed in ([roles(WRITER)], []):
        await db.write(
            sync.reconcile, CLUB, list[MemberSnapshot](listed), after=0, upto=2**63 - 1, heard=heard
        )
    assert await stored_events(db) == [("user_signup", None), ("role_added", "501")]
    assert await db.read(is_present, CLUB, MAI.member_id)


async def test_only_those_of_the_page_are_missed(db: Database, club: None) -> None:
    people = [MemberSnapshot(number, joined_at=JOINED) for number in range(10, 20)]
    await observe(db, *people)
    await db.write(sync.reconcile, CLUB, people[3:4], after=12, upto=14)
    here = [one.member_id for one in people if await db.read(is_present, CLUB, one.member_id)]
    assert here == [10, 11, 12, 13, 15, 16, 17, 18, 19]


async def test_bots_have_no_rows(db: Database, club: None) -> None:
    await observe(db, replace(HERE, bot=True))
    assert await member(db) is None
    assert await stored_events(db) == []


async def test_leaving_ends_nothing(db: Database, club: None) -> None:
    await db.write(role_meanings.set_meaning, BOSS, GOLD, "membership_purchased", "Gold")
    await observe(db, roles(GOLD, READER))
    before = await stored_events(db)
    assert ("membership_purchased", "Gold") in before
    await db.write(sync.left, CLUB, MAI.member_id)
    # Discord takes all roles of who leaves, and gives a paid one again after they return.
    returned = replace(HERE, joined_at=NOON)
    await observe(db, returned)
    assert await stored_events(db) == before
    assert await db.read(memberships.plans, CLUB, MAI.member_id) == {"Gold": None}
    await observe(db, replace(returned, role_ids=frozenset({GOLD})))
    assert (await stored_events(db))[len(before) :] == [("role_added", "503")]


@pytest.mark.parametrize("seen_leaving", [True, False])
async def test_who_returns_gets_badge_and_tier_roles_again(
    db: Database, club: None, seen_leaving: bool
) -> None:
    def hold(session: Session) -> None:
        session.add(
            Tier(community_id=CLUB, role_id=HIGH, rank=1, threshold=50, attached_by=BOSS.member_id)
        )
        hold_badge(session, "Reader", BADGE)
        hold_badge(session, "Plain")
        factories.give_points(session, MAI, 60)

    await observe(db, roles(BADGE, HIGH))
    await db.write(hold)
    before = await role_deliveries(db)
    if seen_leaving:
        await db.write(sync.left, CLUB, MAI.member_id)
    await observe(db, replace(HERE, joined_at=NOON))
    await observe(db, replace(HERE, joined_at=NOON))
    assert sorted((await role_deliveries(db))[len(before) :]) == [BADGE, HIGH]


async def test_roles_wait_for_the_screening(db: Database, club: None) -> None:
    await observe(db, HERE)
    await db.write(hold_badge, "Reader", BADGE)
    before = await role_deliveries(db)
    await db.write(sync.left, CLUB, MAI.member_id)
    returned = replace(HERE, joined_at=NOON)
    await observe(db, replace(returned, pending=True))
    assert await role_deliveries(db) == before
    await observe(db, returned)
    assert await role_deliveries(db) == [*before, BADGE]


async def role_deliveries(db: Database) -> list[int]:
    """Return the roles that are to be given, oldest first."""

    def use_case(session: Session) -> list[int]:
        rows = session.exec(
            select(Delivery)
            .where(Delivery.kind == DeliveryKind.GIVE_ROLE)
            .order_by(col(Delivery.id))
        )
        return [row.payload["role"] for row in rows]

    return await db.read(use_case)


async def test_a_tiers_role_reaches_it_whoever_gave_it(db: Database, club: None) -> None:
    await db.write(
        lambda session: session.add(
            Tier(community_id=CLUB, role_id=HIGH, rank=1, attached_by=BOSS.member_id)
        )
    )
    await observe(db, HERE)
    await observe(db, roles(HIGH), HERE, roles(HIGH))
    assert [one for one in await stored_events(db) if one[0] == "tier_reached"] == [
        ("tier_reached", "505")
    ]


async def test_a_tier_that_was_there_at_first_is_not_reached(db: Database) -> None:
    def set_up(session: Session) -> None:
        factories.add_community(session)
        session.add(Tier(community_id=CLUB, role_id=HIGH, rank=1, attached_by=BOSS.member_id))

    await db.write(set_up)
    await reconcile(db, roles(HIGH))
    await db.write(tiers.mark_reached, CLUB, MAI.member_id, frozenset({HIGH}))
    assert await stored_events(db) == []


async def test_a_deleted_role_is_lost_by_all_and_stands_for_nothing(
    db: Database, club: None
) -> None:
    await db.write(role_meanings.set_meaning, BOSS, GOLD, "membership_purchased", "Gold")
    people = [MemberSnapshot(number, frozenset({GOLD}), JOINED) for number in range(10, 15)]
    await observe(db, *people)
    last, done = 0, []
    while last := await db.write(deleted_roles.role_deleted, CLUB, GOLD, after=last, limit=2):
        done.append(last)
    assert done == [11, 13, 14]
    for one in people:
        assert [trigger for trigger, _ in await stored_events(db, one.member_id)] == [
            "user_signup",
            "role_added",
            "membership_purchased",
            "role_removed",
            "membership_cancelled",
        ]
    assert await db.read(role_meanings.list_meanings, BOSS) == []


async def test_holders_come_in_slices_and_none_is_left_out(db: Database, club: None) -> None:
    """Each slice begins where the last one ended: with all of them, it would be all each time."""
    holders = [
        {GOLD},
        {10 * GOLD + 1},
        {READER, GOLD},
        {READER},
    ]  # an id within a longer one is not it
    people = [
        MemberSnapshot(number, frozenset(holders[number % 4]), JOINED) for number in range(10, 40)
    ]
    await observe(db, *people)
    await db.write(sync.left, CLUB, 20)
    seen, last = [], 0
    while some := await db.read(actors.next_holders, CLUB, GOLD, after=last, limit=4):
        assert last < some[0]
        assert len(some) <= 4
        last = some[-1]
        seen += some
    assert seen == [number for number in range(10, 40) if number % 2 == 0 and number != 20]


async def test_a_role_that_was_deleted_meanwhile_stands_for_nothing(
    db: Database, club: None
) -> None:
    await db.write(role_meanings.set_meaning, BOSS, GOLD, "membership_purchased", "Gold")
    await db.write(deleted_roles.reconciled, CLUB, frozenset({READER}))
    assert await db.read(role_meanings.list_meanings, BOSS) == []


async def test_a_role_that_a_workflow_gave_is_one_deeper(db: Database, club: None) -> None:
    await observe(db, HERE)

    def asked_for(session: Session) -> None:
        session.depth = 4  # as in the steps of a run at depth 3
        kind = DeliveryKind.GIVE_ROLE
        deliveries.enqueue(session, CLUB, kind, key="step", member_id=MAI.member_id, role=READER)

    await db.write(asked_for)
    await observe(db, roles(READER, WRITER))
    events = await db.read(lambda session: session.exec(select(Event).order_by("id")).all())
    depths = {row.data.get("role"): row.depth for row in events}
    assert depths == {None: 0, str(READER): 4, str(WRITER): 0}


async def test_members_are_seen_by_several_at_once_without_harm(db: Database, club: None) -> None:
    """Two processes that look at the same members raise each change once.

    Without the lock on the rows (`with_for_update`), PostgreSQL raises each of them twice here.
    """
    people = [MemberSnapshot(number, frozenset({READER}), JOINED) for number in range(10, 40)]
    await asyncio.gather(*(observe(db, *people) for _ in range(6)))
    await asyncio.gather(
        *(observe(db, *(replace(one, role_ids=frozenset()) for one in people)) for _ in range(6))
    )
    for one in people:
        assert [trigger for trigger, _ in await stored_events(db, one.member_id)] == [
            "user_signup",
            "role_added",
            "role_removed",
        ]


async def test_who_was_seen_first_since_the_list_was_asked_for_has_not_left(
    db: Database, clock: Clock
) -> None:
    """Without the condition, Mai is gone, and what she did meanwhile comes to nothing."""
    await db.write(factories.add_community)
    await db.write(remember, CLUB, BOB.member_id)
    clock.forward(seconds=1)
    asked_at = clock.now
    await db.write(remember, CLUB, MAI.member_id)
    await db.write(sync.reconcile, CLUB, [], after=0, upto=2**63 - 1, asked_at=asked_at)
    here = [await member(db, who.member_id) for who in (MAI, BOB)]
    assert [row is not None and row.present for row in here] == [True, False]
