"""Places, boosts and who is left out: which factor counts, and what is exact."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.services import communities, events
from bot.services.actors import remember
from bot.services.community import settings
from bot.services.errors import GoneError, InvalidInputError
from bot.services.events import NewEvent
from bot.services.maintenance import integrity
from bot.services.members import sync
from bot.services.members.diff import MemberSnapshot
from bot.services.pipeline import changes, reverse
from bot.services.pipeline.changes import BoostChange, LeftOutChange, PlaceChange
from bot.services.points import boosts, ledger, left_out, places, rules
from bot.services.points.boosts import BoostRow
from bot.services.points.ledger import Balances
from bot.services.points.places import PlaceRow
from db.database import Database
from db.session import Session
from db.tables import GoneKind, Member, Tally
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.earning import POST, undo
from tests.support.factories import BOSS, CLUB, MAI
from tests.support.pipeline import process_all

ROOM, HALL, ELSEWHERE = 901, 801, 902
HOUR = timedelta(hours=1)


@pytest.fixture
async def club(db: Database) -> Database:
    """A community in which a post pays 5 points, always; Mai is here."""
    await db.write(factories.add_community)
    await db.write(remember, CLUB, MAI.member_id)
    await db.write(rules.change, BOSS, POST, points=5, daily_cap=0, cooldown=0)
    await db.write(rules.change, BOSS, "daily_login", points=0)
    return db


def post(session: Session, key: str, channel_id: int = ROOM, at: datetime | None = None) -> None:
    """Let Mai post something, and take it up."""
    category_id = HALL if channel_id == ROOM else None
    where: dict[str, Any] = {"channel_id": channel_id, "category_id": category_id}
    event = NewEvent(CLUB, POST, key, MAI.member_id, at or session.now, **where)
    events.store(session, [event])
    process_all(session)


def test_the_narrowest_place_decides() -> None:
    known = {(HALL, ""): 0, (HALL, POST): 300, (ROOM, ""): 50}
    for where, action, factor in (
        ((ROOM, HALL), POST, 50),
        ((ELSEWHERE, HALL), POST, 300),
        ((ELSEWHERE, HALL), "like_received", 0),
        ((ELSEWHERE, HALL), None, 0),
        ((ELSEWHERE, None), POST, 100),
    ):
        assert places.factor_at(known, where, action) == factor


def test_the_highest_boost_counts_and_one_for_a_place_first() -> None:
    def boost(factor: int, first: int, last: int, *channel_ids: int) -> BoostRow:
        return BoostRow(1, factor, channel_ids, NOON + first * HOUR, NOON + last * HOUR)

    known = [boost(200, 0, 4), boost(300, 1, 2), boost(150, 1, 3, HALL), boost(120, 1, 3, ROOM)]
    for hour, where, factor in (
        (-0.01, (ROOM, HALL), 100),
        (0, (ROOM, HALL), 200),
        (1, (ROOM, HALL), 150),
        (1, (ELSEWHERE, None), 300),
        (2, (ELSEWHERE, None), 200),
        (3, (ROOM, HALL), 200),
        (4, (ROOM, HALL), 100),
    ):
        assert boosts.factor_at(known, where, NOON + hour * HOUR) == factor


@pytest.mark.parametrize("factor", [25, -10, 1010])
async def test_factors_have_one_decimal(club: Database, factor: int) -> None:
    with pytest.raises(InvalidInputError):
        await club.write(places.put, BOSS, PlaceRow(ROOM, "", factor))
    boost = BoostRow(0, factor, (), NOON, NOON + HOUR)
    with pytest.raises(InvalidInputError):
        await club.write(boosts.create, BOSS, boost, announce=False)


async def test_parts_are_carried_and_taking_back_restores_them(club: Database) -> None:
    await club.write(places.put, BOSS, PlaceRow(ROOM, "", 30))
    boost = BoostRow(0, 110, (), NOON, NOON + HOUR)
    await club.write(boosts.create, BOSS, boost, announce=False)

    def rests(session: Session) -> list[int]:
        return list(session.exec(select(Tally.rest).where(col(Tally.action) == POST)))

    for number, (points, rest) in enumerate(((1, 6_500), (3, 3_000), (4, 9_500)), 1):
        await club.write(post, f"message:{number}")  # 5 × 0.3 × 1.1 = 1.65
        assert await club.read(ledger.balances, CLUB, MAI.member_id) == Balances(points, points)
        assert await club.read(rests) == [rest]
    await club.write(undo, reverse.reverse_event, "message:2", NOON)
    assert await club.read(ledger.balances, CLUB, MAI.member_id) == Balances(3, 3)
    assert await club.read(rests) == [3_000]
    assert await club.read(integrity.check) == []


async def test_what_happened_before_the_end_of_a_boost_is_paid_by_it(club: Database) -> None:
    boost = BoostRow(0, 200, (), NOON, NOON + HOUR)
    boost_id = await club.write(boosts.create, BOSS, boost, announce=False)
    assert len(await club.read(boosts.current, CLUB)) == 1
    await club.write(post, "message:1")
    await club.write(post, "message:2", at=NOON - HOUR)
    assert await club.read(ledger.balances, CLUB, MAI.member_id) == Balances(15, 15)
    await club.write(boosts.end, BOSS, boost_id)
    assert await club.read(boosts.current, CLUB) == []


@pytest.mark.parametrize(
    ("start", "end", "begins_at", "ends_at"),
    [
        # Clocks in Berlin go from 02:00 to 03:00 on 29 March 2026. What is left out is as long
        # after the change as it would have been, so 02:30 is the moment that clocks call 03:30.
        ("2026-03-29 02:30", "2026-03-29 04:30", "2026-03-29T01:30", "2026-03-29T02:30"),
        ("2026-03-29 01:30", "2026-03-29 02:30", "2026-03-29T00:30", "2026-03-29T01:30"),
        ("2026-03-29 02:00", "2026-03-29 02:59", "2026-03-29T01:00", "2026-03-29T01:59"),
    ],
)
async def test_a_boost_in_the_hour_that_is_left_out(
    club: Database, clock: Clock, start: str, end: str, begins_at: str, ends_at: str
) -> None:
    begins, ends = (datetime.fromisoformat(f"{at}+00:00") for at in (begins_at, ends_at))
    clock.now = begins - timedelta(days=1)
    await club.write(settings.set_timezone, BOSS, "Europe/Berlin")
    planned = await club.read(
        changes.planned, BOSS, 200, {"start": start, "end": end}, (), announce=False
    )
    await club.write(changes.save, BOSS, await club.write(changes.keep, BOSS, planned))
    clock.now = ends
    moment = timedelta(microseconds=1)
    for number, (at, points) in enumerate(
        ((begins - moment, 5), (begins, 15), (ends - moment, 25), (ends, 30))
    ):
        await club.write(post, f"message:{number}", at=at)
        has = await club.read(ledger.balances, CLUB, MAI.member_id)
        assert has == Balances(points, points)


@pytest.mark.parametrize("end", ["2026-03-29 03:30", "2026-03-29 03:15"])
async def test_a_boost_of_no_time_at_all_is_refused(club: Database, clock: Clock, end: str) -> None:
    """From 02:30, which clocks show as 03:30, until then; or until before."""
    clock.now = datetime(2026, 3, 28, tzinfo=UTC)
    await club.write(settings.set_timezone, BOSS, "Europe/Berlin")
    typed = {"start": "2026-03-29 02:30", "end": end}
    with pytest.raises(InvalidInputError):
        await club.read(changes.planned, BOSS, 200, typed, (), announce=False)


async def test_a_boost_that_changes_nothing_is_refused(club: Database) -> None:
    boost = BoostRow(0, 200, (ROOM, HALL), NOON + HOUR, NOON + 4 * HOUR)
    await club.write(boosts.create, BOSS, boost, announce=True)
    for alike in (
        boost._replace(channel_ids=(HALL, ROOM)),
        boost._replace(begins_at=NOON + 2 * HOUR, ends_at=NOON + 3 * HOUR),
    ):
        with pytest.raises(InvalidInputError):
            await club.write(boosts.create, BOSS, alike, announce=True)
    for other in (
        boost._replace(ends_at=NOON + 5 * HOUR),
        boost._replace(channel_ids=()),
        boost._replace(factor=300),
    ):
        await club.write(boosts.create, BOSS, other, announce=True)
    assert len(await club.read(boosts.current, CLUB)) == 4


async def test_what_was_deleted_since_it_was_shown_is_not_saved(club: Database) -> None:
    about = (
        (GoneKind.CHANNEL, PlaceChange(channel_id=ROOM, factor=0)),
        (GoneKind.CHANNEL, BoostChange(factor=200, channel_ids=(HALL,), ends_at=NOON + HOUR)),
        (GoneKind.ROLE, LeftOutChange(role_id=77, out=True)),
    )
    for kind, change in about:
        form_id = await club.write(changes.keep, BOSS, change)
        await club.write(communities.note_deleted, CLUB, kind, change.names[0])
        with pytest.raises(GoneError):
            await club.write(changes.save, BOSS, form_id)


async def test_rows_say_who_is_left_out_wherever_roles_change(club: Database) -> None:
    quiet, other, longer = 77, 78, 775  # an id may stand within another

    async def out() -> bool:
        row = await club.read(lambda s: s.get_one(Member, (CLUB, MAI.member_id)))
        return row.left_out

    async def holds(*role_ids: int) -> None:
        joined = datetime(2025, 1, 1, tzinfo=UTC)
        seen = MemberSnapshot(MAI.member_id, frozenset(role_ids), joined)
        await club.write(sync.observe, CLUB, [seen])

    await holds(longer, other)
    await club.write(left_out.leave_out_role, BOSS, quiet)
    assert not await out()
    await holds(longer, quiet)
    assert await out()
    await club.write(left_out.leave_out_member, BOSS, MAI.member_id)
    await holds(longer)
    assert await out()
    await club.write(left_out.let_member_earn, BOSS, MAI.member_id)
    assert not await out()
    await club.write(left_out.leave_out_role, BOSS, longer)
    assert await out()
    await club.write(left_out.let_role_earn, BOSS, longer)
    assert not await out()


async def test_so_many_are_left_out_and_no_more(club: Database) -> None:
    for role in range(left_out.MOST_ROLES):
        await club.write(left_out.leave_out_role, BOSS, 10_000 + role)
    with pytest.raises(InvalidInputError):
        await club.write(left_out.leave_out_role, BOSS, 9_999)
    for member in range(left_out.MOST_MEMBERS):
        await club.write(left_out.leave_out_member, BOSS, 10_000 + member)
    with pytest.raises(InvalidInputError):
        await club.write(left_out.leave_out_member, BOSS, 9_999)


async def test_a_boost_that_is_there_is_refused_before_it_is_shown(club: Database) -> None:
    def plan(session: Session, channel_ids: tuple[int, ...]) -> BoostChange:
        typed = {"start": None, "end": "2h"}
        return changes.planned(session, BOSS, 200, typed, channel_ids, announce=False)

    await club.write(boosts.create, BOSS, (await club.read(plan, ())).row(NOON), announce=False)
    with pytest.raises(InvalidInputError) as refused:
        await club.read(plan, ())
    assert refused.value.message == "boost-there-already"
    assert (await club.read(plan, (HALL,))).channel_ids == (HALL,)
