"""Cards about one member: the profile, and a rank that has changed."""

import re

from bot.pictures import goals, layout, palette
from bot.pictures.canvas import Canvas
from bot.pictures.cards import ProfileCard, RankCard
from bot.pictures.images import portrait, rays
from bot.pictures.layout import BODY, EDGE, SMALL, WIDTH
from bot.pictures.lines import measure

HEAD_HEIGHT = EDGE + 148 + 24
"""Pixels from the top to below the avatar."""

MOST_BADGES = 6
MOST_RINGS = 6

_NUMBER = re.compile(r"^([+−-]?\d[\d.,\u00a0\u202f' ]*[\d])\s+(.+)$|^(\d)\s+(.+)$")


def profile(card: ProfileCard) -> Canvas:
    """Draw a member's profile."""
    accent = palette.of(card.accent)
    badges, rings = card.badges[:MOST_BADGES], card.rings[:MOST_RINGS]
    columns = goals.columns(rings, 48)
    across = (WIDTH - 2 * EDGE) / max(len(badges) + bool(card.more_badges), 4)
    most = round(across - 10)
    lines = max((layout.caption_lines(badge, most) for badge in badges), default=0)
    below = HEAD_HEIGHT + (150 + 25 * lines if badges else 0)
    ends = below + goals.height(rings, columns, 48) + 12 if rings else below + EDGE - 20
    canvas = layout.card(ends if badges or rings else HEAD_HEIGHT + 16, accent)
    _head(canvas, card)
    if badges:
        layout.panel(canvas, HEAD_HEIGHT, below - 20)
        y = HEAD_HEIGHT + 62
        for number, badge in enumerate(badges):
            layout.badge_cell(canvas, EDGE + across * (number + 0.5), y, 88, badge, most)
        if card.more_badges:
            x = EDGE + across * (len(badges) + 0.5)
            canvas.circle(x, y, 40, palette.WHITE, 0.09)
            text = card.more_badges
            canvas.text(x, y, text, BODY, weight=600, align="center", most=70, least=16)
    goals.rings(canvas, below, rings, columns, 48)
    return canvas


def _head(canvas: Canvas, card: ProfileCard) -> None:
    accent = palette.readable(palette.of(card.accent), palette.BACKGROUND, 2)
    portrait(canvas, EDGE + 70, EDGE + 74, 66, card.name, card.avatar, accent)
    x, right = EDGE + 172, WIDTH - EDGE
    alone = not (card.tier or card.streak or card.points or card.line)
    y = EDGE + (74 if alone else 28)
    canvas.text(x, y, card.name, 42, weight=700, most=round(right - x), least=34)
    end = _points(canvas, right, EDGE + 70, card.points) - 28 if card.points else right
    streak = measure(card.streak, SMALL, 400).width + 20 if card.streak else 0
    at: float = x
    if card.tier:
        room = end - x
        most = room - min(streak, room * 0.62)
        at = layout.pill(canvas, x, EDGE + 86, card.tier, accent, round(most)) + 16
    if card.streak:
        canvas.text(at, EDGE + 86, card.streak, BODY, most=round(end - at), least=SMALL)
    if card.line:
        canvas.text(x, EDGE + 146, card.line, SMALL, palette.SOFT, most=round(right - x))


def _points(canvas: Canvas, right: float, y: float, points: str) -> float:
    """Write points with their number large; return where they begin."""
    match = _NUMBER.match(points)
    if match is None:
        line = canvas.text(
            right, y + 20, points, 32, weight=700, align="right", most=240, least=BODY
        )
        return right - line.width
    number, unit = match[1] or match[3], match[2] or match[4]
    first = canvas.text(right, y + 4, number, 46, weight=700, align="right", most=240, least=20)
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
    before = canvas.text(x, 126, card.before, 38, palette.SOFT, weight=600, most=210, least=BODY)
    at = x + before.width + 22
    canvas.path([(at, 126), (at + 46, 126)], 5, accent)
    canvas.path([(at + 32, 112), (at + 46, 126), (at + 32, 140)], 5, accent)
    room = round(right - at - 70)
    canvas.text(at + 70, 126, card.after, 56, weight=700, most=room, least=BODY)
    canvas.text(x, 188, card.line, BODY, palette.SOFT, most=round(right - x))
    return canvas
