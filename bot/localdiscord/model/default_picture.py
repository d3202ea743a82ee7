"""The picture of people who have none: a head and shoulders on a plain colour."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

COLOURS = ("#4f6d8f", "#6b7280", "#4d8067", "#a87432", "#a34f4f", "#8a5a94")
SIZE = 256
SCALE = 2  # drawn larger and reduced, as lines drawn by Pillow are jagged


@cache
def default_picture(number: int) -> bytes:
    """Return a PNG of 256 pixels; there are six colours."""
    side = SIZE * SCALE
    image = Image.new("RGB", (side, side), COLOURS[number % len(COLOURS)])
    draw = ImageDraw.Draw(image)
    light = "#f4f4f5"
    draw.ellipse((side * 0.32, side * 0.18, side * 0.68, side * 0.54), fill=light)
    draw.ellipse((side * 0.17, side * 0.62, side * 0.83, side * 1.3), fill=light)
    out = BytesIO()
    image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()
