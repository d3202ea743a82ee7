"""Images that come as files, and pictures of people."""

from functools import cache, lru_cache
from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageChops, ImageDraw, ImageOps

from bot.pictures import palette, symbols
from bot.pictures.canvas import SCALE, Canvas
from bot.pictures.palette import Colour

MOST_PIXELS = 4_000_000
"""Pixels that an image may have, width times height; they come as thumbnails."""


def opened(content: bytes | None, size: int) -> Image.Image | None:
    """Return an image as a square of so many pixels, or None if it cannot be shown.

    One that is full of colours fills the square; one with nothing around it stands in its middle.
    """
    if content is None:
        return None
    try:
        with Image.open(BytesIO(content), formats=("PNG", "WEBP", "JPEG", "GIF")) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            found = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError):
        return None
    if found.getchannel("A").getpixel((0, 0)) == 255:
        return ImageOps.fit(found, (size, size), Image.Resampling.LANCZOS)
    inner = round(0.64 * size)
    small = ImageOps.contain(found.crop(found.getbbox()), (inner, inner), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (size, size))
    square.paste(small, ((size - small.width) // 2, (size - small.height) // 2))
    return square


def portrait(
    canvas: Canvas,
    x: float,
    y: float,
    radius: float,
    name: str,
    avatar: bytes | None,
    ring: Colour | None = None,
) -> None:
    """Show a person around a point: the avatar, or else the initials on the name's colour."""
    if ring is not None:
        canvas.circle(x, y, radius + radius * 0.1 + 2, ring)
        canvas.circle(x, y, radius + radius * 0.045, palette.BACKGROUND)
    box = (x - radius, y - radius, x + radius, y + radius)
    size = round(2 * radius)
    image = opened(avatar, size)
    if image is not None:
        behind = Image.new("RGBA", image.size, palette.LINE)
        canvas.picture(box, Image.alpha_composite(behind, image).convert("RGB"), disc(size))
        return
    colour = palette.from_name(name, palette.PEOPLE)
    canvas.circle(
        x,
        y,
        radius,
        gradient(palette.mix(colour, palette.WHITE, 0.1), palette.deep(colour, 0.25)),
    )
    letters = symbols.initials(name)
    share = 0.72 if len(letters) > 1 else 0.9
    canvas.text(
        x, y, letters, round(radius * share), palette.WHITE, weight=700, align="center", most=size
    )


@lru_cache(maxsize=64)
def disc(size: int) -> Image.Image:
    """Return the mask of a circle."""
    mask = Image.new("L", (size * SCALE, size * SCALE))
    ImageDraw.Draw(mask).ellipse((0, 0, size * SCALE - 1, size * SCALE - 1), 255)
    return mask.reduce(SCALE)


@lru_cache(maxsize=256)
def gradient(top: Colour, bottom: Colour) -> Image.Image:
    """Return a column of colours from one to another, to fill any shape with."""
    column = Image.new("RGB", (1, 64))
    for y in range(64):
        column.putpixel((0, y), palette.mix(top, bottom, y / 63))
    return column


@lru_cache(maxsize=8)
def glow(accent: Colour, width: int, height: int) -> Image.Image:
    """Return a background that shines in a colour at its upper left, and is dark elsewhere."""
    image = Image.new("RGB", (width, height), palette.BACKGROUND)
    for x, y, radius, deep, opacity in (
        (0.06 * width, -0.1 * width, 0.98 * width, 0.5, 0.7),
        (1.02 * width, height, 0.7 * width, 0.85, 0.4),
    ):
        light = _fading().resize((round(2 * radius), round(1.3 * radius)), Image.Resampling.BICUBIC)
        at = round(x - radius), round(y - 0.65 * radius)
        colour = _dimmed(palette.deep(accent, deep), opacity)
        image.paste(colour, at, light.point([round(value * opacity) for value in range(256)]))
    return image


def _dimmed(colour: Colour, opacity: float) -> Colour:
    """Return a colour dark enough for small print to be read where it shines."""
    while palette.contrast(palette.SOFT, palette.mix(palette.BACKGROUND, colour, opacity)) < 4:
        colour = palette.mix(colour, palette.BLACK, 0.1)
    return colour


@cache
def _fading() -> Image.Image:
    """Return a mask that is full in the middle of a square and nothing at its sides."""
    side = 181  # what Pillow gives to the middle of a side; a corner has 255
    there = [round(255 * max(0, 1 - value / side) ** 1.3) for value in range(256)]
    return Image.radial_gradient("L").point(there)


@cache
def rays(reach: int) -> Image.Image:
    """Return the mask of rays that fade away from the middle of a square."""
    mask = Image.new("L", (4 * reach, 4 * reach))
    drawing = ImageDraw.Draw(mask)
    middle = 2 * reach
    for number in range(16):
        angle = number * pi / 8 + 0.1
        ends = [
            (middle + 2 * middle * cos(angle + turn), middle + 2 * middle * sin(angle + turn))
            for turn in (-0.075, 0.075)
        ]
        drawing.polygon([(middle, middle), *ends], 255)
    return ImageChops.multiply(mask.reduce(2), _fading().resize((2 * reach, 2 * reach)))
