"""Charts with axes: bars, and lines with a forecast."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from bot.pictures import layout, palette, scales
from bot.pictures.canvas import Canvas
from bot.pictures.cards import BarChart, LineChart, Series
from bot.pictures.images import gradient
from bot.pictures.layout import BODY, EDGE, SMALL, WIDTH
from bot.pictures.lines import measure
from bot.pictures.palette import Colour

PLOT = 260
"""Pixels of the height of what is plotted."""

NOTE, LEGEND = 28, 38
"""Pixels from one row of a note to the next, and of the names of series."""

FORECAST = palette.BAD

MOST_NAME = 340
"""Pixels of the width of a series' name."""

MOST_LABEL = 150
"""Pixels of the width that a label may have in any case."""

MOST_LABELS = 60
MOST_SERIES = 6


@dataclass(frozen=True)
class _Frame:
    left: float
    top: float
    right: float
    bottom: float
    low: float
    high: float
    count: int

    def x(self, at: float) -> float:
        return self.left + (at + 0.5) * (self.right - self.left) / max(1, self.count)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.bottom - share * (self.bottom - self.top)


def height(card: BarChart | LineChart) -> int:
    """Return how many pixels it takes."""
    return _above(card) + PLOT + 62


def _above(card: BarChart | LineChart) -> int:
    """Return how much stands above what is plotted."""
    note = len(_note(card)) * NOTE + 10 if card.note else 0
    return EDGE + 80 + note + len(_legend_rows(card.series[:MOST_SERIES])) * LEGEND


def _note(card: BarChart | LineChart) -> list[str]:
    return layout.wrapped(card.note or "", BODY, 400, WIDTH - EDGE - _indent(card), 2)


def _indent(card: BarChart | LineChart) -> int:
    """Return where a note begins: beside the dashes, where it is about the forecast."""
    return EDGE + 42 if isinstance(card, LineChart) and card.forecast else EDGE


def paint(canvas: Canvas, top: int, card: BarChart | LineChart) -> None:
    """Draw bars or lines from a height of the canvas on."""
    series = card.series[:MOST_SERIES]
    forecast = (card.forecast or ()) if isinstance(card, LineChart) else ()
    accent = _colour(0, series[0]) if series else palette.SLATE
    y: float = layout.heading(canvas, card.title, accent, top) + 4
    if card.note:
        if forecast:
            _dashed(canvas, [(EDGE + 2, y), (EDGE + 28, y)], FORECAST)
        at = _indent(card)
        for row in _note(card):
            canvas.text(at, y, row, BODY, palette.SOFT, most=WIDTH - EDGE - at)
            y += NOTE
        y += 10
    _legend(canvas, y, series)
    values = [v for each in series for v in each.values if v is not None]
    values += [v for v in forecast if v is not None]
    marks = scales.ticks(min([0.0, *values]), max([1.0, *values]))
    frame = _axes(canvas, card, marks, top + _above(card))
    if isinstance(card, BarChart):
        _bars(canvas, frame, series)
    else:
        _lines(canvas, frame, series, forecast)


def _colour(number: int, series: Series) -> Colour:
    if series.colour is not None:
        return palette.readable(palette.of(series.colour), palette.BACKGROUND, 3)
    return palette.SERIES[number % len(palette.SERIES)]


def _legend_rows(series: tuple[Series, ...]) -> list[list[Series]]:
    """Divide the names of several series into rows; one alone is named by the title."""
    rows: list[list[Series]] = []
    left = 0.0
    for each in series if len(series) > 1 else ():
        width = 26 + measure(each.name, SMALL, 400, MOST_NAME).width
        if width > left:
            rows.append([])
            left = WIDTH - 2 * EDGE
        rows[-1].append(each)
        left -= width + 24
    return rows


def _legend(canvas: Canvas, y: float, series: tuple[Series, ...]) -> None:
    number = 0
    for row in _legend_rows(series):
        x: float = EDGE
        for each in row:
            canvas.rounded((x, y - 8, x + 16, y + 8), 5, _colour(number, each))
            name = canvas.text(x + 26, y, each.name, SMALL, palette.SOFT, most=MOST_NAME)
            x += 26 + name.width + 24
            number += 1
        y += LEGEND


