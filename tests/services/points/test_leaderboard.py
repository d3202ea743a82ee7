"""The leaderboard: lifetime points gained in a span, those first who got there first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.services import audit
from bot.services.actors import Person, remember
from bot.services.community import settings
from bot.services.points import leaderboard as board
from bot.services.points import ledger, ranking, standings
from bot.services.points.leaderboard import Place, Span
from bot.services.privacy import export
from db.database import Database
from db.session import Session
from db.tables import Member
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, somebody


@pytest.fixture
async def club(db: Database) -> Database:
    """A community."""
    await db.write(factories.add_community)
    return db


def gain(session: Session, who: Person, amount: int) -> None:
    """Give lifetime points."""
    factories.give_points(session, who, amount)


def change(session: Session, who: Person, /, **fields: bool) -> None:
    """Change what is known of a member."""
    remember(session, who.community_id, who.member_id)
    member = session.get_one(Member, (who.community_id, who.member_id))
    for name, value in fields.items():
        setattr(member, name, value)


async def places(db: Database, span: Span = Span.EVER) -> list[tuple[int, int]]:
    """Return who is on the leaderboard with how many points, in order."""
    found = await db.read(board.leaderboard, MAI, span)
    assert [one.place for one in found.places] == list(range(1, len(found.places) + 1))
    return [(one.member_id, one.points) for one in found.places]


async def test_who_gained_most_comes_first(club: Database) -> None:
    await club.write(gain, MAI, 20)
    await club.write(gain, BOB, 50)
    await club.write(gain, MAI, 10)
    assert await places(club) == [(BOB.member_id, 50), (MAI.member_id, 30)]


async def test_of_two_with_as_much_the_first_one_there_comes_first(
    club: Database, clock: Clock
) -> None:
    await club.write(gain, MAI, 10)
    for who, amount in ((BOB, 30), (MAI, 20), (somebody(1), 30)):
        clock.forward(minutes=1)
        await club.write(gain, who, amount)
    order = [member for member, _ in await places(club)]
    assert order == [BOB.member_id, MAI.member_id, somebody(1).member_id]


async def test_losing_points_later_is_not_getting_there_later(club: Database, clock: Clock) -> None:
    await club.write(gain, MAI, 40)
    clock.forward(minutes=1)
    await club.write(gain, BOB, 30)
    clock.forward(minutes=1)
    await club.write(ledger.deduct, BOSS, MAI.member_id, 10, key="a", correction=True)
    assert await places(club) == [(MAI.member_id, 30), (BOB.member_id, 30)]


async def test_spending_and_refunds_change_nothing(club: Database) -> None:
    await club.write(gain, MAI, 40)
    await club.write(ledger.deduct, BOSS, MAI.member_id, 40, key="a")
    await club.write(ledger.award, BOSS, BOB, 99, key="b", refund=True)
    assert await places(club) == [(MAI.member_id, 40)]


async def test_who_gained_nothing_has_no_place(club: Database) -> None:
    await club.write(gain, MAI, 40)
    await club.write(ledger.deduct, BOSS, MAI.member_id, 40, key="a", correction=True)
    found = await club.read(board.leaderboard, MAI, Span.EVER)
    assert (found.places, found.mine, found.page, found.pages) == ([], None, 1, 1)


async def test_absent_and_hidden_members_are_left_out(club: Database) -> None:
    for number in range(4):
        await club.write(gain, somebody(number), 10 - number)
    await club.write(change, somebody(0), present=False)
    await club.write(change, somebody(2), leaderboard_hidden=True)
    assert await places(club) == [(101, 9), (103, 7)]
    hidden = await club.read(board.leaderboard, somebody(2), Span.EVER)
    assert (hidden.mine, hidden.hidden) == (None, True)
    await club.write(change, somebody(0), present=True)
    assert (await places(club))[0] == (100, 10)


async def test_members_decide_whether_they_are_on_it(club: Database) -> None:
    await club.write(gain, MAI, 40)
    for hidden in (True, True, False):
        kept = await club.write(export.hide_from_leaderboard, MAI, hidden=hidden)
        assert kept.leaderboard_hidden is hidden
        assert await places(club) == ([] if hidden else [(MAI.member_id, 40)])
    done = [line.action for line in (await club.read(audit.load_page, BOSS)).lines]
    assert done[:2] == ["privacy.leaderboard_shown", "privacy.leaderboard_hidden"]
    assert done.count("privacy.leaderboard_hidden") == 1


async def test_pages_and_ones_own_place(club: Database) -> None:
    for number in range(2 * board.PAGE + 1):
        await club.write(gain, somebody(number), 100 - number)
    last = somebody(2 * board.PAGE)
    for page, count in ((1, board.PAGE), (2, board.PAGE), (3, 1)):
        found = await club.read(board.leaderboard, last, Span.EVER, page)
        assert (len(found.places), found.page, found.pages) == (count, page, 3)
        assert found.places[0].place == (page - 1) * board.PAGE + 1
        assert found.mine == Place(2 * board.PAGE + 1, last.member_id, 80)
    for asked, shown in ((0, 1), (-5, 1), (4, 3), (10**6, 3)):
        assert (await club.read(board.leaderboard, last, Span.EVER, asked)).page == shown


async def test_communities_are_apart(club: Database) -> None:
    await club.write(factories.add_community, community_id=CLUB + 1)
    theirs = replace(BOSS, community_id=CLUB + 1)
    await club.write(ledger.award, theirs, replace(MAI, community_id=CLUB + 1), 7, key="elsewhere")
    assert await places(club) == []


# For each span the moment with which it begins, in three time zones.
BEGINNINGS = [
    ("UTC", Span.WEEK, "2025-06-02T00:00:00"),
    ("UTC", Span.MONTH, "2025-06-01T00:00:00"),
    ("UTC", Span.QUARTER, "2025-04-01T00:00:00"),
    ("Asia/Ho_Chi_Minh", Span.WEEK, "2025-06-01T17:00:00"),
    ("Asia/Ho_Chi_Minh", Span.MONTH, "2025-05-31T17:00:00"),
    ("Asia/Ho_Chi_Minh", Span.QUARTER, "2025-03-31T17:00:00"),
    ("America/New_York", Span.WEEK, "2025-06-02T04:00:00"),
    ("America/New_York", Span.MONTH, "2025-06-01T04:00:00"),
    ("America/New_York", Span.QUARTER, "2025-04-01T04:00:00"),
]


@pytest.mark.parametrize(("zone", "span", "moment"), BEGINNINGS)
async def test_a_span_begins_with_its_first_moment(
    club: Database, clock: Clock, zone: str, span: Span, moment: str
) -> None:
    await club.write(settings.set_timezone, BOSS, zone)
    begins = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    clock.now = begins
    clock.forward(microseconds=-1)
    await club.write(gain, BOB, 5)
    assert await places(club, span) == [(BOB.member_id, 5)]
    clock.now = begins
    assert await places(club, span) == []
    await club.write(gain, MAI, 3)
    assert await places(club, span) == [(MAI.member_id, 3)]
    assert await places(club, Span.EVER) == [(BOB.member_id, 5), (MAI.member_id, 3)]


@pytest.mark.parametrize(
    ("zone", "span", "now", "begins"),
    [
        # A year's first week begins in the year before, and its last may end in the next.
        ("UTC", Span.WEEK, "2025-01-01T12:00", "2024-12-30T00:00"),
        ("UTC", Span.WEEK, "2027-01-03T23:59", "2026-12-28T00:00"),
        ("UTC", Span.MONTH, "2024-02-29T12:00", "2024-02-01T00:00"),
        ("UTC", Span.QUARTER, "2025-12-31T23:59", "2025-10-01T00:00"),
        # Clocks were set forward and back since the span began.
        ("Europe/Berlin", Span.MONTH, "2025-03-31T12:00", "2025-02-28T23:00"),
        ("Europe/Berlin", Span.MONTH, "2025-10-31T12:00", "2025-09-30T22:00"),
        # Where they are set forward at midnight, that day begins at one.
        ("Africa/Cairo", Span.WEEK, "2025-04-26T12:00", "2025-04-20T22:00"),
        ("Asia/Beirut", Span.WEEK, "2026-03-30T12:00", "2026-03-29T21:00"),
    ],
)
async def test_borders_of_the_calendar(
    club: Database, clock: Clock, zone: str, span: Span, now: str, begins: str
) -> None:
    await club.write(settings.set_timezone, BOSS, zone)
    clock.now = datetime.fromisoformat(now).replace(tzinfo=UTC)
    found = await club.read(board.begins, CLUB, span)
    assert found == datetime.fromisoformat(begins).replace(tzinfo=UTC)


async def test_a_community_that_moves_west_loses_no_point_from_its_week(
    club: Database, clock: Clock
) -> None:
    await club.write(settings.set_timezone, BOSS, "Asia/Tokyo")
    clock.now = datetime(2025, 6, 1, 16, tzinfo=UTC)  # Monday in Tokyo
    await club.write(gain, MAI, 5)
    assert await places(club, Span.WEEK) == [(MAI.member_id, 5)]
    await club.write(settings.set_timezone, BOSS, "Pacific/Honolulu")  # Sunday there
    await club.write(gain, MAI, 2)
    assert await places(club, Span.WEEK) == [(MAI.member_id, 7)]
    clock.now = datetime(2025, 6, 2, 10, tzinfo=UTC)  # Monday there too
    assert await places(club, Span.WEEK) == []


class TestPlacesBefore:
    """Who was where in the whole span before."""

    async def test_they_go_by_the_span_before(self, club: Database, clock: Clock) -> None:
        clock.now = datetime(2025, 6, 2, 12, tzinfo=UTC)  # a Monday
        await club.write(gain, MAI, 90)  # two weeks ago by the end: of no week that counts
        clock.forward(days=7)
        await club.write(gain, BOB, 20)
        await club.write(gain, BOSS, 30)
        clock.forward(days=7)
        await club.write(gain, BOB, 5)
        asked = {MAI.member_id, BOB.member_id, BOSS.member_id}
        before = await club.read(board.places_before, CLUB, Span.WEEK, asked)
        assert before.places == {BOSS.member_id: 1, BOB.member_id: 2}
        assert before.change(Place(1, BOB.member_id, 5)) == 1
        assert before.change(Place(2, MAI.member_id, 1)) is None
        ever = await club.read(board.places_before, CLUB, Span.EVER, asked)
        assert (ever.places, ever.compares(Place(1, BOB.member_id, 5))) == (None, False)

    async def test_where_nobody_had_a_place_nobody_is_new(
        self, club: Database, clock: Clock
    ) -> None:
        await club.write(gain, MAI, 30)
        asked = {MAI.member_id}
        assert (await club.read(board.places_before, CLUB, Span.WEEK, asked)).places is None
        await club.write(standings.keep, CLUB)
        for _ in range(2):
            clock.forward(days=7)
            while await club.work(standings.sum_up):
                pass
        assert await club.read(ranking.load_before, CLUB, Span.WEEK, 1) is not None
        assert (await club.read(board.places_before, CLUB, Span.WEEK, asked)).places is None

    async def test_who_is_far_behind_is_not_new(
        self, club: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(board, "FAR_BEFORE", 2)
        await club.write(gain, BOSS, 30)
        clock.forward(days=7)
        before = await club.read(board.places_before, CLUB, Span.WEEK, {MAI.member_id})
        assert before.compares(Place(2, MAI.member_id, 5))
        assert not before.compares(Place(3, MAI.member_id, 5))

    async def test_who_may_not_be_seen_now_had_no_place(self, club: Database, clock: Clock) -> None:
        await club.write(gain, BOSS, 30)
        await club.write(gain, BOB, 20)
        await club.write(gain, MAI, 10)
        clock.forward(days=7)
        await club.write(change, BOSS, leaderboard_hidden=True)
        await club.write(change, BOB, present=False)
        asked = {MAI.member_id, BOB.member_id, BOSS.member_id}
        before = await club.read(board.places_before, CLUB, Span.WEEK, asked)
        assert before.places == {MAI.member_id: 1}

    async def test_of_another_community_nothing_counts(self, club: Database, clock: Clock) -> None:
        await club.write(gain, MAI, 30)
        clock.forward(days=7)
        other = await club.read(board.places_before, CLUB, Span.WEEK, {BOB.member_id})
        assert other.places == {}

    async def test_too_much_to_sum_up_asks_for_sums(
        self, club: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(board, "MOST_ENTRIES", 2)
        for _ in range(2):
            await club.write(gain, MAI, 1)
        clock.forward(days=7)
        asked = {MAI.member_id}
        assert (await club.read(board.places_before, CLUB, Span.WEEK, asked)).places
        clock.now -= timedelta(days=7)
        await club.write(gain, MAI, 1)
        clock.forward(days=7)
        unknown = await club.read(board.places_before, CLUB, Span.WEEK, asked)
        assert (unknown.places, unknown.large) == (None, True)
        await club.write(standings.keep, CLUB)
        assert not (await club.read(board.places_before, CLUB, Span.WEEK, asked)).large
