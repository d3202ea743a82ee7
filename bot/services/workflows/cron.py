"""Cron expressions, as crontab(5) has them, in a community's time zone.

When something is due on the clock on the wall is worked out by `cronsim`, which follows Debian's
cron. Here lines that mean the same are given one form, and the clock on the wall is put into a time
zone: `cronsim` itself loses hours where clocks are changed by half an hour.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from pydantic_core import PydanticCustomError

from bot.services import calendar

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")

_RANGES = (range(60), range(24), range(1, 32), range(1, 13), range(8))
"""What minutes, hours, days, months and weekdays can be; a weekday of 7 is Sunday, as 0 is."""

_DAY, _MONTH, _WEEKDAY = 2, 3, 4

_CHANGE = timedelta(hours=3)
"""No clock is changed by more at once."""

_ANY_MOMENT = datetime(2025, 1, 1, tzinfo=UTC)


def checked(expression: str) -> str:
    """Return a cron expression by which something is due some day, and refuse any other."""
    try:
        due = next_after(expression, "UTC", _ANY_MOMENT)
    except ValueError:
        raise PydanticCustomError("workflow-mistake-cron", "that is no cron expression") from None
    if due is None:
        raise PydanticCustomError("workflow-mistake-never-due", "no such day ever comes")
    return expression


def next_after(expression: str, timezone: str, moment: datetime) -> datetime | None:
    """Return when a schedule is due next, in UTC, or None if never.

    What is due at a time that a change of the clocks leaves out is due just after it; what is due
    at one that comes twice, the first time only. If the minute or the hour begins with a star, it
    is due by the hours that pass, whatever the clock on the wall says. So cron has it.
    Raises `ValueError` for what is no cron expression.
    """
    line, zone = normal(expression), calendar.clock(timezone)
    minute, hour = line.split()[:2]
    passing = minute.startswith("*") or hour.startswith("*")
    # UTC plays a clock on a wall that is never changed.
    begin = moment.astimezone(zone).replace(tzinfo=UTC, fold=0)
    if _changes(zone, moment):
        begin -= _CHANGE
    earliest: datetime | None = None
    try:
        for wall in CronSim(line, begin):
            if earliest is not None and _is_behind(earliest, wall, zone):
                break
            shown = [one for one in _moments(wall, zone, passing=passing) if one > moment]
            earliest = min([*shown, *([earliest] if earliest else [])], default=None)
            if earliest and not (_changes(zone, moment) or _changes(zone, earliest)):
                break
    except CronSimError:
        return None  # such as a 31st of February
    return earliest


def _moments(wall: datetime, zone: ZoneInfo, *, passing: bool) -> set[datetime]:
    """Return when a clock on the wall shows a time that is due: twice, once or not at all."""
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if not passing:
        return {first}  # of a time that is left out: just after it
    return {
        one for one in (first, second) if one.astimezone(zone).replace(tzinfo=UTC, fold=0) == wall
    }


def _changes(zone: ZoneInfo, near: datetime) -> bool:
    """Return whether the clocks are changed around a moment."""
    before, after = ((near + way).astimezone(zone).utcoffset() for way in (-_CHANGE, _CHANGE))
    return before != after


def _is_behind(earliest: datetime, wall: datetime, zone: ZoneInfo) -> bool:
    """Return whether the clock on the wall is past a moment, so that nothing before it can come."""
    return wall - earliest.astimezone(zone).replace(tzinfo=UTC, fold=0) > _CHANGE


@lru_cache(maxsize=1_000)
def normal(expression: str) -> str:
    """Return the one form of all lines that mean the same.

    Every field lists its numbers, or is `*` for all of them. One that was written with a star and
    does not mean all begins with `*/` and a step past its end, which is its first number: for cron
    a star at the beginning says more than which numbers there are.
    Raises `ValueError` for what is no cron expression.
    """
    fields = expression.lower().split()
    if len(fields) != len(_RANGES):
        raise ValueError("a cron expression has five fields")
    return " ".join(_field(number, field) for number, field in enumerate(fields))


def _field(number: int, field: str) -> str:
    known = _RANGES[number]
    terms = field.split(",")
    last = number == _DAY and "last" in terms
    found = {one for term in terms if not (last and term == "last") for one in _term(number, term)}
    if number == _WEEKDAY:
        found = {day % 7 for day in found}
    if field.startswith("*"):
        if len(found) == (7 if number == _WEEKDAY else len(known)):
            return "*"
        found.remove(known[0])
    listed = [*map(str, sorted(found)), *(["L"] if last else [])]
    return ",".join([f"*/{len(known)}", *listed] if field.startswith("*") else listed)


def _term(number: int, term: str) -> range:
    """Return the numbers of one part of a list: `*`, `5`, `5-10`, each with a step or without."""
    known = _RANGES[number]
    span, slash, every = term.partition("/")
    step = _whole(every) if slash else 1
    if step < 1:
        raise ValueError("a step is 1 or more")
    if span == "*":
        return known[::step]
    begin, dash, end = span.partition("-")
    first = _number(number, begin)
    last = _number(number, end) if dash else known[-1] if slash else first
    if last < first and number == _WEEKDAY:
        last += 7  # over Sunday, as from Friday to Monday
    if last < first:
        raise ValueError("a range goes up")
    return range(first, last + 1, step)


def _number(number: int, text: str) -> int:
    if number == _MONTH and text in _MONTHS:
        return _MONTHS.index(text) + 1
    if number == _WEEKDAY and text in _WEEKDAYS:
        return _WEEKDAYS.index(text)
    value = _whole(text)
    if value not in _RANGES[number]:
        raise ValueError("that is out of range")
    return value


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        raise ValueError("that is no number")
    return int(text)
