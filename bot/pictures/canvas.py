"""What is drawn on: shapes with smooth edges, text with its fonts, images in shapes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import cos, pi, sin
from typing import TypeAlias

from PIL import Image, ImageDraw

from bot.pictures import palette
from bot.pictures.lines import TEXT_SCALE, Line, Piece, fitting, measure, rise
from bot.pictures.palette import Colour

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels."""

Fill: TypeAlias = Colour | Image.Image
"""A colour, or an image of the shape's size."""

SCALE = 4
"""Shapes have no smooth edges in Pillow: they are drawn so many times larger, and reduced."""

_CAP = 0.727  # height of capital letters in Inter, as a share of its size


@dataclass(frozen=True)
class Drawn:
    """A text that stands on a canvas: what was wanted, what is read, and where."""

    wanted: str
    text: str
    box: Box
    cut: bool


class Canvas:
    """A picture of a fixed size, and the texts on it."""

    def __init__(self, width: int, height: int, background: Colour = palette.BACKGROUND) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width, height), background)
        self.texts: list[Drawn] = []

    def shape(
        self,
        box: Box,
        fill: Fill,
        paint: Callable[[ImageDraw.ImageDraw, float], None],
        opacity: float = 1.0,
    ) -> None:
        """Fill what `paint` draws in 255 on a mask; it is given how many times larger to draw."""
        left, top, right, bottom = _outer(box)
        width, height = right - left, bottom - top
        if width <= 0 or height <= 0:
            return
        mask = Image.new("L", (width * SCALE, height * SCALE))
        drawing = ImageDraw.Draw(mask)
        paint(drawing, SCALE)
        self.stamp((left, top), mask.reduce(SCALE), fill, opacity)

    def stamp(
        self, at: tuple[int, int], mask: Image.Image, fill: Fill, opacity: float = 1.0
    ) -> None:
        """Fill a mask, whose upper left corner is at a point."""
        if opacity < 1:
            mask = mask.point(_weaker(opacity))
        if isinstance(fill, Image.Image):
            self.image.paste(fill.resize(mask.size), at, mask)
        else:
            self.image.paste(fill, (*at, at[0] + mask.width, at[1] + mask.height), mask)

    def rounded(self, box: Box, radius: float, fill: Fill, opacity: float = 1.0) -> None:
        """Fill a rectangle with round corners."""
        left, top, right, bottom = _outer(box)
        at = (left, top)
        inner = (box[0] - left, box[1] - top, box[2] - left, box[3] - top)
        mask = _rounded_mask((right - left, bottom - top), inner, radius)
        self.stamp(at, mask, fill, opacity)

    def bar(self, box: Box, radius: float, fill: Fill, *, up: bool) -> None:
        """Fill a rectangle with round corners at its upper end, or at its lower one."""
        left, top, *_ = _outer(box)

        def paint(drawing: ImageDraw.ImageDraw, scale: float) -> None:
            x, y, end_x, end_y = (
                (value - start) * scale
                for value, start in zip(box, (left, top, left, top), strict=True)
            )
            corners = (up, up, not up, not up)
            area = (x, y, end_x - 1, max(y, end_y - 1))
            drawing.rounded_rectangle(area, radius * scale, 255, corners=corners)

        self.shape(box, fill, paint)

    def circle(self, x: float, y: float, radius: float, fill: Fill, opacity: float = 1.0) -> None:
        """Fill a circle around a point."""
        box = (x - radius, y - radius, x + radius, y + radius)
        self.rounded(box, radius, fill, opacity)

    def arc(
        self, x: float, y: float, radius: float, thickness: float, share: float, fill: Fill
    ) -> None:
        """Draw a share of a ring, from the top clockwise, with round ends."""
        box = (x - radius, y - radius, x + radius, y + radius)
        mask = _arc_mask(round(2 * radius), thickness, round(min(max(share, 0), 1), 4))
        self.stamp((round(box[0]), round(box[1])), mask, fill)

    def polygon(
        self, points: Sequence[tuple[float, float]], fill: Fill, opacity: float = 1.0
    ) -> None:
        """Fill a polygon."""
        box = _around(points, 0)
        left, top, *_ = _outer(box)

        def paint(drawing: ImageDraw.ImageDraw, scale: float) -> None:
            drawing.polygon([((x - left) * scale, (y - top) * scale) for x, y in points], 255)

        self.shape(box, fill, paint, opacity)

    def path(self, points: Sequence[tuple[float, float]], thickness: float, fill: Fill) -> None:
        """Draw a line through points, round where it bends."""
        box = _around(points, thickness)
        left, top, *_ = _outer(box)

        def paint(drawing: ImageDraw.ImageDraw, scale: float) -> None:
            large = [((x - left) * scale, (y - top) * scale) for x, y in points]
            drawing.line(large, 255, round(thickness * scale), joint="curve")
            for x, y in (large[0], large[-1]):
                r = thickness * scale / 2
                drawing.ellipse((x - r, y - r, x + r, y + r), 255)

        self.shape(box, fill, paint)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: int,
        colour: Colour = palette.TEXT,
        *,
        weight: int = 400,
        align: str = "left",
        most: int | None = None,
        least: int | None = None,
        as_sign: bool = False,
    ) -> Line:
        """Write a line around the height `y`, cut where it is wider than `most`.

        `y` is where the middle of its capital letters comes, and `x` its left, right or middle.
        Before it is cut, it is made smaller, down to the size `least`. As a sign, what is seen
        of it is in the middle, wherever its script's baseline is.
        """
        if most is not None and least is not None:
            size = fitting(text, size, weight, most, least)
        line = measure(text, size, weight, most)
        left = x - line.width * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        below = rise(line) if as_sign else _CAP * line.size / 2
        write(self.image, line, left, y + below, colour)
        half = size / 2
        self.texts.append(
            Drawn(text, line.text, (left, y - half, left + line.width, y + half), line.cut)
        )
        return line

    def picture(self, box: Box, image: Image.Image, mask: Image.Image | None = None) -> None:
        """Show an image in a box, through a mask of any size."""
        left, top, right, bottom = _outer(box)
        size = right - left, bottom - top
        shown = image.resize(size, Image.Resampling.LANCZOS) if image.size != size else image
        through = mask if mask is None or mask.size == size else mask.resize(size)
        self.image.paste(shown, (left, top), through)


