"""Judging avatars by their content, and making small pictures of them.

This runs in a process of its own (`bot/isolation`), which has no database and no settings; so it
imports no more than it needs.
"""

import io
import struct
import warnings
from collections.abc import Iterable

from PIL import Image

PIXELS = 128
"""Pixels of each side of what is made of an avatar."""

MOST_PIXELS = 4_000_000
"""Pixels that an avatar may have, width times height; we ask for 128 × 128."""

_LENGTH = struct.Struct(">I")


def work(data: bytes) -> bytes:
    """Return a small WebP for each picture, packed as they come; empty for what is none."""
    return pack(_small(content) for content in unpack(data))


def pack(parts: Iterable[bytes]) -> bytes:
    """Return several pieces as one."""
    return b"".join(_LENGTH.pack(len(part)) + part for part in parts)


def unpack(data: bytes) -> list[bytes]:
    """Return the pieces that `pack` was given."""
    parts, at = [], 0
    while at < len(data):
        (length,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size + length
        parts.append(data[at - length : at])
    return parts


def _small(content: bytes) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # we have bounds of our own
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP", "GIF")) as image:
                if image.width * image.height > MOST_PIXELS:
                    return b""
                return _as_webp(image)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # a broken file breaks a decoder in any way
        return b""


def _as_webp(image: Image.Image) -> bytes:
    made = image.convert("RGBA")
    made.thumbnail((PIXELS, PIXELS))
    out = io.BytesIO()
    made.save(out, "WEBP", quality=90, exif=b"", xmp=b"", icc_profile=b"")
    return out.getvalue()
