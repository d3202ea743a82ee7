"""What is left of rewards and how long it lasts: in a chart, words and numbers."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from discord.utils import format_dt

from bot.pictures.cards import LineChart, Series
from bot.runtime.spreadsheet import Cell
from bot.services.stats.runway import Outlook, left_at
from bot.services.stats.stock import Stock
from bot.texts import t
from bot.ui.core.cards import escape, sentence, shorten
from bot.ui.stats.formats import day_label, thousands, weekday_label
from bot.ui.stats.reports import Described, Report, Sheet

COLUMNS = ("REWARD", "TYPE", "LEFT", "GIVEN", "IN_DAYS", "OUTLOOK", "EMPTY_ON", "LAST_DAY")

SHOWN = 10
HEARD = 6
"""Rewards named on a card, and in what is said of its picture; the file has all."""

LINES = 5
"""Rewards in one chart."""

_NAME = 60
"""Characters of a name on a card, and half of that in a chart."""

_DAY = timedelta(days=1)

_LONGEST = 91 * _DAY
"""How far ahead a chart looks: what is empty soon would be a wall at its left."""

_MOST_POINTS = 48
"""Moments in a chart, at least a day apart, so that a line bends where something happens."""


def stock_report(language: str, stocks: Sequence[Stock]) -> Report:
    """Report all stocks; the most urgent come first."""
    running_out = [one for one in stocks if one.runway.outlook is Outlook.RUNS_OUT]
    lines = [stock_line(language, one, named=True) for one in stocks[:SHOWN]]
    says = [stock_text(language, one, named=True) for one in stocks[:HEARD]]
    if len(stocks) > SHOWN:
        lines.append(t(language, "stats-stock-more", count=len(stocks) - SHOWN))
    return Report(
        Sheet(COLUMNS, [_cells(one) for one in stocks]),
        lines or [t(language, "stats-stock-nothing")],
        [Described(_chart(language, running_out[:LINES]), says)] if running_out else [],
        remarks=[t(language, "stats-stock-means")],
    )


def _cells(stock: Stock) -> tuple[Cell, ...]:
    return (
        *(stock.name, str(stock.kind), stock.left, stock.given, round(stock.days)),
        *(str(stock.runway.outlook), stock.empty_on, stock.last_day),
    )


def stock_line(language: str, stock: Stock, *, named: bool = False) -> str:
    """Say on a card how long a stock lasts, in the reader's time: `empty by Friday`."""
    at = stock.runway.empty_at
    when = f"{format_dt(at, 'D')} ({format_dt(at, 'R')})" if at else ""
    said = _summary(language, stock, when)
    return f"**{escape(shorten(stock.name, _NAME))}**: {said}" if named else f"{sentence(said)}."


def stock_text(language: str, stock: Stock, *, named: bool = False) -> str:
    """Say without markup how long a stock lasts, by the community's calendar."""
    said = _summary(language, stock, _day(language, stock))
    return f"{shorten(stock.name, _NAME)}: {said}." if named else f"{sentence(said)}."


def _day(language: str, stock: Stock) -> str:
    return weekday_label(language, stock.empty_on) if stock.empty_on else ""


def _summary(language: str, stock: Stock, when: str) -> str:
    text_id = f"stats-stock-{stock.runway.outlook}"
    if stock.runway.outlook is Outlook.LASTS and stock.last_day is None:
        text_id = "stats-stock-lasts-long"
    pace = max(1, round(stock.given / stock.days * 7)) if stock.days else 0
    return t(language, text_id, left=stock.left, pace=pace, when=when, day=stock.last_day or "")


def _chart(language: str, stocks: Sequence[Stock]) -> LineChart:
    """Return a chart of what will be left, in per cent of what is left now."""
    moments, first = _moments(stocks), _day(language, stocks[0])
    return LineChart(
        t(language, "stats-stock-chart"),
        _labels(language, stocks[0], moments),
        tuple(
            Series(
                shorten(stock.name, _NAME // 2),
                _values([100 * left_at(stock.runway.course, at) / stock.left for at in moments]),
            )
            for stock in stocks
        ),
        note=t(language, "stats-stock-first", when=first, name=stocks[0].name),
    )


def forecast_chart(language: str, stock: Stock) -> LineChart:
    """Return a chart of how many of one reward will be left."""
    moments = _moments([stock])
    left = _values([left_at(stock.runway.course, at) for at in moments])
    return LineChart(
        t(language, "stats-left-chart"),
        _labels(language, stock, moments),
        (Series(t(language, "stats-left"), (left[0], *[None] * (len(left) - 1))),),
        note=stock_text(language, stock),
        forecast=left,
        thousands=thousands(language),
    )


def _moments(stocks: Sequence[Stock]) -> list[datetime]:
    """Return the moments that a chart shows, up to that at which the last stock is empty."""
    begins = stocks[0].runway.course[0].at
    ends = max(stock.runway.course[-1].at for stock in stocks)
    length = min(ends - begins, _LONGEST)
    count = max(1, min(length // _DAY, _MOST_POINTS))
    return [begins + length * number / count for number in range(count + 1)]


def _labels(language: str, stock: Stock, moments: Sequence[datetime]) -> tuple[str, ...]:
    """Return the days of moments, by the community's calendar as in `_day`."""
    later = (day_label(language, stock.day_of(moment)) for moment in moments[1:])
    return t(language, "stats-now"), *later


def _values(left: Sequence[float]) -> tuple[float | None, ...]:
    """Return a line that ends where nothing is left."""
    end = next((at for at, value in enumerate(left) if value <= 0), len(left))
    return tuple(value if at <= end else None for at, value in enumerate(left))
