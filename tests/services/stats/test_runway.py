"""How long a stock lasts: by hand, and against giving one at a time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services import calendar
from bot.services.stats.runway import (
    FAR,
    LEAST_GIVEN,
    LEAST_TIME,
    Batch,
    Outlook,
    Pace,
    Terms,
    course,
    left_at,
    runway,
)

NOON = datetime(2025, 6, 2, 12, tzinfo=UTC)
UTC_TERMS = Terms(NOON, "UTC")
TWO_A_DAY = Pace(56, timedelta(days=28))


def days(number: float) -> timedelta:
    """So many days."""
    return timedelta(days=number)


def empty_at(pace: Pace, batches: list[Batch], most: int, terms: Terms) -> datetime | None:
    """Return when nothing is left, unless that is very far away."""
    at = course(pace, batches, most, terms)[-1].at
    return None if at > terms.now + FAR else at


@pytest.mark.parametrize(
    ("batches", "most", "expected"),
    [
        ([Batch(10)], 10, days(5)),
        ([Batch(10), Batch(10)], 20, days(10)),
        ([Batch(100)], 6, days(3)),  # a voucher that is given at most so often
        # Three are given until the night of Tuesday; the rest of them is lost.
        ([Batch(10, date(2025, 6, 3))], 10, days(1.5)),
        ([Batch(10, date(2025, 6, 3)), Batch(4)], 14, days(1.5 + 2)),
        # Those that end first go first, so the second four are there for longer.
        ([Batch(2, date(2025, 6, 4)), Batch(8, date(2025, 6, 5))], 10, days(3.5)),
        # Nothing is lost where all are given in time.
        ([Batch(2, date(2025, 6, 4)), Batch(4, date(2025, 6, 5))], 6, days(3)),
        # Those of the same day as the ones before are lost with them.
        ([Batch(10, date(2025, 6, 3)), Batch(5, date(2025, 6, 3)), Batch(2)], 17, days(2.5)),
    ],
)
def test_when_nothing_is_left(batches: list[Batch], most: int, expected: timedelta) -> None:
    assert empty_at(TWO_A_DAY, batches, most, UTC_TERMS) == NOON + expected


def test_a_day_ends_at_midnight_there() -> None:
    there = Terms(NOON, "Asia/Ho_Chi_Minh")  # 19:00
    assert empty_at(TWO_A_DAY, [Batch(90, date(2025, 6, 2))], 90, there) == NOON + timedelta(
        hours=5
    )


def test_a_far_day_is_not_named() -> None:
    assert empty_at(TWO_A_DAY, [Batch(2 * FAR.days - 2)], 10**9, UTC_TERMS) is not None
    assert empty_at(TWO_A_DAY, [Batch(2 * FAR.days + 2)], 10**9, UTC_TERMS) is None
    assert empty_at(TWO_A_DAY, [Batch(10**9)], 10**9, UTC_TERMS) is None
    endless = [Batch(10**9, date(2099, 1, 1))]
    assert empty_at(TWO_A_DAY, endless, 10**9, UTC_TERMS) is None


@pytest.mark.parametrize(
    ("pace", "left", "last_day", "expected"),
    [
        (TWO_A_DAY, 0, None, Outlook.EMPTY),
        (Pace(0, days(0)), 0, None, Outlook.EMPTY),
        (TWO_A_DAY, 10, None, Outlook.RUNS_OUT),
        (TWO_A_DAY, 10_000, None, Outlook.LASTS),
        (TWO_A_DAY, 10, date(2025, 6, 7), Outlook.RUNS_OUT),  # on that day at noon
        (TWO_A_DAY, 10, date(2025, 6, 6), Outlook.LASTS),
        (Pace(LEAST_GIVEN - 1, days(28)), 10, None, Outlook.UNKNOWN),
        (Pace(LEAST_GIVEN, days(28)), 10, None, Outlook.RUNS_OUT),
        (Pace(900, LEAST_TIME - days(0.1)), 10, None, Outlook.UNKNOWN),
        (Pace(900, LEAST_TIME), 10, None, Outlook.RUNS_OUT),
        (Pace(0, days(0)), 10, None, Outlook.UNKNOWN),
    ],
)
def test_what_is_said(pace: Pace, left: int, last_day: date | None, expected: Outlook) -> None:
    said = runway(pace, [Batch(left)], left, Terms(NOON, "UTC", last_day))
    assert said.outlook is expected
    assert (said.empty_at is not None) == (expected is Outlook.RUNS_OUT)


def test_what_is_lost_leaves_at_once() -> None:
    batches = [Batch(10, date(2025, 6, 3)), Batch(4)]
    points = course(TWO_A_DAY, batches, 14, UTC_TERMS)
    over = NOON + days(1.5)
    assert [(point.at, point.left) for point in points] == [
        (NOON, 14),
        (over, 11),
        (over, 4),
        (over + days(2), 0),
    ]
    left = [left_at(points, NOON + days(number)) for number in (0, 1, 1.5, 2.5, 3.5, 9)]
    assert left == [14, 12, 4, 2, 0, 0]
    assert course(TWO_A_DAY, batches, 4, UTC_TERMS)[0].left == 4


_batches = st.lists(
    st.tuples(st.integers(0, 20), st.one_of(st.none(), st.integers(0, 20))), max_size=6
)


@settings(deadline=None, max_examples=60)
@given(_batches, st.integers(1, 60), st.integers(20, 200))
def test_it_is_as_if_one_was_given_after_the_other(
    drawn: list[tuple[int, int | None]], most: int, pace: int
) -> None:
    """A fiftieth of a day at a time, each time as much as goes in it, from what ends first."""
    today = NOON.date()
    last = [(count, None if day is None else today + days(day)) for count, day in drawn]
    last.sort(key=lambda one: one[1] or date.max)
    batches = [Batch(count, day) for count, day in last]
    speed = Pace(pace, timedelta(days=28))
    said = empty_at(speed, batches, most, UTC_TERMS)

    points = course(speed, batches, most, UTC_TERMS)

    step, at, given_ = days(0.02), NOON, 0.0
    left = [float(batch.count) for batch in batches]
    while at < NOON + FAR and given_ < most - 1e-6:
        rest = min(step / days(1) * speed.per_day, most - given_)
        for place, batch in enumerate(batches):
            over = batch.good_through and calendar.day_start(batch.good_through + days(1), "UTC")
            if over and over <= at:
                left[place] = 0
            take = min(rest, left[place])
            left[place] -= take
            rest -= take
            given_ += take
        if not any(count > 1e-9 for count in left):
            break
        at += step
        if (at - NOON) % days(0.5) == days(0.3):  # far from a midnight
            is_left = min(most - given_, sum(left))
            assert abs(left_at(points, at) - is_left) <= 0.1 * speed.per_day + 1e-6
    if said is None:
        assert at >= NOON + FAR - days(0.1)
    else:
        assert abs(said - at) <= days(0.1)
