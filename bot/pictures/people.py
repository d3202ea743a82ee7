"""Cards about one member: the profile, and a rank that has changed."""

import re

from bot.pictures import goals, layout, palette
from bot.pictures.canvas import Canvas
from bot.pictures.cards import ProfileCard, RankCard
from bot.pictures.images import portrait, rays
from bot.pictures.layout import BODY, EDGE, SMALL, WIDTH
from bot.pictures.lines import measure

MOST_BADGES = 6
MOST_RINGS = 6

_NUMBER = re.compile(r"^([+−-]?\d[\d.,\u00a0\u202f' ]*[\d])\s+(.+)$|^(\d)\s+(.+)$")


def profile(card: ProfileCard) -> Canvas:
    """Draw a member's profile."""
    accent = palette.of(card.accent)
    badges, rings = card.badges[:MOST_BADGES], card.rings[:MOST_RINGS]
    top = EDGE + 148 + 24
    below = top + (176 + 20 if badges else 0)
    columns = min(3, max(2, len(rings)))
    rows = -(-len(rings) // columns)
    bottom = below + rows * goals.row_height(48) + (12 if rows else 0)
    canvas = layout.card(max(bottom, EDGE + 148 + EDGE), accent)
    _head(canvas, card)
    if badges:
        layout.panel(canvas, top, top + 176)
        cells = len(badges) + (1 if card.more_badges else 0)
        across = (WIDTH - 2 * EDGE) / max(cells, 6)
        for number, badge in enumerate(badges):
            layout.badge_cell(
                canvas, EDGE + across * (number + 0.5), top + 62, 88, badge, round(across - 8)
            )
        if card.more_badges:
            x = EDGE + across * (cells - 0.5)
            canvas.circle(x, top + 62, 40, palette.WHITE, 0.09)
            canvas.text(x, top + 62, card.more_badges, BODY, weight=600, align="center", most=72)
    goals.rings(canvas, below, rings, columns, 48)
    return canvas


def _head(canvas: Canvas, card: ProfileCard) -> None:
    accent = palette.of(card.accent)
    portrait(canvas, EDGE + 70, EDGE + 74, 66, card.name, card.avatar, accent)
    x, right = EDGE + 172, WIDTH - EDGE
    canvas.text(x, EDGE + 28, card.name, 42, weight=700, most=round(right - x), least=34)
    end = _points(canvas, right, EDGE + 80, card.points) - 28 if card.points else right
    streak = measure(card.streak, BODY, 400).width + 16 if card.streak else 0
    at: float = x
    if card.tier:
        room = end - x
        most = room - min(streak, room * 0.55)
        at = layout.pill(canvas, x, EDGE + 84, card.tier, accent, round(most)) + 16
    if card.streak:
        canvas.text(at, EDGE + 84, card.streak, BODY, most=round(end - at), least=SMALL)
    if card.line:
        canvas.text(x, EDGE + 128, card.line, SMALL, palette.SOFT, most=round(end - x))


def _points(canvas: Canvas, right: float, y: float, points: str) -> float:
    """Write points with their number large; return where they begin."""
    match = _NUMBER.match(points)
    if match is None:
        line = canvas.text(
            right, y + 20, points, 32, weight=700, align="right", most=240, least=BODY
        )
        return right - line.width
    number, unit = match[1] or match[3], match[2] or match[4]
    first = canvas.text(right, y + 4, number, 46, weight=700, align="right", most=240, least=28)
    second = canvas.text(right, y + 46, unit, BODY, palette.SOFT, align="right", most=240)
    return right - max(first.width, second.width)


def rank(card: RankCard) -> Canvas:
    """Draw a member who has moved in a ranking."""
    accent = palette.from_name(card.name)
    canvas = layout.card(240, accent)
    canvas.stamp(
        (EDGE + 76 - 240, 120 - 240), rays(240), palette.mix(accent, palette.WHITE, 0.3), 0.2
    )
    portrait(canvas, EDGE + 76, 120, 72, card.name, card.avatar, accent)
    x, right = EDGE + 184, WIDTH - EDGE
    canvas.text(x, 62, card.name, 34, weight=700, most=round(right - x))
    before = canvas.text(x, 126, card.before, 38, palette.SOFT, weight=600, most=220)
    at = x + before.width + 22
    canvas.path([(at, 126), (at + 46, 126)], 5, accent)
    canvas.path([(at + 32, 112), (at + 46, 126), (at + 32, 140)], 5, accent)
    canvas.text(at + 70, 126, card.after, 56, weight=700, most=round(right - at - 70))
    canvas.text(x, 188, card.line, BODY, palette.SOFT, most=round(right - x))
    return canvas
