"""Cards about many: the leaderboard, goals, a collection, a badge that was given."""

import re
from dataclasses import dataclass
from functools import cache
from math import cos, hypot, pi, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageOps

from bot.pictures import badges, layout, palette
from bot.pictures.canvas import Canvas
from bot.pictures.cards import BadgeCard, CollectionSheet, GoalCard, LeaderboardCard, LeaderRow
from bot.pictures.images import portrait
from bot.pictures.layout import BODY, EDGE, HEAD, SMALL, WIDTH
from bot.pictures.lines import fitting, measure
from bot.pictures.palette import Colour
from bot.pictures.shapes import Point, rounded

ROW = 68
PODIUM = 270
"""Pixels of the height of the first three of a ranking."""

CHIP = 48
"""Pixels from one row of names to the next."""

COLUMNS = 5
MOST_ROWS = 20
MOST_BADGES = 60
MOST_NAMES = 5


def leaderboard(card: LeaderboardCard) -> Canvas:
    """Draw a ranking: the first three on a podium, the others in rows."""
    shown = card.rows[:MOST_ROWS]
    podium = shown[:3] if len(shown) >= 3 and _place(shown[0]) == 1 else ()
    rows = shown[len(podium) :]
    start = EDGE + 62 + (PODIUM if podium else 0)
    height = start + ROW * len(rows) + (46 if card.footer else 0) + 20
    canvas = layout.card(height, palette.GOLD)
    top = layout.heading(canvas, card.title, palette.GOLD)
    for row, step in zip(podium, _STEPS, strict=False):
        _on_podium(canvas, top, row, step)
    for number, row in enumerate(rows):
        _row(canvas, start + number * ROW, row)
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


def _place(row: LeaderRow) -> int | None:
    digits = re.sub(r"\D", "", row.place)
    return int(digits) if digits else None


def _on_podium(canvas: Canvas, top: int, row: LeaderRow, step: _Step) -> None:
    x, y = step.x, top + step.lower + step.radius + 14
    left, right = x - 128, x + 128
    fill = palette.GOLD if row.me else palette.WHITE
    canvas.rounded((left, y - 4, right, top + PODIUM - 12), 20, fill, 0.2 if row.me else 0.055)
    portrait(canvas, x, y, step.radius, row.name, row.avatar, step.metal)
    pin = y + step.radius + 2
    canvas.circle(x, pin, 21, palette.BACKGROUND)
    canvas.circle(x, pin, 18, step.metal)
    canvas.text(
        x, pin, row.place, SMALL, palette.BLACK, weight=700, align="center", most=32, least=14
    )
    canvas.text(x, pin + 40, row.name, HEAD - 2, weight=600, align="center", most=222)
    aside = _change_width(row.change)
    most = 226 - round(aside)
    size = fitting(row.points, BODY, 700, most, 16)
    wide = measure(row.points, size, 700, most).width + aside
    canvas.text(x - wide / 2, pin + 74, row.points, size, step.metal, weight=700, most=most)
    _change(canvas, x + wide / 2, pin + 74, row.change)


def _row(canvas: Canvas, top: int, row: LeaderRow) -> None:
    box = (EDGE - 12, top, WIDTH - EDGE + 12, top + ROW - 8)
    canvas.rounded(box, 16, palette.GOLD if row.me else palette.WHITE, 0.2 if row.me else 0.055)
    y, right = top + ROW / 2 - 4, WIDTH - EDGE - 6
    colour = palette.TEXT if row.me else palette.SOFT
    canvas.text(
        EDGE + 22, y, row.place, BODY, colour, weight=600, align="center", most=56, least=14
    )
    portrait(canvas, EDGE + 82, y, 23, row.name, row.avatar)
    points = canvas.text(right, y, row.points, HEAD - 2, weight=700, align="right", most=230)
    at = right - points.width - 18
    _change(canvas, at, y, row.change)
    room = at - _change_width(row.change) - EDGE - 124 - 12
    canvas.text(EDGE + 124, y, row.name, HEAD - 2, weight=600, most=round(room))


def _change_width(change: int | None) -> float:
    """Return how wide `_change` draws, with the space before it."""
    return 36 + measure(str(abs(change)), SMALL, 600).width if change else 32


def _change(canvas: Canvas, right: float, y: float, change: int | None) -> None:
    """Draw how many places were gained or lost, to the left of a point."""
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


