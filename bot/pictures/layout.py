"""Measures and pieces that all cards share."""

from bot.pictures import badges, palette
from bot.pictures.canvas import Canvas
from bot.pictures.cards import Badge
from bot.pictures.images import glow
from bot.pictures.lines import measure
from bot.pictures.palette import Colour
from bot.pictures.symbols import label

WIDTH = 840
"""Pixels of every card. Discord shows about 550 of its own, so texts have at least 20 here."""

EDGE = 36
"""Pixels between a card's edge and what is on it."""

TITLE, HEAD, BODY, SMALL = 34, 26, 22, 20
"""Sizes of text, in pixels."""


def card(height: int, accent: Colour) -> Canvas:
    """Return an empty card that shines in a colour."""
    canvas = Canvas(WIDTH, height)
    canvas.image.paste(glow(accent, WIDTH, height))
    return canvas


def heading(canvas: Canvas, title: str, accent: Colour, top: int = 0) -> int:
    """Write a title; return where what comes below it begins."""
    y = top + EDGE + 19
    canvas.rounded((EDGE, y - 17, EDGE + 6, y + 17), 3, accent)
    canvas.text(EDGE + 22, y, title, TITLE, weight=700, most=WIDTH - 2 * EDGE - 22, least=HEAD)
    return y + 43


def panel(canvas: Canvas, top: float, bottom: float) -> None:
    """Lay a lighter surface across the card."""
    canvas.rounded((EDGE - 12, top, WIDTH - EDGE + 12, bottom), 20, palette.WHITE, 0.055)


def pill(canvas: Canvas, x: float, y: float, text: str, colour: Colour, most: int) -> float:
    """Write a text on a pill whose left end is at `x`; return its right end."""
    line = measure(text, SMALL, 600, most - 32)
    right = x + line.width + 32
    canvas.rounded((x, y - 17, right, y + 17), 17, colour)
    canvas.text(x + 16, y, text, SMALL, palette.ink(colour), weight=600, most=most - 32)
    return right


def paragraph(
    canvas: Canvas,
    x: float,
    y: float,
    text: str,
    size: int,
    colour: Colour,
    *,
    weight: int = 400,
    align: str = "left",
    most: int,
    lines: int = 2,
) -> int:
    """Write a text in at most so many lines, the first around `y`; return how many."""
    rows = wrapped(text, size, weight, most, lines)
    for number, row in enumerate(rows):
        canvas.text(
            x, y + number * size * 1.25, row, size, colour, weight=weight, align=align, most=most
        )
    return len(rows)


def wrapped(text: str, size: int, weight: int, most: int, lines: int) -> list[str]:
    """Cut a text at its spaces into at most so many rows; the last has all the rest.

    Of two rows that have room, neither is much longer than the other.
    """

    def width(words: list[str]) -> float:
        return measure(" ".join(words), size, weight).width

    rows: list[list[str]] = []
    words = text.split()
    while words and len(rows) < lines - 1:
        count = len(words)
        while count > 1 and width(words[:count]) > most:
            count -= 1
        rows.append(words[:count])
        words = words[count:]
    if words or not rows:
        rows.append(words)
    if len(rows) == 2 and width(rows[1]) <= most:
        first, second = rows
        while len(first) > 1 and width([first[-1], *second]) < width(first):
            first, second = first[:-1], [first[-1], *second]
        rows = [first, second]
    return [" ".join(row) for row in rows]


def badge_cell(canvas: Canvas, x: float, y: float, size: int, badge: Badge, most: int) -> None:
    """Show a badge around a point, and its name below it in two rows at most."""
    badges.show(canvas, x, y, size, badge)
    colour = palette.TEXT if badge.held else palette.SOFT
    paragraph(
        canvas, x, y + size / 2 + 24, caption(badge), SMALL, colour, align="center", most=most
    )


def caption_lines(badge: Badge, most: int) -> int:
    """Return how many rows its name takes below a badge."""
    return len(wrapped(caption(badge), SMALL, 400, most, 2))


def caption(badge: Badge) -> str:
    """Return what stands below a badge: its name, without the emoji that is on the badge."""
    return badge.name if badge.image else label(badge.name)
