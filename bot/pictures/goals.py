"""Goals as rings: a card of them, and rows of them on other cards."""

from bot.pictures import layout, palette
from bot.pictures.canvas import Canvas
from bot.pictures.cards import GoalCard, Ring
from bot.pictures.layout import EDGE, HEAD, SMALL, WIDTH
from bot.pictures.palette import Colour

RADIUS = 60
MOST_RINGS = 12


def goals(card: GoalCard) -> Canvas:
    """Draw goals and how far they are."""
    shown = card.rings[:MOST_RINGS]
    columns = 1 if len(shown) == 1 else 2
    rows = -(-len(shown) // columns)
    canvas = layout.card(EDGE + 62 + rows * row_height(RADIUS) + 16, palette.WHEEL[0])
    top = layout.heading(canvas, card.title, palette.WHEEL[0])
    rings(canvas, top, shown, columns, RADIUS)
    return canvas


def _ring(canvas: Canvas, x: float, y: float, radius: int, ring: Ring, colour: Colour) -> None:
    """Draw a goal's ring around a point, with its percentage inside."""
    share = min(max(ring.share, 0.0), 1.0)
    thickness = radius * 0.24
    canvas.arc(x, y, radius, thickness, 1, palette.mix(palette.LINE, colour, 0.18))
    canvas.arc(x, y, radius, thickness, share, palette.GOOD if share >= 1 else colour)
    whole = int(share * 100 + 1e-6) if share < 1 else 100
    canvas.text(
        x,
        y,
        f"{whole}%",
        round(radius * 0.46),
        weight=700,
        align="center",
        most=round(radius * 1.5),
    )


def rings(canvas: Canvas, y: float, of: tuple[Ring, ...], columns: int, radius: int) -> None:
    """Draw goals in rows of so many."""
    across = (WIDTH - 2 * EDGE) / columns
    for number, each in enumerate(of):
        left = EDGE + number % columns * across
        middle = y + number // columns * row_height(radius) + row_height(radius) / 2
        colour = palette.WHEEL[number % len(palette.WHEEL)]
        _ring(canvas, left + radius + 4, middle, radius, each, colour)
        x, most = left + 2 * radius + 22, round(across - 2 * radius - 34)
        count = len(layout.wrapped(each.title, HEAD - 2, 600, most, 2))
        top = middle - 15 * count
        layout.paragraph(canvas, x, top, each.title, HEAD - 2, palette.TEXT, weight=600, most=most)
        canvas.text(x, top + 30 * count + 2, each.caption, SMALL, palette.SOFT, most=most)


def row_height(radius: int) -> int:
    """Return the height of a row of rings."""
    return 2 * radius + 28
