"""From a card to a picture."""

import pickle
from io import BytesIO

from PIL import PngImagePlugin, WebPImagePlugin

from bot.pictures import awards, badges, charts, goals, leaderboard, people
from bot.pictures.canvas import Canvas
from bot.pictures.cards import (
    BadgeCard,
    BadgeImage,
    Card,
    ChartSheet,
    CollectionSheet,
    GoalCard,
    LeaderboardCard,
    ProfileCard,
    RankCard,
)

# What is loaded here is known to Pillow, which else loads all its fifty formats for the first.
FORMATS = (PngImagePlugin.PngImageFile.format, WebPImagePlugin.WebPImageFile.format)

BADGE_PIXELS = 256
"""Pixels of each side of a badge's own picture."""

QUALITY = 90


def work(data: bytes) -> bytes:
    """Draw a card that another process of ours has pickled."""
    return draw(pickle.loads(data))  # noqa: S301  # `bot/runtime/drawing.py` wrote it


def draw(card: Card) -> bytes:
    """Return a card as WebP, and a badge's own picture as PNG."""
    out = BytesIO()
    if isinstance(card, BadgeImage):
        badges.tile(card.badge, BADGE_PIXELS).save(out, FORMATS[0])
    else:
        canvas_of(card).image.save(out, FORMATS[1], quality=QUALITY, method=2)
    return out.getvalue()


def canvas_of(card: Card) -> Canvas:
    """Return a card as it is drawn, with the texts that stand on it."""
    match card:
        case ProfileCard():
            return people.profile(card)
        case RankCard():
            return people.rank(card)
        case LeaderboardCard():
            return leaderboard.leaderboard(card)
        case GoalCard():
            return goals.goals(card)
        case CollectionSheet():
            return awards.collection(card)
        case BadgeCard():
            return awards.badge_given(card)
        case ChartSheet():
            return charts.charts(card.charts)
        case BadgeImage():
            canvas = Canvas(BADGE_PIXELS, BADGE_PIXELS)
            badges.show(canvas, BADGE_PIXELS / 2, BADGE_PIXELS / 2, BADGE_PIXELS, card.badge)
            return canvas
        case _:
            return charts.charts((card,))