def goals(card: GoalCard) -> Canvas:
    """Draw goals and how far they are."""
    columns = 1 if len(card.rings) == 1 else 2
    rows = -(-len(card.rings) // columns)
    radius = 60
    canvas = layout.card(EDGE + 62 + rows * layout.ring_row(radius) + 16, palette.WHEEL[0])
    top = layout.heading(canvas, card.title, palette.WHEEL[0])
    layout.rings(canvas, top, card.rings, columns, radius)
    return canvas


def collection(card: CollectionSheet) -> Canvas:
    """Draw all badges, those that are missing in outline."""
    across = (WIDTH - 2 * EDGE) / COLUMNS
    most = round(across - 12)
    shown = card.badges[:MOST_BADGES]
    rows = [shown[at : at + COLUMNS] for at in range(0, len(shown), COLUMNS)]
    lines = [
        max(len(layout.wrapped(layout.caption(badge), SMALL, 400, most, 2)) for badge in row)
        for row in rows
    ]
    canvas = layout.card(
        EDGE + 62 + sum(142 + 25 * count for count in lines) + 20, palette.WHEEL[4]
    )
    top = layout.heading(canvas, card.title, palette.WHEEL[4]) + 4
    for row, count in zip(rows, lines, strict=True):
        for number, badge in enumerate(row):
            x = EDGE + (number + 0.5) * across
            layout.badge_cell(canvas, x, top + 56, 108, badge, most)
        top += 142 + 25 * count
    return canvas


def badge_given(card: BadgeCard) -> Canvas:
    """Draw a badge and who received it."""
    badge = card.badge
    accent = palette.from_name(badge.name) if badge.colour is None else palette.of(badge.colour)
    x, most = EDGE + 264, WIDTH - 2 * EDGE - 264
    names = [*card.names[:MOST_NAMES], *([card.more] if card.more else [])]
    rows = _in_rows(names, most)
    name_size = fitting(layout.caption(badge), 42, 700, most, 32)
    title = layout.wrapped(layout.caption(badge), name_size, 700, most, 2)
    tall = 42 + len(title) * name_size * 1.2 + 16 + len(rows) * CHIP
    height = round(max(312, tall + 2 * EDGE))
    canvas = layout.card(height, accent)
    _celebrate(canvas, EDGE + 116, height / 2, accent)
    badges.show(canvas, EDGE + 116, height / 2, 216, badge)
    y = (height - tall) / 2 + 14
    light = palette.readable(accent, palette.BACKGROUND)
    canvas.text(x, y, card.title, BODY, light, weight=600, most=most)
    y += 42 + name_size * 0.1
    for line in title:
        canvas.text(x, y, line, name_size, weight=700, most=most)
        y += name_size * 1.2
    for row in rows:
        at: float = x
        for name in row:
            quiet = name is card.more
            width = min(measure(name, BODY, 500).width, most - 36)
            if not quiet:
                canvas.rounded((at, y, at + width + 36, y + CHIP - 10), 19, palette.WHITE, 0.1)
            colour = palette.SOFT if quiet else palette.TEXT
            canvas.text(
                at + (4 if quiet else 18),
                y + (CHIP - 10) / 2,
                name,
                BODY,
                colour,
                weight=500,
                most=most - 36,
            )
            at += width + 36 + 10
        y += CHIP
    return canvas


def _in_rows(names: list[str], most: int) -> list[list[str]]:
    """Divide names into rows of chips."""
    rows: list[list[str]] = []
    left = 0.0
    for name in names:
        width = min(measure(name, BODY, 500).width, most - 36) + 46
        if not rows or width - 10 > left:
            rows.append([])
            left = most
        rows[-1].append(name)
        left -= width
    return rows


def _celebrate(canvas: Canvas, x: float, y: float, accent: Colour) -> None:
    """Draw rays and confetti around a point; they always fall the same."""
    light = palette.mix(accent, palette.WHITE, 0.35)
    reach = 270
    canvas.stamp((round(x) - reach, round(y) - reach), _rays(reach), light, 0.16)
    chance = Random(11)
    colours = (light, palette.GOLD, palette.WHEEL[1], palette.WHEEL[2], palette.WHEEL[5])
    for colour in colours:
        pieces = [_confetto(chance, x, y) for _ in range(9)]

        def paint(
            drawing: ImageDraw.ImageDraw, scale: float, pieces: list[list[Point]] = pieces
        ) -> None:
            for corners in pieces:
                drawing.polygon([(a * scale, b * scale) for a, b in corners], 255)

        canvas.shape((0, 0, EDGE + 262, canvas.height), colour, paint, 0.9)


def _confetto(chance: Random, x: float, y: float) -> list[Point]:
    """Return the corners of a small piece of paper, not too near to a point."""
    while True:
        at_x, at_y = chance.uniform(4, EDGE + 244), y + chance.uniform(-170, 170)
        if hypot(at_x - x, at_y - y) > 124:
            break
    turn, long, thick = chance.uniform(0, pi), chance.uniform(4, 7), chance.uniform(1.5, 3)
    return [
        (
            at_x + a * long * cos(turn) - b * thick * sin(turn),
            at_y + a * long * sin(turn) + b * thick * cos(turn),
        )
        for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]


@cache
def _rays(reach: int) -> Image.Image:
    """Return the mask of rays that fade away from the middle of a square."""
    mask = Image.new("L", (4 * reach, 4 * reach))
    drawing = ImageDraw.Draw(mask)
    middle = 2 * reach
    for number in range(16):
        angle = number * pi / 8 + 0.1
        ends = [
            (middle + 2 * middle * cos(angle + turn), middle + 2 * middle * sin(angle + turn))
            for turn in (-0.075, 0.075)
        ]
        drawing.polygon([(middle, middle), *ends], 255)
    fading = ImageOps.invert(Image.radial_gradient("L")).point(
        lambda v: max(0, v - 74) * 255 // 181
    )
    return ImageChops.multiply(mask.reduce(2), fading.resize((2 * reach, 2 * reach)))
