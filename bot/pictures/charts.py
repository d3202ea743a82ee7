"""Charts: bars, lines with a forecast, a funnel, and several below each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from bot.pictures import layout, palette, scales
from bot.pictures.canvas import Canvas
from bot.pictures.cards import BarChart, Chart, ChartSheet, FunnelChart, LineChart, Series
from bot.pictures.images import gradient
from bot.pictures.layout import BODY, EDGE, SMALL, WIDTH
from bot.pictures.lines import measure
from bot.pictures.palette import Colour

PLOT = 260
"""Pixels of the height of what is plotted."""

MOST_LABELS = 60
MOST_SERIES = 6
MOST_STEPS = 10


def sheet(card: ChartSheet) -> Canvas:
    """Draw charts below each other."""
    parts = [chart(part).image for part in card.charts]
    canvas = Canvas(WIDTH, max(1, sum(part.height for part in parts)))
    top = 0
    for part in parts:
        canvas.image.paste(part, (0, top))
        top += part.height
    return canvas


def chart(card: Chart) -> Canvas:
    """Draw one chart."""
    return funnel(card) if isinstance(card, FunnelChart) else plot(card)


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


def plot(card: BarChart | LineChart) -> Canvas:
    """Draw bars or lines."""
    series = card.series[:MOST_SERIES]
    forecast = (card.forecast or ()) if isinstance(card, LineChart) else ()
    several = len(series) > 1
    top = EDGE + 62 + (40 if several else 0) + (36 if card.note else 0)
    canvas = layout.card(top + PLOT + 62, palette.WHEEL[0])
    y = layout.heading(canvas, card.title, palette.WHEEL[0])
    if card.note:
        canvas.text(EDGE, y + 8, card.note, BODY, palette.SOFT, most=WIDTH - 2 * EDGE)
        y += 36
    if several:
        _legend(canvas, y + 10, series)
    values = [v for each in series for v in each.values if v is not None]
    values += [v for v in forecast if v is not None]
    marks = scales.ticks(min([0.0, *values]), max([1.0, *values]))
    frame = _axes(canvas, card.labels[:MOST_LABELS], marks, top)
    if isinstance(card, BarChart):
        _bars(canvas, frame, series)
    else:
        _lines(canvas, frame, series, forecast)
    return canvas


def _colour(number: int, series: Series) -> Colour:
    if series.colour is not None:
        return palette.readable(palette.of(series.colour), palette.BACKGROUND, 3)
    return palette.WHEEL[number % len(palette.WHEEL)]


def _legend(canvas: Canvas, y: float, series: tuple[Series, ...]) -> None:
    x: float = EDGE
    room = round((WIDTH - 2 * EDGE) / len(series) - 46)
    for number, each in enumerate(series):
        canvas.rounded((x, y - 8, x + 16, y + 8), 5, _colour(number, each))
        x += 26 + canvas.text(x + 26, y, each.name, SMALL, palette.SOFT, most=room).width + 28


def _axes(canvas: Canvas, labels: tuple[str, ...], marks: list[float], top: int) -> _Frame:
    texts = [scales.short(mark) for mark in marks]
    left = EDGE + max(measure(text, SMALL, 400).width for text in texts) + 16
    frame = _Frame(left, top, WIDTH - EDGE, top + PLOT, marks[0], marks[-1], len(labels))
    for mark, text in zip(marks, texts, strict=True):
        y = frame.y(mark)
        canvas.rounded(
            (left, y - 0.75, WIDTH - EDGE, y + 0.75),
            0.75,
            palette.WHITE,
            0.2 if mark == 0 else 0.09,
        )
        canvas.text(left - 16, y, text, SMALL, palette.SOFT, align="right")
    widest = max((measure(label, SMALL, 400).width for label in labels), default=0) + 16
    every = max(1, -(-int(widest * len(labels)) // int(frame.right - frame.left)))
    for number in range(len(labels) - 1, -1, -every):
        canvas.text(
            frame.x(number),
            frame.bottom + 26,
            labels[number],
            SMALL,
            palette.SOFT,
            align="center",
            most=round(frame.right - frame.left),
        )
    return frame


def _bars(canvas: Canvas, frame: _Frame, series: tuple[Series, ...]) -> None:
    group = (frame.right - frame.left) / max(1, frame.count)
    wide = min(44.0, group * 0.72 / max(1, len(series)))
    for number, each in enumerate(series):
        colour = _colour(number, each)
        fill = gradient(palette.mix(colour, palette.WHITE, 0.12), palette.deep(colour, 0.35))
        for at, value in enumerate(each.values[: frame.count]):
            if not value:
                continue
            left = frame.x(at) + (number - len(series) / 2) * wide
            top, bottom = sorted((frame.y(value), frame.y(0)))
            canvas.rounded(
                (left + 1.5, min(top, bottom - 3), left + wide - 1.5, bottom),
                min(6, wide / 3),
                fill,
            )


def _lines(
    canvas: Canvas, frame: _Frame, series: tuple[Series, ...], forecast: tuple[float | None, ...]
) -> None:
    for number, each in enumerate(series):
        colour = _colour(number, each)
        for stretch in _stretches(frame, each.values):
            if not number:
                floor = frame.y(max(frame.low, 0))
                area = [*stretch, (stretch[-1][0], floor), (stretch[0][0], floor)]
                canvas.polygon(area, colour, 0.16)
            canvas.path(stretch, 4, colour)
            canvas.circle(*stretch[-1], 6, colour)
    if forecast and series:
        last = [(at, v) for at, v in enumerate(series[0].values[: frame.count]) if v is not None]
        points = [(at, v) for at, v in enumerate(forecast[: frame.count]) if v is not None]
        joined = [*last[-1:], *(point for point in points if not last or point[0] > last[-1][0])]
        _dashed(canvas, [(frame.x(at), frame.y(v)) for at, v in joined], palette.BAD)


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


def funnel(card: FunnelChart) -> Canvas:
    """Draw the steps of a funnel, each bar as long as many came so far."""
    steps = card.steps[:MOST_STEPS]
    canvas = layout.card(EDGE + 62 + len(steps) * 84 + 8, palette.WHEEL[2])
    top = layout.heading(canvas, card.title, palette.WHEEL[2])
    most = max((count for _, count in steps), default=0) or 1
    for number, (name, count) in enumerate(steps):
        y = top + number * 84
        share = count / most
        right = EDGE + (WIDTH - 2 * EDGE) * share
        said = f"{count:,}" if not number else f"{count:,} · {round(100 * share)}%"
        line = canvas.text(WIDTH - EDGE, y + 12, said, BODY, weight=700, align="right")
        canvas.text(
            EDGE, y + 12, name, BODY, palette.TEXT, most=round(WIDTH - 2 * EDGE - line.width - 20)
        )
        canvas.rounded((EDGE, y + 32, WIDTH - EDGE, y + 58), 13, palette.WHITE, 0.07)
        if count:
            canvas.rounded((EDGE, y + 32, max(right, EDGE + 26), y + 58), 13, palette.WHEEL[2])
    return canvas