def write(image: Image.Image, line: Line, x: float, baseline: float, colour: Colour) -> None:
    """Write a line on an image, from a point on its baseline."""
    for piece in line.pieces:
        mask, (left, top) = written(piece)
        at = round(x) + left, round(baseline) + top
        if piece.emoji:
            image.paste(mask, at, mask)
        else:
            image.paste(colour, (*at, at[0] + mask.width, at[1] + mask.height), mask)
        x += piece.width


@lru_cache(maxsize=512)
def written(piece: Piece) -> tuple[Image.Image, tuple[int, int]]:
    """Return a piece of text as a mask, an emoji in its colours, and where it begins.

    It is written larger and reduced, as shapes are: else every letter would be moved to a whole
    pixel, and words come apart.
    """
    fonts, text, direction = piece.font, piece.text, piece.direction
    left, top, right, bottom = fonts.getbbox(text, direction=direction, anchor="ls")
    start = int(left // TEXT_SCALE) - 1, int(top // TEXT_SCALE) - 1
    size = int(right // TEXT_SCALE) + 2 - start[0], int(bottom // TEXT_SCALE) + 2 - start[1]
    large = size[0] * TEXT_SCALE, size[1] * TEXT_SCALE
    image = Image.new("RGBA" if piece.emoji else "L", large)
    ImageDraw.Draw(image).text(
        (-start[0] * TEXT_SCALE, -start[1] * TEXT_SCALE),
        text,
        (255, 255, 255, 255) if piece.emoji else 255,
        fonts,
        "ls",
        direction=direction,
        embedded_color=piece.emoji,
    )
    return image.reduce(TEXT_SCALE), start


@cache
def _weaker(opacity: float) -> list[int]:
    """Return what becomes of each value of a mask."""
    return [round(value * opacity) for value in range(256)]


def _outer(box: Box) -> tuple[int, int, int, int]:
    left, top, right, bottom = box
    return int(left // 1), int(top // 1), int(-(-right // 1)), int(-(-bottom // 1))


def _around(points: Sequence[tuple[float, float]], margin: float) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin


@lru_cache(maxsize=128)
def _rounded_mask(size: tuple[int, int], box: Box, radius: float) -> Image.Image:
    mask = Image.new("L", (size[0] * SCALE, size[1] * SCALE))
    left, top, right, bottom = (value * SCALE for value in box)
    ImageDraw.Draw(mask).rounded_rectangle((left, top, right - 1, bottom - 1), radius * SCALE, 255)
    return mask.reduce(SCALE)


@lru_cache(maxsize=128)
def _arc_mask(size: int, thickness: float, share: float) -> Image.Image:
    mask = Image.new("L", (size * SCALE, size * SCALE))
    if not share:
        return mask.reduce(SCALE)
    drawing = ImageDraw.Draw(mask)
    whole = size * SCALE
    if share >= 1:
        drawing.ellipse((0, 0, whole - 1, whole - 1), 255)
        inner = thickness * SCALE
        drawing.ellipse((inner, inner, whole - 1 - inner, whole - 1 - inner), 0)
        return mask.reduce(SCALE)
    edge = whole - 1
    drawing.arc((0, 0, edge, edge), -90, -90 + 360 * share, 255, round(thickness * SCALE))
    half = thickness * SCALE / 2
    for angle in (-pi / 2, 2 * pi * share - pi / 2):
        x = edge / 2 + (edge / 2 - half) * cos(angle)
        y = edge / 2 + (edge / 2 - half) * sin(angle)
        drawing.ellipse((x - half, y - half, x + half, y + half), 255)
    return mask.reduce(SCALE)
