"""Goals as rings: a card of them, and rows of them on other cards."""

from bot.pictures import layout, palette
from bot.pictures.canvas import Canvas
from bot.pictures.cards import GoalCard, Ring
from bot.pictures.layout import EDGE, HEAD, SMALL, WIDTH
from bot.pictures.lines import measure
from bot.pictures.palette import Colour

RADIUS = 60
MOST_RINGS = 12


def goals(card: GoalCard) -> Canvas:
    """Draw goals and how far they are."""
    shown = card.rings[:MOST_RINGS]
    across = 1 if len(shown) == 1 else 2
    canvas = layout.card(EDGE + 62 + height(shown, across, RADIUS) + 16, palette.WHEEL[0])
    top = layout.heading(canvas, card.title, palette.WHEEL[0])
    rings(canvas, top, shown, across, RADIUS)
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
        middle = y + number // columns * _row_height(radius) + _row_height(radius) / 2
        colour = palette.WHEEL[number % len(palette.WHEEL)]
        _ring(canvas, left + radius + 4, middle, radius, each, colour)
        x, most = left + 2 * radius + 22, _room(columns, radius)
        count = len(layout.wrapped(each.title, HEAD - 2, 600, most, 2))
        top = middle - 15 * count
        layout.paragraph(canvas, x, top, each.title, HEAD - 2, palette.TEXT, weight=600, most=most)
        canvas.text(x, top + 30 * count + 2, each.caption, SMALL, palette.SOFT, most=most)


def columns(of: tuple[Ring, ...], radius: int) -> int:
    """Return in how many columns they stand: three where each has room for its title."""
    room = _room(3, radius)
    fits = all(
        measure(layout.wrapped(each.title, HEAD - 2, 600, room, 2)[-1], HEAD - 2, 600).width <= room
        for each in of
    )
    return 3 if fits and len(of) > 2 else 2


def height(of: tuple[Ring, ...], columns: int, radius: int) -> int:
    """Return the height of all their rows."""
    return -(-len(of) // columns) * _row_height(radius)


def _row_height(radius: int) -> int:
    return 2 * radius + 28


def _room(columns: int, radius: int) -> int:
    """Return the width of the text beside a ring."""
    return round((WIDTH - 2 * EDGE) / columns - 2 * radius - 34)
