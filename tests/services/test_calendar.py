"""Periods begin and end with the calendar: at every border, in leap years, when clocks change."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.services.calendar import (
    BadMomentError,
    clock,
    day_at,
    day_start,
    next_period_start,
    period_end,
    period_start,
    still_counts,
    typed_moment,
    weeks,
)
from db.tables import Period

WEEKLY, MONTHLY, QUARTERLY = Period.WEEKLY, Period.MONTHLY, Period.QUARTERLY


@pytest.mark.parametrize(
    ("period", "day", "begins", "next_begins"),
    [
        (WEEKLY, "2025-06-02", "2025-06-02", "2025-06-09"),  # a Monday
        (WEEKLY, "2025-06-08", "2025-06-02", "2025-06-09"),  # a Sunday
        (WEEKLY, "2024-02-29", "2024-02-26", "2024-03-04"),
        # A year's first week: it begins in the old year, and ends in the new one.
        (WEEKLY, "2024-12-31", "2024-12-30", "2025-01-06"),
        (WEEKLY, "2025-01-01", "2024-12-30", "2025-01-06"),
        (WEEKLY, "2027-01-01", "2026-12-28", "2027-01-04"),  # the 53rd of 2026
        (MONTHLY, "2024-02-29", "2024-02-01", "2024-03-01"),
        (MONTHLY, "2025-02-28", "2025-02-01", "2025-03-01"),
        (MONTHLY, "2025-03-01", "2025-03-01", "2025-04-01"),
        (MONTHLY, "2025-12-31", "2025-12-01", "2026-01-01"),
        (QUARTERLY, "2025-01-01", "2025-01-01", "2025-04-01"),
        (QUARTERLY, "2024-02-29", "2024-01-01", "2024-04-01"),
        (QUARTERLY, "2025-03-31", "2025-01-01", "2025-04-01"),
        (QUARTERLY, "2025-04-01", "2025-04-01", "2025-07-01"),
        (QUARTERLY, "2025-09-30", "2025-07-01", "2025-10-01"),
        (QUARTERLY, "2025-12-31", "2025-10-01", "2026-01-01"),
    ],
)
def test_which_period_a_day_belongs_to(
    period: Period, day: str, begins: str, next_begins: str
) -> None:
    date_ = date.fromisoformat(day)
    assert period_start(period, date_) == date.fromisoformat(begins)
    assert next_period_start(period, date_) == date.fromisoformat(next_begins)


@pytest.mark.parametrize("period", list(Period))
def test_periods_follow_each_other_without_gap_or_overlap(period: Period) -> None:
    """Every day of 30 years belongs to the period that ends where the next one begins."""
    day = date(1999, 12, 27)
    begins = period_start(period, day)
    while day < date(2030, 1, 1):
        if day == next_period_start(period, day - timedelta(days=1)):
            assert period_start(period, day) == day
            begins = day
        assert period_start(period, day) == begins
        assert next_period_start(period, day) > day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("zone", "ends"),
    [
        ("UTC", datetime(2025, 6, 9, 0, 0, tzinfo=UTC)),
        ("Asia/Ho_Chi_Minh", datetime(2025, 6, 8, 17, 0, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2025, 6, 9, 7, 0, tzinfo=UTC)),
    ],
)
def test_a_week_ends_with_sunday_where_the_community_is(zone: str, ends: datetime) -> None:
    assert period_end(WEEKLY, date(2025, 6, 4), zone) == ends
    just_before = day_at(ends - timedelta(seconds=1), zone, None)
    assert period_start(WEEKLY, just_before) == date(2025, 6, 2)
    assert period_start(WEEKLY, day_at(ends, zone, None)) == date(2025, 6, 9)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2025, 3, 24), 167),  # clocks go forward on its Sunday
        ("Europe/Berlin", date(2025, 10, 20), 169),  # and back
        ("America/New_York", date(2025, 3, 3), 167),
        ("America/New_York", date(2025, 10, 27), 169),
        ("Asia/Ho_Chi_Minh", date(2025, 3, 24), 168),
    ],
)
def test_a_week_is_shorter_or_longer_when_clocks_change(zone: str, day: date, hours: int) -> None:
    begins = period_end(WEEKLY, day - timedelta(days=1), zone)
    ends = period_end(WEEKLY, day, zone)
    assert ends - begins == timedelta(hours=hours)


def test_a_month_whose_first_midnight_does_not_exist_begins_at_the_next_hour() -> None:
    """In Asuncion clocks went forward at midnight of the 1st of October 2017."""
    zone = "America/Asuncion"
    begins = period_end(MONTHLY, date(2017, 9, 30), zone)
    assert day_at(begins, zone, None) == date(2017, 10, 1)
    assert day_at(begins - timedelta(seconds=1), zone, None) == date(2017, 9, 30)


@pytest.mark.parametrize(
    ("today", "counts"),
    [("2025-06-08", True), ("2025-06-09", True), ("2025-06-15", True), ("2025-06-16", False)],
)
def test_what_comes_late_counts_for_seven_days(today: str, counts: bool) -> None:
    for day in (date(2025, 6, 2), date(2025, 6, 8)):
        assert still_counts(WEEKLY, day, date.fromisoformat(today)) is counts


def test_weeks_lie_side_by_side_where_clocks_change() -> None:
    """In Berlin a week of spring is an hour shorter; the present one is the last."""
    now = datetime(2025, 4, 2, 12, tzinfo=UTC)  # a Wednesday
    shown = weeks(now, "Europe/Berlin", 3)
    assert [week.day for week in shown] == [
        date(2025, 3, 17),
        date(2025, 3, 24),
        date(2025, 3, 31),
    ]
    assert [week.ends - week.begins for week in shown] == [
        timedelta(days=7),
        timedelta(days=7) - timedelta(hours=1),  # on Sunday the 30th
        timedelta(days=7),
    ]
    assert [week.ends for week in shown[:-1]] == [week.begins for week in shown[1:]]
    assert shown[-1].begins <= now < shown[-1].ends


@pytest.mark.parametrize(
    "zone", ["Pacific/Kiritimati", "UTC", "America/Los_Angeles", "Asia/Beirut"]
)
def test_the_present_week_is_that_of_the_leaderboard(zone: str) -> None:
    for hours in range(0, 24 * 400, 7):
        now = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
        (week,) = weeks(now, zone, 1)
        local = now.astimezone(clock(zone)).date()
        assert week.day == period_start(WEEKLY, local)
        assert week.begins == day_start(week.day, zone) <= now < week.ends


BERLIN = "Europe/Berlin"
NEW_YEAR = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "zone", "moment"),
    [
        ("2025-06-02 18:00", "UTC", "2025-06-02T18:00"),
        (" 2025-06-02T9:05 ", "Asia/Ho_Chi_Minh", "2025-06-02T02:05"),
        ("1d 6h", BERLIN, "2025-01-02T06:00"),
        ("2025-03-30 02:30", BERLIN, "2025-03-30T01:30"),  # left out: clocks show 03:30 then
        ("2025-10-26 02:30", BERLIN, "2025-10-26T00:30"),  # comes twice: the first time
        ("2025-10-26 03:00", BERLIN, "2025-10-26T02:00"),
    ],
)
def test_a_moment_is_read_by_the_clock_of_the_community(typed: str, zone: str, moment: str) -> None:
    read = typed_moment(typed, zone, NEW_YEAR)
    assert read == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "soon", "2025-06-02", "2025-13-02 10:00", "2025-02-29 10:00", "2025-06-02 24:01"),
        *("2024-12-31 15:59", "0m", "0001-01-01 00:00", "9999-12-31 23:59", "9999d", "１d"),
    ],
)
def test_what_is_no_moment_ahead_is_refused(typed: str) -> None:
    with pytest.raises(BadMomentError):
        typed_moment(typed, "America/Los_Angeles", NEW_YEAR)
