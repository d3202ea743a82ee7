"""Timestamps in messages, as Discord's app shows them.

https://docs.discord.com/developers/reference#message-formatting
"""

import math
from datetime import datetime, timedelta
from typing import Final, Literal

from babel.dates import format_datetime, format_timedelta

_STYLES = {
    "t": "HH:mm",
    "T": "HH:mm:ss",
    "d": "dd MMM yyyy",
    "D": "dd MMMM yyyy",
    "f": "dd MMMM yyyy HH:mm",
    "F": "EEEE, dd MMMM yyyy HH:mm",
}
_USUAL = "f"
_Unit = Literal["year", "month", "day", "hour", "minute", "second"]
_UNITS: Final[tuple[tuple[_Unit, timedelta], ...]] = (
    ("year", timedelta(days=365)),
    ("month", timedelta(days=30)),
    ("day", timedelta(days=1)),
    ("hour", timedelta(hours=1)),
    ("minute", timedelta(minutes=1)),
    ("second", timedelta(seconds=1)),
)
_NEARLY = 0.95
"""The share of a unit from which it is used: a time just under a day ahead is in a day."""


def format_timestamp(timestamp: int, style: str, now: datetime, locale: str) -> str:
    """Return a timestamp in one of Discord's styles, in a locale; the zone is that of `now`."""
    at, language = datetime.fromtimestamp(timestamp, now.tzinfo), locale.replace("-", "_")
    if style == "R":
        return _relative(at - now, language)
    return format_datetime(at, _STYLES.get(style, _STYLES[_USUAL]), now.tzinfo, language)


def _relative(distance: timedelta, language: str) -> str:
    for unit, length in _UNITS:
        if abs(distance) >= _NEARLY * length:
            # Discord counts no weeks, so the unit is chosen here.
            return format_timedelta(
                distance, unit, threshold=math.inf, add_direction=True, locale=language
            )
    return "now"