def _axes(canvas: Canvas, card: BarChart | LineChart, marks: list[float], top: int) -> _Frame:
    labels = card.labels[:MOST_LABELS]
    texts = [scales.short(mark, card.thousands) for mark in marks]
    left = EDGE + max(measure(text, SMALL, 400).width for text in texts) + 16
    frame = _Frame(left, top, WIDTH - EDGE, top + PLOT, marks[0], marks[-1], len(labels))
    for mark, text in zip(marks, texts, strict=True):
        y, strong = frame.y(mark), 0.22 if mark == 0 else 0.09
        canvas.rounded((left, y - 0.75, frame.right, y + 0.75), 0.75, palette.WHITE, strong)
        canvas.text(left - 16, y, text, SMALL, palette.SOFT, align="right")
    most = max(MOST_LABEL, round((frame.right - left) / max(1, len(labels)) - 16))
    widths = [measure(label, SMALL, 400, most).width for label in labels]
    every = max(1, ceil((max(widths, default=0) + 18) * len(labels) / (frame.right - left)))
    for number in range(len(labels) - 1, -1, -_even(every, len(labels))):
        half = widths[number] / 2
        x = min(frame.x(number), WIDTH - EDGE / 2 - half)
        y = frame.bottom + 26
        text = labels[number]
        canvas.text(x, y, text, SMALL, palette.SOFT, align="center", most=most)
    return frame


def _even(every: int, count: int) -> int:
    """Return how many labels to go on by, so that the first one stands there too if it may."""
    most = every + every // 2
    return next((step for step in range(every, most + 1) if not (count - 1) % step), every)


def _bars(canvas: Canvas, frame: _Frame, series: tuple[Series, ...]) -> None:
    group = (frame.right - frame.left) / max(1, frame.count)
    wide = min(44.0, group * 0.72 / max(1, len(series)))
    for number, each in enumerate(series):
        colour = _colour(number, each)
        fill = gradient(palette.mix(colour, palette.WHITE, 0.15), palette.deep(colour, 0.3))
        for at, value in enumerate(each.values[: frame.count]):
            if not value:
                continue
            left = frame.x(at) + (number - len(series) / 2) * wide
            top, bottom = sorted((frame.y(value), frame.y(0)))
            space = min(1.5, wide / 8)
            box = (left + space, min(top, bottom - 2), left + wide - space, bottom)
            canvas.bar(box, min(6, wide / 3, bottom - top), fill, up=value > 0)


def _lines(
    canvas: Canvas, frame: _Frame, series: tuple[Series, ...], forecast: tuple[float | None, ...]
) -> None:
    for number, each in enumerate(series):
        colour = _colour(number, each)
        for stretch in _stretches(frame, each.values):
            if len(series) == 1:
                _fill(canvas, frame, stretch, colour)
            canvas.path(stretch, 4, colour)
            canvas.circle(*stretch[-1], 6, colour)
    if forecast and series:
        last = [(at, v) for at, v in enumerate(series[0].values[: frame.count]) if v is not None]
        points = [(at, v) for at, v in enumerate(forecast[: frame.count]) if v is not None]
        joined = [*last[-1:], *(point for point in points if not last or point[0] > last[-1][0])]
        line = [(frame.x(at), frame.y(v)) for at, v in joined]
        if len(line) > 1:
            _fill(canvas, frame, line, FORECAST)
        _dashed(canvas, line, FORECAST)


def _fill(canvas: Canvas, frame: _Frame, line: list[tuple[float, float]], colour: Colour) -> None:
    """Fill what is between a line and zero."""
    zero = frame.y(max(frame.low, 0))
    canvas.polygon([*line, (line[-1][0], zero), (line[0][0], zero)], colour, 0.14)


def _stretches(frame: _Frame, values: Iterable[float | None]) -> list[list[tuple[float, float]]]:
    """Return the points of a line, cut where a value is missing."""
    found: list[list[tuple[float, float]]] = [[]]
    for at, value in enumerate(values):
        if at >= frame.count:
            break
        if value is not None:
            found[-1].append((frame.x(at), frame.y(value)))
        elif found[-1]:
            found.append([])
    return [stretch for stretch in found if stretch]


def _dashed(canvas: Canvas, points: list[tuple[float, float]], colour: Colour) -> None:
    dash, gap, ahead, on = 10.0, 8.0, 10.0, True
    for (x, y), (to_x, to_y) in pairwise(points):
        length = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5
        done = 0.0
        while done < length:
            step = min(ahead, length - done)
            if on and step > 1:
                a, b = done / length, (done + step) / length
                canvas.path(
                    [
                        (x + (to_x - x) * a, y + (to_y - y) * a),
                        (x + (to_x - x) * b, y + (to_y - y) * b),
                    ],
                    4,
                    colour,
                )
            done, ahead = done + step, ahead - step
            if ahead <= 0:
                on = not on
                ahead = dash if on else gap
