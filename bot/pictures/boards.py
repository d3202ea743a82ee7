"""Cards about many: the leaderboard, goals, a collection, a badge that was given."""

from bot.pictures import badges, layout, palette
from bot.pictures.canvas import Canvas
from bot.pictures.cards import BadgeCard, CollectionSheet, GoalCard, LeaderboardCard, LeaderRow
from bot.pictures.images import portrait
from bot.pictures.layout import BODY, EDGE, HEAD, SMALL, WIDTH

ROW = 68
_METALS = (palette.GOLD, palette.SILVER, palette.BRONZE)
MOST_ROWS = 20
MOST_BADGES = 60
MOST_NAMES = 5


def leaderboard(card: LeaderboardCard) -> Canvas:
    """Draw a ranking."""
    rows = card.rows[:MOST_ROWS]
    height = EDGE + 62 + ROW * len(rows) + (46 if card.footer else 0) + 20
    canvas = layout.card(height, palette.GOLD)
    top = layout.heading(canvas, card.title, palette.GOLD)
    for number, row in enumerate(rows):
        _row(canvas, top + number * ROW, row, number)
    if card.footer:
        canvas.text(EDGE, height - 40, card.footer, SMALL, palette.SOFT, most=WIDTH - 2 * EDGE)
    return canvas


def _row(canvas: Canvas, top: int, row: LeaderRow, number: int) -> None:
    box = (EDGE - 12, top, WIDTH - EDGE + 12, top + ROW - 8)
    canvas.rounded(box, 16, palette.GOLD if row.me else palette.WHITE, 0.2 if row.me else 0.05)
    y = top + ROW / 2 - 4
    if number < len(_METALS):
        canvas.circle(EDGE + 22, y, 20, _METALS[number])
        canvas.text(
            EDGE + 22, y, row.place, SMALL, palette.BLACK, weight=700, align="center", most=36
        )
    else:
        canvas.text(
            EDGE + 22, y, row.place, SMALL, palette.SOFT, weight=600, align="center", most=44
        )
    portrait(canvas, EDGE + 82, y, 23, row.name, row.avatar)
    points = canvas.text(
        WIDTH - EDGE - 4, y, row.points, HEAD - 2, weight=700, align="right", most=230
    )
    at = WIDTH - EDGE - 4 - points.width - 24
    at -= _change(canvas, at, y, row.change)
    canvas.text(EDGE + 124, y, row.name, HEAD - 2, weight=600, most=round(at - EDGE - 124 - 12))


def _change(canvas: Canvas, right: float, y: float, change: int | None) -> float:
    """Draw how many places were gained or lost, to the left of a point; return the width."""
    if change is None:
        canvas.circle(right - 8, y, 6, palette.GOLD)
        return 30
    if not change:
        canvas.rounded((right - 16, y - 2, right, y + 2), 2, palette.SOFT)
        return 30
    colour = palette.GOOD if change > 0 else palette.BAD
    line = canvas.text(right, y, str(abs(change)), SMALL, colour, weight=600, align="right")
    x, way = right - line.width - 16, -1 if change > 0 else 1
    canvas.polygon([(x - 8, y - way * 5), (x + 8, y - way * 5), (x, y + way * 7)], colour)
    return line.width + 30


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
    shown = card.badges[:MOST_BADGES]
    rows = max(1, -(-len(shown) // 5))
    canvas = layout.card(EDGE + 62 + rows * 188 + 12, palette.WHEEL[4])
    top = layout.heading(canvas, card.title, palette.WHEEL[4])
    across = (WIDTH - 2 * EDGE) / 5
    for number, badge in enumerate(shown):
        x = EDGE + (number % 5 + 0.5) * across
        layout.badge_cell(canvas, x, top + number // 5 * 188 + 58, 108, badge, round(across - 10))
    return canvas


def badge_given(card: BadgeCard) -> Canvas:
    """Draw a badge and who received it."""
    badge = card.badge
    accent = palette.from_name(badge.name) if badge.colour is None else palette.of(badge.colour)
    names = card.names[:MOST_NAMES]
    lines = len(names) + (1 if card.more else 0)
    height = max(280, EDGE + 130 + lines * 36 + 20)
    canvas = layout.card(height, accent)
    badges.show(canvas, EDGE + 104, height / 2, 208, badge)
    x, most = EDGE + 244, WIDTH - 2 * EDGE - 244
    top = height / 2 - (120 + lines * 36) / 2 + 20
    canvas.text(
        x,
        top,
        card.title,
        BODY,
        palette.readable(accent, palette.BACKGROUND),
        weight=600,
        most=most,
    )
    canvas.text(x, top + 50, badge.name, 40, weight=700, most=most)
    for number, name in enumerate(names):
        canvas.text(x, top + 104 + number * 36, name, HEAD - 2, palette.TEXT, weight=500, most=most)
    if card.more:
        canvas.text(x, top + 104 + len(names) * 36, card.more, BODY, palette.SOFT, most=most)
    return canvas
