"""Charts of one number or several in each week."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from bot.pictures.cards import BarChart, Chart, LineChart, Series
from bot.texts import t
from bot.ui.stats.formats import day_label, thousands

T = TypeVar("T")

MOST_BARS = 16
"""Weeks up to which each has bars; of more they would be thin as a hair, so there are lines."""


FEWEST = 4
"""Weeks that are shown, whatever happened in them."""


def from_first(weeks: Sequence[T], happened: Callable[[T], object]) -> Sequence[T]:
    """Return the weeks since the first in which anything happened: a young community has few."""
    first = next((at for at, week in enumerate(weeks) if happened(week)), len(weeks))
    return weeks[min(first, max(0, len(weeks) - FEWEST)) :]


def week_labels(language: str, days: Sequence[date]) -> tuple[str, ...]:
    """Return what weeks are called, by their Mondays; the last one is not over yet."""
    return (*(day_label(language, day) for day in days[:-1]), t(language, "stats-now"))


def weekly_chart(
    language: str, title: str, labels: tuple[str, ...], series: Sequence[Series]
) -> Chart:
    """Return a chart of numbers in each week."""
    kind = BarChart if len(labels) <= MOST_BARS else LineChart
    return kind(title, labels, tuple(series), thousands=thousands(language))
