"""A line of text of any scripts, measured and ready to be drawn."""

from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import ImageFont

from bot.pictures import bidi, clusters
from bot.pictures.typefaces import EMOJI, SHAPING, Typeface, find

ELLIPSIS = "…"
UNKNOWN = "·"
"""What stands for a text of which no font here has a single letter."""

TEXT_SCALE = 3
"""Text is written so many times larger, and reduced."""

EMOJI_GAP = 0.16
"""Space after an emoji, as a share of the size; their drawings reach from side to side."""

MOST_CLUSTERS = 200
"""Letters of a text that are looked at; no card has room for more."""


@dataclass(frozen=True)
class Piece:
    """Letters of one font and direction. The font is `TEXT_SCALE` times larger than the width."""

    text: str
    font: ImageFont.FreeTypeFont
    emoji: bool
    direction: str | None
    width: float


@dataclass(frozen=True)
class Line:
    """Pieces as they stand from left to right. `cut` says that an ellipsis stands for the rest."""

    text: str
    size: int
    pieces: tuple[Piece, ...]
    width: float
    cut: bool = False


@lru_cache(maxsize=4_096)
def measure(text: str, size: int, weight: int, most: int | None = None) -> Line:
    """Return a line in a font of so many pixels, cut so that it is at most `most` wide."""
    found = [find(cluster) for cluster in clusters.split(clusters.clean(text))[:MOST_CLUSTERS]]
    letters = [letter for letter in found if letter is not None]
    if not any(cluster.strip() for cluster, _ in letters) and text.strip():
        letters = [letter for letter in [find(UNKNOWN)] if letter is not None]
    line = _line(letters, size, weight)
    if most is None or line.width <= most:
        return line
    return _cut(letters, size, weight, most)


def rise(line: Line) -> float:
    """Return how far the middle of what is seen of a line is above its baseline, in pixels."""
    boxes = [
        piece.font.getbbox(piece.text, direction=piece.direction, anchor="ls")
        for piece in line.pieces
    ]
    if not boxes:
        return 0
    return -(min(box[1] for box in boxes) + max(box[3] for box in boxes)) / 2 / TEXT_SCALE


def fitting(text: str, size: int, weight: int, most: int, least: int) -> int:
    """Return the largest size, from `least` to `size`, in which a text is at most `most` wide."""
    width = measure(text, size, weight).width
    while width > most and size > least:
        size = max(least, min(size - 1, int(size * most / width)))
        width = measure(text, size, weight).width
    return size


def _cut(letters: list[tuple[str, Typeface]], size: int, weight: int, most: int) -> Line:
    """Return as many letters as there is room for, and an ellipsis."""
    end = find(ELLIPSIS)
    assert end is not None
    fits, low, high = _line([end], size, weight), 0, len(letters) - 1
    while low < high:
        middle = (low + high + 1) // 2
        kept = letters[:middle]
        while kept and not kept[-1][0].strip():
            kept = kept[:-1]
        tried = _line([*kept, end], size, weight)
        if tried.width <= most:
            fits, low = tried, middle
        else:
            high = middle - 1
    return replace(fits, cut=True)


def _line(letters: list[tuple[str, Typeface]], size: int, weight: int) -> Line:
    levels = bidi.levels([cluster for cluster, _ in letters])
    runs: list[tuple[Typeface, int, list[str]]] = []
    for (cluster, typeface), level in zip(letters, levels, strict=True):
        if typeface is not EMOJI and runs and runs[-1][:2] == (typeface, level):
            runs[-1][2].append(cluster)
        else:
            runs.append((typeface, level, [cluster]))
    order = bidi.visual([level for _, level, _ in runs])
    pieces = [_piece(*runs[at], size, weight) for at in order]
    if pieces and pieces[-1].emoji:
        pieces[-1] = replace(pieces[-1], width=pieces[-1].width - EMOJI_GAP * size)
    text = "".join(cluster for cluster, _ in letters)
    return Line(text, size, tuple(pieces), sum(piece.width for piece in pieces))


def _piece(typeface: Typeface, level: int, letters: list[str], size: int, weight: int) -> Piece:
    font = typeface.font(size, weight, TEXT_SCALE)
    left = bool(level % 2)
    if SHAPING:
        text, direction = "".join(letters), "rtl" if left else "ltr"
    else:  # no script is joined, but the letters come in their order
        text, direction = "".join(reversed(letters) if left else letters), None
    width = font.getlength(text, direction=direction) / TEXT_SCALE
    emoji = typeface is EMOJI
    return Piece(text, font, emoji, direction, width + (EMOJI_GAP * size if emoji else 0))
