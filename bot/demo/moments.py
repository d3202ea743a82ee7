"""Moments in texts, as Discord's app shows them to a reader."""

from datetime import datetime, timedelta

_STYLES = {
    "t": "%H:%M",
    "T": "%H:%M:%S",
    "d": "%d %b %Y",
    "D": "%d %B %Y",
    "f": "%d %B %Y %H:%M",
    "F": "%A, %d %B %Y %H:%M",
}
_USUAL = "f"
_UNITS = (
    ("year", timedelta(days=365)),
    ("month", timedelta(days=30)),
    ("day", timedelta(days=1)),
    ("hour", timedelta(hours=1)),
    ("minute", timedelta(minutes=1)),
    ("second", timedelta(seconds=1)),
)
_NEARLY = 0.95
"""From how much of a unit on it is counted in it: a moment just under a day ahead is in a day."""


def moment(timestamp: int, style: str, now: datetime) -> str:
    """Return a moment in Discord's style for it; the zone is that of `now`."""
    at = datetime.fromtimestamp(timestamp, now.tzinfo)
    if style == "R":
        return _relative(at - now)
    return at.strftime(_STYLES.get(style, _STYLES[_USUAL]))


def _relative(distance: timedelta) -> str:
    for unit, length in _UNITS:
        if abs(distance) >= _NEARLY * length:
            count = round(abs(distance) / length)
            shown = f"{count} {unit}" if count == 1 else f"{count} {unit}s"
            return f"in {shown}" if distance > timedelta() else f"{shown} ago"
    return "now"
