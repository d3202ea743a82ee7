"""Cards about badges: a collection, and one that was given."""

from math import cos, hypot, pi, sin
from random import Random

from PIL import ImageDraw

from bot.pictures import badges, layout, palette
from bot.pictures.canvas import Canvas
from bot.pictures.cards import BadgeCard, CollectionSheet
from bot.pictures.images import rays
from bot.pictures.layout import BODY, EDGE, WIDTH
from bot.pictures.lines import fitting, measure
from bot.pictures.palette import Colour
from bot.pictures.shapes import Point

COLUMNS = 5
CHIP = 48
"""Pixels from one row of names to the next."""

MOST_BADGES = 60
MOST_NAMES = 5


def collection(card: CollectionSheet) -> Canvas:
    """Draw all badges, those that are missing in outline."""
    across = (WIDTH - 2 * EDGE) / COLUMNS
    most = round(across - 12)
    shown = card.badges[:MOST_BADGES]
    rows = [shown[at : at + COLUMNS] for at in range(0, len(shown), COLUMNS)]
    lines = [max(layout.caption_lines(badge, most) for badge in row) for row in rows]
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
    light = palette.readable(accent, palette.BACKGROUND, 5.5)
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
    canvas.stamp((round(x) - reach, round(y) - reach), rays(reach), light, 0.16)
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
