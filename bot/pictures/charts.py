"""Charts, alone or several below each other: those with axes, and a funnel."""

from bot.pictures import layout, palette, plots, scales
from bot.pictures.canvas import Canvas
from bot.pictures.cards import Chart, FunnelChart
from bot.pictures.layout import BODY, EDGE, WIDTH

MOST_CHARTS = 8
MOST_STEPS = 10
STEP = 86
"""Pixels of the height of a step of a funnel."""


def charts(cards: tuple[Chart, ...]) -> Canvas:
    """Draw charts below each other."""
    shown = cards[:MOST_CHARTS]
    heights = [_height(card) for card in shown]
    canvas = layout.card(max(EDGE, sum(heights)), palette.SLATE)
    top = 0
    for card, height in zip(shown, heights, strict=True):
        if top:
            canvas.rounded((EDGE, top, WIDTH - EDGE, top + 1.5), 0.75, palette.WHITE, 0.12)
        if isinstance(card, FunnelChart):
            _funnel(canvas, top, card)
        else:
            plots.paint(canvas, top, card)
        top += height
    return canvas


def _height(card: Chart) -> int:
    if isinstance(card, FunnelChart):
        return EDGE + 70 + min(len(card.steps), MOST_STEPS) * STEP
    return plots.height(card)


def _funnel(canvas: Canvas, top: int, card: FunnelChart) -> None:
    """Draw the steps of a funnel, each bar as long as many came so far."""
    steps = card.steps[:MOST_STEPS]
    top = layout.heading(canvas, card.title, palette.SERIES[2], top)
    most = max((count for _, count in steps), default=0) or 1
    for number, (name, count) in enumerate(steps):
        y = top + number * STEP
        share = count / most
        x: float = WIDTH - EDGE
        if number:
            x -= (
                canvas.text(
                    x, y + 12, f"{round(100 * share)}%", BODY, palette.SOFT, align="right"
                ).width
                + 14
            )
        said = scales.grouped(count, card.thousands)
        x -= canvas.text(x, y + 12, said, BODY, weight=700, align="right").width
        canvas.text(EDGE, y + 12, name, BODY, most=round(x - EDGE - 20))
        canvas.rounded((EDGE, y + 33, WIDTH - EDGE, y + 59), 13, palette.WHITE, 0.07)
        colour = palette.mix(palette.SERIES[2], palette.SERIES[0], number / max(1, len(steps) - 1))
        if count:
            right = EDGE + max(26, (WIDTH - 2 * EDGE) * share)
            canvas.rounded((EDGE, y + 33, right, y + 59), 13, colour)
