"""Streaks: days in a row by the community's calendar, whatever its clock does."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.services import events
from bot.services.actors import remember
from bot.services.community import settings
from bot.services.events import NewEvent
from bot.services.pipeline import daily
from bot.services.points import streaks
from bot.services.points.streaks import StreakNow
from db.database import Database
from db.session import Session
from db.tables import Event, Streak
from tests.support import factories
from tests.support.databases import Clock
from tests.support.earning import take_part
from tests.support.factories import BOB, BOSS, CLUB, MAI
from tests.support.pipeline import until_nothing_is_left


@pytest.fixture
async def club(db: Database) -> Database:
    """A community; Mai is here."""
    await db.write(factories.add_community)
    await db.write(remember, CLUB, MAI.member_id)
    return db


def on(*days: str) -> list[date]:
    """Return days as they are written."""
    return [date.fromisoformat(day) for day in days]


async def extend(db: Database, *days: str) -> list[int]:
    """Let Mai take part on each of these days; return how long her streak is after each."""
    lengths = []
    for day in on(*days):
        await db.write(take_part, MAI, day)
        lengths.append(await db.read(_days))
    return lengths


def _days(session: Session) -> int:
    return session.get_one(Streak, (CLUB, MAI.member_id)).days


def streaks_reached(session: Session) -> list[int]:
    """Return how long the streaks were that were told of."""
    rows = session.exec(
        select(Event).where(Event.trigger == "streak_reached").order_by(col(Event.id))
    )
    return [row.data["days"] for row in rows]


async def test_days_in_a_row_count_and_a_missed_one_begins_anew(club: Database) -> None:
    days = "2025-06-02", "2025-06-03", "2025-06-04", "2025-06-06", "2025-06-07"
    assert await extend(club, *days) == [1, 2, 3, 1, 2]
    now = await club.read(streaks.current, CLUB, BOB.member_id)
    assert now == StreakNow(0, 0)


async def test_a_day_counts_once_and_one_before_it_comes_too_late(club: Database) -> None:
    days = "2025-06-02", "2025-06-02", "2025-06-03", "2025-06-01", "2025-06-03", "2025-06-02"
    assert await extend(club, *days) == [1, 1, 2, 2, 2, 2]
    assert await club.read(streaks_reached) == [2]


@pytest.mark.parametrize(
    "days",
    [
        ("2024-02-28", "2024-02-29", "2024-03-01"),
        ("2025-02-27", "2025-02-28", "2025-03-01"),
        ("2024-12-30", "2024-12-31", "2025-01-01"),
        ("2025-03-29", "2025-03-30", "2025-03-31"),
    ],
)
async def test_months_and_years_are_no_border(club: Database, days: tuple[str, ...]) -> None:
    assert await extend(club, *days) == [1, 2, 3]


async def test_the_29th_of_february_is_missed_like_any_day(club: Database) -> None:
    assert await extend(club, "2024-02-28", "2024-03-01") == [1, 1]


async def test_each_day_that_it_grows_is_told(club: Database) -> None:
    await extend(club, "2025-06-02", "2025-06-03", "2025-06-04", "2025-06-06", "2025-06-07")
    assert await club.read(streaks_reached) == [2, 3, 2]


async def test_the_best_is_kept(club: Database, clock: Clock) -> None:
    await extend(club, "2025-05-01", "2025-05-02", "2025-05-03", "2025-06-01", "2025-06-02")
    assert await club.read(streaks.current, CLUB, MAI.member_id) == StreakNow(2, 3)
    clock.now = datetime(2025, 6, 3, 23, 59, tzinfo=UTC)  # today it can still go on
    assert await club.read(streaks.current, CLUB, MAI.member_id) == StreakNow(2, 3)
    clock.now = datetime(2025, 6, 4, tzinfo=UTC)
    assert await club.read(streaks.current, CLUB, MAI.member_id) == StreakNow(0, 3)


async def active(db: Database, clock: Clock, *moments: str) -> int:
    """Let Mai write a message at each moment (UTC); return how long her streak is then."""
    for moment in moments:
        clock.now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        message = NewEvent(CLUB, "post_created", f"message:{moment}", MAI.member_id, clock.now)
        await db.write(events.store, [message])
        await until_nothing_is_left(db)
    return (await db.read(streaks.current, CLUB, MAI.member_id)).days


@pytest.mark.parametrize(
    ("zone", "moments", "days"),
    [
        ("UTC", ("2025-06-02T23:59:59", "2025-06-03T00:00:00"), 2),
        ("UTC", ("2025-06-02T00:00:00", "2025-06-02T23:59:59"), 1),
        ("UTC", ("2025-06-02T00:00:00", "2025-06-03T23:59:59"), 2),
        ("Asia/Ho_Chi_Minh", ("2025-06-02T16:59:59", "2025-06-02T17:00:00"), 2),
        ("America/New_York", ("2025-06-03T03:59:59", "2025-06-03T04:00:00"), 2),
        # The 30th of March has 23 hours there, the 26th of October 25.
        ("Europe/Berlin", ("2025-03-29T22:59:59", "2025-03-29T23:00:00", "2025-03-30T22:00:00"), 3),
        ("Europe/Berlin", ("2025-03-30T00:59:59", "2025-03-30T01:00:00"), 1),
        ("Europe/Berlin", ("2025-10-25T22:00:00", "2025-10-26T22:59:59", "2025-10-26T23:00:00"), 2),
    ],
)
async def test_a_day_is_the_communitys(
    club: Database, clock: Clock, zone: str, moments: tuple[str, ...], days: int
) -> None:
    clock.now = datetime(2025, 1, 1, tzinfo=UTC)
    await club.write(settings.set_timezone, BOSS, zone)
    assert await active(club, clock, *moments) == days


async def test_moving_east_breaks_no_streak(club: Database, clock: Clock) -> None:
    await active(club, clock, "2025-06-01T12:00", "2025-06-02T12:00")
    clock.now = datetime(2025, 6, 3, 20, tzinfo=UTC)  # Mai has yet to come by on the 3rd,
    await club.write(settings.set_timezone, BOSS, "Asia/Tokyo")  # which is over now
    assert await active(club, clock, "2025-06-03T21:00") == 3
    # That holds for the day of the change alone.
    assert await active(club, clock, "2025-06-05T21:00") == 1


async def test_moving_west_counts_no_day_twice(club: Database, clock: Clock) -> None:
    await club.write(settings.set_timezone, BOSS, "Asia/Tokyo")
    assert await active(club, clock, "2025-06-01T16:00", "2025-06-02T16:00") == 2  # the 2nd and 3rd
    await club.write(settings.set_timezone, BOSS, "Pacific/Honolulu")
    # The 2nd again by the clock, the 3rd by the calendar; then the 3rd, then the 4th.
    assert await active(club, clock, "2025-06-02T18:00") == 2
    assert await active(club, clock, "2025-06-03T18:00") == 2
    assert await active(club, clock, "2025-06-04T18:00") == 3


class TestCheckIn:
    """/daily."""

    async def test_once_a_day(self, club: Database, clock: Clock) -> None:
        assert await club.write(daily.check_in, MAI)
        waiting = await club.read(daily.outcome, MAI)
        assert (waiting.done, waiting.points) == (False, 0)
        await until_nothing_is_left(club)
        assert not await club.write(daily.check_in, MAI)
        known = await club.read(daily.outcome, MAI)
        assert (known.done, known.points, known.streak) == (True, 10, StreakNow(1, 1))
        assert known.next_at == datetime(2025, 6, 3, tzinfo=UTC)
        clock.forward(days=1)
        assert await club.write(daily.check_in, MAI)

    async def test_not_again_after_a_message(self, club: Database, clock: Clock) -> None:
        await active(club, clock, "2025-06-02T12:00")
        assert not await club.write(daily.check_in, MAI)
        assert (await club.read(daily.outcome, MAI)).points == 10

    async def test_the_next_day_begins_at_the_communitys_midnight(self, club: Database) -> None:
        await club.write(settings.set_timezone, BOSS, "Asia/Ho_Chi_Minh")
        await club.write(daily.check_in, MAI)
        known = await club.read(daily.outcome, MAI)
        assert known.next_at == datetime(2025, 6, 2, 17, tzinfo=UTC)

    async def test_a_streak_of_check_ins(self, club: Database, clock: Clock) -> None:
        for _ in range(3):
            await club.write(daily.check_in, MAI)
            await until_nothing_is_left(club)
            clock.now += timedelta(days=1)
        assert (await club.read(daily.outcome, MAI)).streak == StreakNow(3, 3)
