"""Avatars of the sample community's members and of the bot, and the community's icon, as PNG."""

import random
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = 128
SMOOTH = 4  # drawn so many times larger, and reduced: Pillow draws without smoothing

_COLOURS = ("#e07a5f", "#3d5a80", "#81b29a", "#b56576", "#6d597a", "#2a9d8f", "#bc6c25", "#457b9d")
_LIGHT = ("#f4f1de", "#ffe8d6", "#f2cc8f", "#e0fbfc", "#fde2e4")

Points = Sequence[tuple[float, float]]
"""Places in a square of 32 by 32."""

# The laurel is drawn on its left; the right mirrors that. A stem (a curve), and its leaves.
_STEM: Points = ((16, 26), (9.5, 23.5), (7, 17), (9.5, 8))
_LEAVES: Sequence[Points] = (((9.3, 13.5), (12.5, 15.5)), ((10, 18.5), (13.4, 19.7)))


def draw_face(number: int) -> bytes:
    """Draw a landscape of hills under a sun; the same for the same number."""
    chance = random.Random(number)
    size = SIZE * SMOOTH
    sky = _COLOURS[number % len(_COLOURS)]
    near, far = chance.sample([colour for colour in _COLOURS if colour != sky], 2)
    image = Image.new("RGB", (size, size), sky)
    draw = ImageDraw.Draw(image)
    x, y = chance.uniform(0.3, 0.7) * size, chance.uniform(0.25, 0.45) * size
    radius = chance.uniform(0.13, 0.2) * size
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), chance.choice(_LIGHT))
    for colour, height in ((far, 0.62), (near, 0.78)):
        middle = chance.uniform(0.1, 0.9) * size
        reach = chance.uniform(0.6, 0.9) * size
        top = (height - chance.uniform(0.05, 0.12)) * size
        draw.ellipse((middle - reach, top, middle + reach, top + 2 * reach), colour)
    return _png(image)


def draw_laurel() -> bytes:
    """Draw the bot's mark: a laurel."""
    image = Image.new("RGB", (SIZE * SMOOTH, SIZE * SMOOTH), "#5453c6")
    draw = ImageDraw.Draw(image)
    for line in (_curve(_STEM), *_LEAVES):
        _stroke(draw, line)
        _stroke(draw, [(32 - x, y) for x, y in line])
    return _png(image)


def draw_book() -> bytes:
    """Draw an open book."""
    unit = SIZE * SMOOTH / 32
    image = Image.new("RGB", (SIZE * SMOOTH, SIZE * SMOOTH), "#2f6f5e")
    draw = ImageDraw.Draw(image)
    left: Points = ((16, 11), (6, 8.5), (6, 22.5), (16, 25))
    for page, colour in ((left, "#f4f1de"), ([(32 - x, y) for x, y in left], "#e6dfc3")):
        draw.polygon([(x * unit, y * unit) for x, y in page], colour)
    return _png(image)


def draw_mug() -> bytes:
    """Draw a mug."""
    image, draw = _card("#8d5b4c")
    _arc(draw, (18, 13.5, 25, 21.5))
    _box(draw, (8, 11, 21, 25), 2.5)
    return _png(image)


def draw_cup() -> bytes:
    """Draw a cup of tea on its saucer."""
    image, draw = _card("#2f7d6d")
    _arc(draw, (19, 13, 26, 19))
    _box(draw, (8, 12, 22, 16), 0.5)
    _box(draw, (8, 12, 22, 22), 5)
    _box(draw, (6, 23.5, 24, 25.5), 1)
    for x in (12, 15, 18):
        _stroke(draw, [(x, 6), (x, 9.5)])
    return _png(image)


def draw_plate() -> bytes:
    """Draw a plate with a name on it."""
    image, draw = _card("#b8860b")
    _box(draw, (4, 10, 28, 22), 2)
    unit = SIZE * SMOOTH / 32
    draw.rounded_rectangle((5.2 * unit, 11.2 * unit, 26.8 * unit, 20.8 * unit), unit, "#b8860b")
    _stroke(draw, [(9, 16), (16, 16)])
    _stroke(draw, [(20, 16), (23, 16)])
    return _png(image)


def draw_seat() -> bytes:
    """Draw an armchair."""
    image, draw = _card("#345e8c")
    _box(draw, (10, 7, 22, 20), 3)
    _box(draw, (6, 14, 10.5, 24), 2)
    _box(draw, (21.5, 14, 26, 24), 2)
    _box(draw, (11.3, 18, 20.7, 24), 1)
    return _png(image)


def _card(colour: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Return a ground with a lighter spot in it."""
    size = SIZE * SMOOTH
    image = Image.new("RGB", (size, size), colour)
    spot = Image.new("L", (size, size), 0)
    ImageDraw.Draw(spot).ellipse((-0.2 * size, -0.35 * size, 1.1 * size, 0.7 * size), 46)
    image.paste("white", mask=spot)
    return image, ImageDraw.Draw(image)


def _box(
    draw: ImageDraw.ImageDraw, place: tuple[float, float, float, float], radius: float
) -> None:
    """Draw a box with round corners, set off from what is behind it."""
    unit = SIZE * SMOOTH / 32
    left, top, right, bottom = (edge * unit for edge in place)
    draw.rounded_rectangle((left, top, right, bottom), radius * unit, "#fdf8ee")


def _arc(draw: ImageDraw.ImageDraw, place: tuple[float, float, float, float]) -> None:
    """Draw a handle."""
    unit = SIZE * SMOOTH / 32
    left, top, right, bottom = (edge * unit for edge in place)
    draw.ellipse((left, top, right, bottom), outline="#fdf8ee", width=round(1.8 * unit))


def _curve(points: Points) -> Points:
    """Return a cubic Bézier curve as short lines."""
    line = []
    for step in range(25):
        t = step / 24
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        x = sum(weight * point[0] for weight, point in zip(weights, points, strict=True))
        y = sum(weight * point[1] for weight, point in zip(weights, points, strict=True))
        line.append((x, y))
    return line


def _stroke(draw: ImageDraw.ImageDraw, line: Points) -> None:
    """Draw a line with round ends."""
    unit = SIZE * SMOOTH / 32
    width = 2.2 * unit
    places = [(x * unit, y * unit) for x, y in line]
    draw.line(places, "white", round(width), "curve")
    for x, y in (places[0], places[-1]):
        half = width / 2
        draw.ellipse((x - half, y - half, x + half, y + half), "white")


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()
