"""Cron lines are judged as cron judges them: beside a plain oracle, and beside cronsim itself."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import islice, product
from zoneinfo import ZoneInfo

import pytest
from cronsim import CronSim

from bot.services.workflows.cron import next_after, normal
from tests.support.databases import NOON

ZONES = ("UTC", "Europe/Berlin", "America/Havana", "Australia/Lord_Howe")
"""One that never changes, one that does in the night, one at midnight, one by half an hour."""

YEARS = (2025, 2026)
RANGES = (range(60), range(24), range(1, 32), range(1, 13), range(8))


@pytest.mark.parametrize(
    "lines",
    [
        ("* * * * *", "*/1 * * * *", "*,5 * * * *", "*/1 */1 */1 */1 */1", " * *  *\t* * "),
        ("0 * * * *", "0 */1 * * *", "00 * * * *", "0,0 * * * *"),
        ("0 9 1 * *", "0 9 1 * */1", "0 9 1 */1 *", "0 9 1,1 * *"),
        ("*/60 * * * *", "*/99 * * * *", "*/60,0 * * * *"),
        ("0 0 1 1 *", "0 0 1 JAN *", "0 0 1-1 1/12 *", "0 0 1 1-1/3 *"),
        ("0 0 1 */12 *", "0 0 1 */13 *"),
        ("0 9 * * 0", "0 9 * * 7", "0 9 * * SUN", "0 9 * * 7,0", "0 9 * * 0-0"),
        ("0 9 * * 5-1", "0 9 * * fri-mon", "0 9 * * 0,1,5,6", "0 9 * * mon,5-7"),
        ("0 9-17/4 * * *", "0 9,13,17 * * *"),
        ("5/20 0 * * *", "5,25,45 0 * * *"),
    ],
    ids=lambda lines: str(lines[0]),
)
def test_lines_that_mean_the_same_have_one_form(lines: tuple[str, ...]) -> None:
    assert len(set(map(normal, lines))) == 1
    assert normal(normal(lines[0]).replace("L", "last")) == normal(lines[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("*/60 * * * *", "0 * * * *"),  # in the hour that comes twice
        ("0 9 1 * */2", "0 9 1 * 0,2,4,6"),  # and, or or
        ("0 9 */2 * 1", "0 9 1-31/2 * 1"),
    ],
)
def test_a_star_at_the_beginning_says_more_than_its_numbers(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@pytest.mark.parametrize(
    ("line", "due"),
    [
        # What the faults had: it ran on every day, on the 1st or every second weekday, on both.
        ("0 9 1 * */1", ["07-01", "08-01", "09-01"]),
        ("0 9 1 * */2", ["07-01", "11-01", "01-01"]),  # a 1st that is Sun, Tue, Thu or Sat
        ("0 9 */2 * 1", ["06-09", "06-23", "07-07"]),
        ("0 9 1 * 1", ["06-09", "06-16", "06-23"]),
        ("*/60 9 1 * *", ["07-01", "08-01", "09-01"]),
        ("0 9 1 */12 *", ["01-01", "01-01", "01-01"]),
        ("0 9 last */6 *", ["07-31", "01-31", "07-31"]),
    ],
)
def test_what_cron_says_of_days(line: str, due: list[str]) -> None:
    found = list(islice(_ours(line, "UTC", NOON), 3))
    assert [f"{one:%m-%d}" for one in found] == due
    assert {(one.hour, one.minute) for one in found} == {(9, 0)}


@pytest.mark.parametrize("line", ["0 * * * *", "0 */1 * * *", "*/60 * * * *"])
def test_every_hour_is_every_hour_that_passes(line: str) -> None:
    begin = datetime(2025, 10, 25, 22, 30, tzinfo=UTC)  # 00:30 in Berlin, where 02:00 comes twice
    found = list(islice(_ours(line, "Europe/Berlin", begin), 5))
    assert found == [begin + timedelta(minutes=30, hours=hours) for hours in range(5)]


@pytest.mark.parametrize("line", ["0 0 30 2 *", "0 0 31 2,4,6,9,11 *", "0 0 30 2 */2"])
def test_a_day_that_never_comes_is_refused_at_once(line: str) -> None:
    # Of work, not of time: it gives up before it looks at a single day.
    assert next_after(line, "UTC", NOON) is None


@pytest.mark.parametrize(
    "line",
    [
        *("0 0 * * 5#2", "0 0 L * *", "0 0 LW * *", "0 0 * * 5L", "? 0 * * *", "0 0 last/2 * *"),
        *("-1 * * * *", "1- * * * *", "/5 * * * *", "*/ * * * *", "*-5 * * * *", "1,,2 * * * *"),
        *("1.5 * * * *", "٣ * * * *", "0x1 * * * *", "*/00000 * * * *", "0 0 * foo *"),
    ],
)
def test_what_is_no_line_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        normal(line)


def _ours(line: str, zone: str, begin: datetime) -> Iterator[datetime]:
    moment: datetime | None = begin
    while moment is not None:
        moment = next_after(line, zone, moment)
        if moment is not None:
            yield moment


def _numbers(number: int, field: str) -> set[int]:
    """Return what a field means, term by term."""
    known, found = RANGES[number], set()
    for term in field.split(","):
        span, _, step = term.partition("/")
        first, _, last = span.partition("-")
        if span == "*":
            numbers = list(known)
        elif last:
            numbers = list(range(int(first), int(last) + 1))
        else:
            numbers = list(range(int(first), known[-1] + 1)) if step else [int(first)]
        found.update(numbers[:: int(step or 1)])
    return found


def _plainly(line: str, zone: str, begin: datetime, end: datetime) -> list[datetime]:
    """Return every moment after `begin`, up to `end`, at which a line is due, day by day."""
    fields = line.split()
    minutes, hours, days, months, weekdays = (_numbers(*one) for one in enumerate(fields))
    both = fields[2].startswith("*") or fields[4].startswith("*")
    passing = fields[0].startswith("*") or fields[1].startswith("*")
    there = ZoneInfo(zone)
    found: set[datetime] = set()
    near = [
        (one.astimezone(there) + way).replace(tzinfo=None)
        for one, way in ((begin, -timedelta(hours=3)), (end, timedelta(hours=3)))
    ]
    day = begin.astimezone(there).date() - timedelta(days=1)
    while day <= end.astimezone(there).date():
        of_month, of_week = day.day in days, {day.isoweekday(), day.isoweekday() % 7} & weekdays
        fits = of_month and of_week if both else of_month or of_week
        if day.month in months and fits:
            walls = (datetime.combine(day, time(*one)) for one in product(hours, minutes))
            for wall in walls:
                if near[0] <= wall <= near[1]:
                    found |= _moments(wall, there, passing)
        day += timedelta(days=1)
    return sorted(one for one in found if begin < one <= end)


def _moments(wall: datetime, zone: ZoneInfo, passing: bool) -> set[datetime]:
    """Return when a clock on the wall shows a time: once, twice, or never."""
    both = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    shown = {one for one in both if one.astimezone(zone).replace(tzinfo=None) == wall}
    if passing:
        return shown
    return {min(shown)} if shown else {wall.replace(tzinfo=zone).astimezone(UTC)}


def _changes(zone: str) -> list[datetime]:
    """Return when the clocks are changed in two years."""
    there, found = ZoneInfo(zone), []
    moment = datetime(YEARS[0], 1, 1, tzinfo=UTC)
    while moment.year <= YEARS[-1]:
        later = moment + timedelta(hours=1)
        if moment.astimezone(there).utcoffset() != later.astimezone(there).utcoffset():
            found.append(later)
        moment = later
    return found


def _line(rng: random.Random) -> str:
    return " ".join(_random_field(rng, number) for number in range(5))


def _random_field(rng: random.Random, number: int) -> str:
    known = RANGES[number]
    kind = rng.random()
    if kind < 0.4:
        return "*" if number else str(rng.choice(known))
    if kind < 0.55:
        return f"*/{rng.randint(1, len(known) + 2)}"
    if kind < 0.75:
        return str(rng.choice(known))
    if kind < 0.85:
        return ",".join(str(rng.choice(known)) for _ in range(rng.randint(2, 4)))
    first = rng.choice(known)
    span = f"{first}-{rng.randint(first + 1, known[-1])}" if first < known[-1] else str(first)
    return f"{span}/{rng.randint(1, 6)}" if kind > 0.95 else span


def _compare(lines: int, seed: int) -> None:
    """Compare a walk over two years that looks closely at each change of the clocks."""
    rng = random.Random(seed)
    changes = {zone: _changes(zone) for zone in ZONES}
    for number in range(lines):
        line, zone = _line(rng), ZONES[number % len(ZONES)]
        begin = datetime(rng.choice(YEARS), rng.randint(1, 12), rng.randint(1, 28), tzinfo=UTC)
        windows = [begin, *(one - timedelta(hours=3) for one in changes[zone])]
        for start in windows:
            ours = list(islice(_ours(line, zone, start), 4))
            end = ours[-1] if ours else start + timedelta(days=366)
            if end - start > timedelta(days=800):
                continue
            assert ours == _plainly(line, zone, start, end)[:4], (line, zone, start)
            if ours and not any(start <= one <= end + timedelta(hours=3) for one in changes[zone]):
                theirs = islice(CronSim(line, start.astimezone(ZoneInfo(zone))), len(ours))
                assert ours == [one.astimezone(UTC) for one in theirs], (line, zone, start)


def test_lines_are_due_when_cron_says() -> None:
    _compare(800, seed=14)


@pytest.mark.soak
def test_many_lines_are_due_when_cron_says() -> None:
    _compare(10_000, seed=15)
