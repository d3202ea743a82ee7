"""Pictures to give to the bot."""

from io import BytesIO

from PIL import Image

from bot.localdiscord import File


def png(name: str = "mug.png", *, size: int = 64, colour: str = "brown") -> File:
    """Return a whole picture."""
    out = BytesIO()
    Image.new("RGB", (size, size), colour).save(out, "PNG")
    return File(name, out.getvalue())


def not_a_picture(name: str = "mug.png", size: int = 1_000) -> File:
    """Return a file that is called like a picture."""
    return File(name, b"x" * size)
