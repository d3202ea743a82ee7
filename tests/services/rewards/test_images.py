"""Pictures are judged by what they are, not by what they are called."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from bot.runtime.pictures import Pictures
from bot.services.errors import GoneError, InvalidInputError
from bot.services.rewards import image_decoding, images
from db.database import Database
from tests.support import factories
from tests.support.factories import CLUB


def picture(kind: str, size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    """Draw a picture in which every pixel counts."""
    buffer = io.BytesIO()
    Image.effect_noise(size, 80).save(buffer, kind, **options)
    return buffer.getvalue()


def animation(kind: str) -> bytes:
    """Draw four different frames."""
    return picture(
        kind,
        save_all=True,
        append_images=[Image.effect_noise((40, 30), level) for level in (20, 50, 90)],
    )


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a piece of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge_png(width: int, height: int) -> bytes:
    """Return a few bytes that promise a great many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture("MPO", save_all=True, append_images=[Image.new("L", (9, 9))]), "image/jpeg"),
        (picture("WEBP"), "image/webp"),
        (animation("WEBP"), "image/webp"),
        (picture("GIF"), "image/gif"),
        (animation("GIF"), "image/gif"),
    ],
    ids=["png", "jpeg", "mpo", "webp", "webp-animated", "gif", "gif-animated"],
)
async def test_a_whole_picture_is_taken(content: bytes, media_type: str) -> None:
    found = await Pictures().examine(content, CLUB)
    assert (found.media_type, found.width, found.height) == (media_type, 40, 30)
    assert found.content == content
    assert "content" not in repr(found)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "reward-image-empty"),
        (bytes(images.MOST_BYTES + 1), "reward-image-too-large"),
        (b"not a picture", "reward-image-unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "reward-image-unreadable"),
        (picture("BMP"), "reward-image-unreadable"),
        (picture("TIFF"), "reward-image-unreadable"),
        (huge_png(7072, 7072), "reward-image-too-many-pixels"),
        (huge_png(60_000, 60_000), "reward-image-too-many-pixels"),
        (huge_png(0, 5), "reward-image-unreadable"),
    ],
    ids=["empty", "large", "text", "svg", "bmp", "tiff", "pixels", "bomb", "flat"],
)
async def test_anything_else_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        await Pictures().examine(content, CLUB)
    assert (refusal.value.field, refusal.value.message) == ("image", message)


def test_many_large_frames_are_refused_before_they_are_unpacked() -> None:
    content = bytearray(animation("GIF"))
    content[6:10] = struct.pack("<HH", 7000, 7000)  # the size of its canvas
    with pytest.raises(InvalidInputError) as refusal:
        image_decoding.examine(bytes(content))
    assert refusal.value.message == "reward-image-too-many-pixels"


@pytest.mark.parametrize(
    "content",
    [
        picture("PNG"),
        picture("JPEG"),
        picture("WEBP"),
        animation("WEBP"),
        picture("GIF"),
        animation("GIF"),
    ],
    ids=["png", "jpeg", "webp", "webp-animated", "gif", "gif-animated"],
)
@pytest.mark.parametrize("kept", [0.02, 0.5, 0.9])
def test_part_of_a_picture_is_refused(content: bytes, kept: float) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        image_decoding.examine(content[: int(len(content) * kept)])
    assert refusal.value.message == "reward-image-unreadable"


@pytest.mark.parametrize("size", [0, images.MOST_BYTES + 1])
def test_a_size_is_refused_without_the_file(size: int) -> None:
    with pytest.raises(InvalidInputError):
        images.check_size(size)
    images.check_size(images.MOST_BYTES)


async def test_a_picture_is_kept_as_it_came(db: Database) -> None:
    await db.write(factories.add_community)
    drawn = image_decoding.examine(picture("GIF"))
    image_id = await db.write(images.store, CLUB, drawn)
    stored = await db.read(images.load, CLUB, image_id)
    assert (stored.content, stored.media_type, stored.ending) == (
        drawn.content,
        "image/gif",
        "gif",
    )
    with pytest.raises(GoneError):
        await db.read(images.load, CLUB + 1, image_id)
    await db.write(images.remove, CLUB, image_id)
    with pytest.raises(GoneError):
        await db.read(images.load, CLUB, image_id)
