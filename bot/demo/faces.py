"""Avatars of the sample community's members."""

import random
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = 128
SMOOTH = 4  # drawn so many times larger, and reduced: Pillow draws without smoothing

_COLOURS = ("#e07a5f", "#3d5a80", "#81b29a", "#b56576", "#6d597a", "#2a9d8f", "#bc6c25", "#457b9d")
_LIGHT = ("#f4f1de", "#ffe8d6", "#f2cc8f", "#e0fbfc", "#fde2e4")


def draw_face(number: int) -> bytes:
    """Draw a landscape of hills under a sun, as PNG; the same for the same number."""
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
    out = BytesIO()
    image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()
