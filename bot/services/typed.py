"""What people type: names, texts and numbers."""

import enum
import re
import unicodedata
from contextlib import suppress
from datetime import date, timedelta

NAME_LENGTH = 80
"""Characters that the name of a reward, a goal or a workflow may have."""

_DURATION = re.compile(
    r"(?:(\d{1,4}) ?(?:d|days?|ngày))? ?"
    r"(?:(\d{1,4}) ?(?:h|hrs?|hours?|giờ))? ?"
    r"(?:(\d{1,4}) ?(?:m|mins?|minutes?|phút))?",
    re.ASCII | re.IGNORECASE,
)
_DATE = re.compile(
    r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])"
    r"|([0-9]{1,2})([-/.])([0-9]{1,2})\6([0-9]{4})(?![0-9])"
)
_WHOLE_NUMBER = re.compile(r"[0-9]+|[0-9]{1,3}([., \u00a0\u202f][0-9]{3})+")


def fold(name: str) -> str:
    """Return what a name is compared by; its spelling is kept for showing.

    Case, width, invisible characters and repeated blanks make no difference.
    """
    seen = "".join(c for c in name if unicodedata.category(c) not in ("Cf", "Cs"))
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    spaced = "".join(" " if unicodedata.category(c) == "Cc" else c for c in plain)
    return " ".join(spaced.split())


class Unset(enum.Enum):
    """Stands for a field that was not given and stays as it is."""

    UNSET = enum.auto()


UNSET = Unset.UNSET


def one_line(text: str) -> str:
    """Return what was typed as a name: on one line, with single spaces."""
    return " ".join(tidy(text).split())


def tidy(text: str) -> str:
    """Return a text without control characters, which PostgreSQL would not store."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def whole_number(value: int | str | None) -> int | None:
    """Return a number that may come as it was typed; None for nothing, -1 for what is none."""
    if not isinstance(value, str):
        return value
    typed = value.strip()
    if not typed:
        return None
    if len(typed) > 30 or not _WHOLE_NUMBER.fullmatch(typed):
        return -1  # no field takes that
    return int(re.sub("[^0-9]", "", typed))


def duration(text: str) -> timedelta | None:
    """Return how long something is, as in `2d 12h` or `2 ngày`; None for what is no duration."""
    text = " ".join(text.split())  # as it is, many blanks would be tried in many ways
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)


def duration_text(value: timedelta) -> str:
    """Write a duration as `duration` reads it."""
    minutes = int(value.total_seconds()) // 60
    parts = (minutes // 1440, "d"), (minutes // 60 % 24, "h"), (minutes % 60, "m")
    return " ".join(f"{number}{unit}" for number, unit in parts if number) or "0m"


def no_such_day(text: str) -> str | None:
    """Return the date that a text begins with, where the calendar has no such day.

    Such is 2030-02-30, and 31/02/2030, whether its day or its month comes first.
    """
    found = _DATE.match(text.strip())
    if found is None:
        return None
    year, first, second = (
        int(part) for part in found.group(*((1, 3, 4) if found[1] else (8, 5, 7)))
    )
    orders = [(first, second)] if found[1] else [(first, second), (second, first)]
    for month, day in orders:
        with suppress(ValueError):
            date(year, month, day)
            return None
    return found[0]
