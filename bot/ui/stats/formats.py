"""Days, shares and trends in words."""

from datetime import date, datetime, time

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_decimal, format_percent, get_group_symbol

from bot.texts import t


def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


def day_label(language: str, day: date) -> str:
    """Return a day as it stands below a chart: `Jun 2`."""
    return format_skeleton("MMMd", datetime.combine(day, time()), locale=_locale(language))


def weekday_label(language: str, day: date) -> str:
    """Return a day with its weekday, for a picture: `Fri, Jun 6`."""
    return format_skeleton("MMMEd", datetime.combine(day, time()), locale=_locale(language))


def number(language: str, value: int) -> str:
    """Return a whole number as it is written: `1,500`."""
    return format_decimal(value, locale=_locale(language))


def thousands(language: str) -> str:
    """Return what stands between the digits of large numbers."""
    return get_group_symbol(_locale(language))


def share(language: str, part: int, whole: int) -> str:
    """Return a share in per cent: `70%`."""
    return format_percent(part / whole if whole else 0, locale=_locale(language))


def trend(language: str, now: int, before: int) -> str:
    """Say how a week compares with the one before: `up 20% on the week before`."""
    if now == before:
        return t(language, "stats-trend-same")
    if before <= 0:
        return t(language, "stats-trend-from", before=before)
    change = share(language, abs(now - before), before)
    return t(language, "stats-trend-up" if now > before else "stats-trend-down", change=change)
