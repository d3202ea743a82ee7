"""The card of a ranking."""

import re
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from bot.pictures import layout, palette
from bot.pictures.canvas import Canvas
from bot.pictures.cards import LeaderboardCard, LeaderRow
from bot.pictures.images import portrait
from bot.pictures.layout import BODY, EDGE, HEAD, SMALL, WIDTH
from bot.pictures.lines import fitting, measure
from bot.pictures.palette import Colour
from bot.pictures.shapes import rounded

ROW = 68
"""Pixels from one row to the next."""

GAP = 22
"""Pixels more where places are left out."""

PODIUM = 244
"""Pixels of the height of the first three, without their names."""

NAME = 226
"""Pixels of the width of a name there."""

MOST_ROWS = 20


def leaderboard(card: LeaderboardCard) -> Canvas:
    """Draw a ranking: the first three on a podium, the others in rows."""
    shown = card.rows[:MOST_ROWS]
    podium = shown[:3] if len(shown) >= 3 and _place(shown[0]) == 1 else ()
    rows = shown[len(podium) :]
    lines = max((_name_lines(row) for row in podium), default=0)
    tall = PODIUM + 26 * lines if podium else 0
    start = EDGE + 62 + tall
    tops = _tops(rows, start)
    height = tops[-1] + (46 if card.footer else 0) + 20
    size = min((_points_size(row) for row in podium), default=BODY)
    canvas = layout.card(height, palette.GOLD)
    top = layout.heading(canvas, card.title, palette.GOLD)
    for row, step in zip(podium, _STEPS, strict=False):
        _on_podium(canvas, top, row, step, tall, size)
    for row, y in zip(rows, tops, strict=False):
        _row(canvas, y, row)
    for before, y in pairwise(tops):
        if y - before > ROW:  # places between them are left out
            for dot in (-9, 0, 9):
                canvas.circle(EDGE + 22 + dot, y - 15, 2.5, palette.SOFT)
    if card.footer:
        most = WIDTH - 2 * EDGE
        canvas.text(
            WIDTH / 2, height - 38, card.footer, SMALL, palette.SOFT, align="center", most=most
        )
    return canvas


@dataclass(frozen=True)
class _Step:
    """A step of the podium: its middle, how much lower it is, its size, its colour."""

    x: float
    lower: int
    radius: int
    metal: Colour


_STEPS = (
    _Step(WIDTH / 2, 0, 60, palette.GOLD),
    _Step(WIDTH / 2 - 268, 30, 48, palette.SILVER),
    _Step(WIDTH / 2 + 268, 30, 48, palette.BRONZE),
)


def _tops(rows: tuple[LeaderRow, ...], start: int) -> list[int]:
    """Return where each row begins, and where the last one ends."""
    tops = [start]
    for row, after in zip_longest(rows, rows[1:]):
        apart = after is not None and (_place(after) or 0) > (_place(row) or 0) + 1
        tops.append(tops[-1] + ROW + (GAP if apart else 0))
    return tops


def _place(row: LeaderRow) -> int | None:
    digits = re.sub(r"\D", "", row.place)
    return int(digits) if digits else None


def _on_podium(
    canvas: Canvas, top: int, row: LeaderRow, step: _Step, tall: int, points_size: int
) -> None:
    x, y = step.x, top + step.lower + step.radius + 14
    left, right = x - 128, x + 128
    fill = palette.GOLD if row.me else palette.WHITE
    canvas.rounded((left, y - 4, right, top + tall - 12), 20, fill, 0.2 if row.me else 0.055)
    portrait(canvas, x, y, step.radius, row.name, row.avatar, step.metal)
    pin = y + step.radius + 2
    canvas.circle(x, pin, 21, palette.BACKGROUND)
    canvas.circle(x, pin, 18, step.metal)
    canvas.text(
        x, pin, row.place, SMALL, palette.BLACK, weight=700, align="center", most=32, least=14
    )
    size = fitting(row.name, HEAD - 2, 600, NAME, SMALL)
    lines, low = _name_lines(row), top + tall - 48
    middle = (pin + 21 + low - 14) / 2 - (lines - 1) * size * 0.625
    layout.paragraph(
        canvas,
        x,
        middle,
        row.name,
        size,
        palette.TEXT,
        weight=600,
        align="center",
        most=NAME,
        lines=lines,
    )
    aside = _change_width(row)
    most = NAME - round(aside)
    wide = measure(row.points, points_size, 700, most).width + aside
    canvas.text(x - wide / 2, low, row.points, points_size, step.metal, weight=700, most=most)
    _change(canvas, x + wide / 2, low, row)


def _points_size(row: LeaderRow) -> int:
    """Return the size in which points have room on the podium."""
    return fitting(row.points, BODY, 700, NAME - round(_change_width(row)), 16)


def _name_lines(row: LeaderRow) -> int:
    """Return how many rows a name takes on the podium."""
    return 1 if measure(row.name, SMALL, 600).width <= NAME else 2


def _row(canvas: Canvas, top: int, row: LeaderRow) -> None:
    box = (EDGE - 12, top, WIDTH - EDGE + 12, top + ROW - 8)
    canvas.rounded(box, 16, palette.GOLD if row.me else palette.WHITE, 0.2 if row.me else 0.055)
    y, right = top + ROW / 2 - 4, WIDTH - EDGE - 6
    colour = palette.TEXT if row.me else palette.SOFT
    canvas.text(
        EDGE + 22, y, row.place, BODY, colour, weight=600, align="center", most=48, least=14
    )
    portrait(canvas, EDGE + 82, y, 23, row.name, row.avatar)
    points = canvas.text(
        right, y, row.points, HEAD - 2, weight=700, align="right", most=270, least=SMALL
    )
    at = right - points.width - 18
    _change(canvas, at, y, row)
    room = at - _change_width(row) - EDGE - 124 - 12
    canvas.text(EDGE + 124, y, row.name, HEAD - 2, weight=600, most=round(room))


def _change_width(row: LeaderRow) -> float:
    """Return how wide `_change` draws, with the space before it."""
    change = row.change
    if not row.compared:
        return 0
    return 36 + measure(str(abs(change)), SMALL, 600).width if change else 32


def _change(canvas: Canvas, right: float, y: float, row: LeaderRow) -> None:
    """Draw how many places were gained or lost, to the left of a point."""
    change = row.change
    if not row.compared:
        return
    if change is None:
        canvas.text(right, y, "★", BODY, palette.GOLD, align="right")
    elif not change:
        canvas.rounded((right - 17, y - 1.5, right - 1, y + 1.5), 1.5, palette.SOFT, 0.7)
    else:
        colour = palette.GOOD if change > 0 else palette.BAD
        line = canvas.text(right, y, str(abs(change)), SMALL, colour, weight=600, align="right")
        x, way = right - line.width - 13, -1 if change > 0 else 1
        points = rounded([(x - 8, y - way * 5.5), (x + 8, y - way * 5.5), (x, y + way * 6.5)], 2)
        canvas.polygon(points, colour)
