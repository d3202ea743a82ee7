"""Badges: an image in a shape, or one made of a name, a colour and a shape."""

from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from bot.pictures import palette, shapes, symbols
from bot.pictures.canvas import Canvas, write
from bot.pictures.cards import Badge
from bot.pictures.images import gradient, opened
from bot.pictures.lines import measure, rise
from bot.pictures.palette import Colour

_BODY = 0.93  # how much of a square a badge fills; around it is its shadow
_SCALE = 3  # how many times larger outlines are drawn, before they are reduced


def show(canvas: Canvas, x: float, y: float, size: int, badge: Badge) -> None:
    """Show a badge in a square of so many pixels around a point."""
    image = tile(badge, size)
    at = round(x - size / 2), round(y - size / 2)
    canvas.image.paste(image, at, image)


@lru_cache(maxsize=128)
def tile(badge: Badge, size: int) -> Image.Image:
    """Return a badge alone, on nothing."""
    colour = palette.from_name(badge.name) if badge.colour is None else palette.of(badge.colour)
    body = _mask(badge.shape, size, 1)
    made = Image.new("RGBA", (size, size))
    if not badge.held:
        return _missing(made, badge, body)
    _shadow(made, body)
    if badge.shape == "ribbon":
        _fill(made, _tails_mask(size), gradient(colour, palette.deep(colour, 0.8)))
    top, bottom = palette.mix(colour, palette.WHITE, 0.25), palette.deep(colour, 0.5)
    _fill(made, body, gradient(top, bottom))
    image = opened(badge.image, size)
    rim = _mask(badge.shape, size, 0.86)
    light = palette.mix(colour, palette.WHITE, 0.5), palette.mix(colour, palette.WHITE, 0.25)
    _fill(made, rim, gradient(*light))
    face = _mask(badge.shape, size, 0.81)
    deep = palette.deep(colour, 0.62)
    _fill(made, face, gradient(colour, deep))
    _fill(made, ImageChops.multiply(face, _gloss(size)), palette.WHITE)
    if image is not None:
        image.putalpha(ImageChops.multiply(image.getchannel("A"), rim))
        made.alpha_composite(image)
    else:
        _write(made, badge, palette.ink(palette.mix(colour, deep, 0.5)), 1)
    return made


def _missing(made: Image.Image, badge: Badge, body: Image.Image) -> Image.Image:
    size = made.width
    rim = palette.mix(palette.SOFT, palette.BACKGROUND, 0.5)
    if badge.shape == "ribbon":
        _fill(made, _tails_mask(size), palette.mix(rim, palette.BACKGROUND, 0.5))
    _fill(made, body, rim)
    _fill(
        made,
        _mask(badge.shape, size, 1 - 6 / size),
        palette.mix(palette.SURFACE, palette.BACKGROUND, 0.5),
    )
    image = opened(badge.image, size)
    if image is None:
        _write(made, badge, palette.SOFT, 0.45)
    else:
        seen = ImageChops.multiply(image.getchannel("A"), _mask(badge.shape, size, 0.86))
        grey = image.convert("L").convert("RGBA")
        grey.putalpha(seen.point(lambda value: value * 3 // 10))
        made.alpha_composite(grey)
    return made


def _write(made: Image.Image, badge: Badge, colour: Colour, opacity: float) -> None:
    size = made.width
    symbol = symbols.emoji(badge.name)
    share = 0.44 if symbol else {1: 0.44, 2: 0.36}.get(len(symbols.initials(badge.name)), 0.28)
    if badge.shape in {"star", "ribbon"}:
        share *= 0.82
    line = measure(symbol or symbols.initials(badge.name), round(size * share), 700)
    layer = Image.new("RGBA", made.size, (*colour, 0))
    x, y = shapes.middle(badge.shape)
    write(layer, line, size * x - line.width / 2, size * y + rise(line), colour)
    if opacity < 1:
        layer = layer.convert("LA").convert("RGBA")
        layer.putalpha(layer.getchannel("A").point(lambda value: round(value * opacity)))
    made.alpha_composite(layer)


def _fill(made: Image.Image, mask: Image.Image, fill: Colour | Image.Image) -> None:
    if isinstance(fill, Image.Image):
        layer = fill.resize(made.size).convert("RGBA")
    else:
        layer = Image.new("RGBA", made.size, fill)
    layer.putalpha(mask)
    made.alpha_composite(layer)


def _shadow(made: Image.Image, body: Image.Image) -> None:
    size = made.width
    soft = body.filter(ImageFilter.GaussianBlur(size / 64)).point(lambda value: value * 2 // 5)
    layer = Image.new("RGBA", made.size, (0, 0, 0, 0))
    layer.paste((0, 0, 0, 255), (0, max(1, size // 64)), soft)
    made.alpha_composite(layer)


@lru_cache(maxsize=128)
def _mask(shape: str, size: int, share: float) -> Image.Image:
    points = shapes.shrunk(shapes.outline(shape), (0.5, 0.5), _BODY)
    return _painted(size, [shapes.shrunk(points, shapes.middle(shape), share)])


@lru_cache(maxsize=16)
def _gloss(size: int) -> Image.Image:
    """Return light that falls on the upper part."""
    mask = Image.new("L", (size, size))
    ImageDraw.Draw(mask).ellipse((-size * 0.25, -size * 0.7, size * 1.25, size * 0.5), 34)
    return mask.filter(ImageFilter.GaussianBlur(size / 60))


@lru_cache(maxsize=16)
def _tails_mask(size: int) -> Image.Image:
    return _painted(size, [shapes.shrunk(tail, (0.5, 0.5), _BODY) for tail in shapes.tails()])


def _painted(size: int, polygons: list[list[shapes.Point]]) -> Image.Image:
    large = size * _SCALE
    mask = Image.new("L", (large, large))
    drawing = ImageDraw.Draw(mask)
    for points in polygons:
        drawing.polygon([(x * large, y * large) for x, y in points], 255)
    return mask.reduce(_SCALE)
