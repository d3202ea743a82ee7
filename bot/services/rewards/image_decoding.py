"""Judging a picture by its content, and making a small one of it.

This runs in a process of its own (`bot/isolation`), which has no database and no settings; so it
imports no more than it needs.
"""

import io
import json
import warnings
from contextlib import suppress
from dataclasses import dataclass, field

from PIL import Image, ImageCms, ImageOps

from bot.services.errors import InvalidInputError

MOST_PIXELS = 30_000_000
"""Pixels that a picture may have, width times height: a progressive JPEG takes 6 bytes for each."""

MOST_PIXELS_WEBP = 12_500_000
"""The same for WebP, whose decoder takes 16 bytes for each."""

MOST_PIXELS_IN_ALL = 150_000_000
"""Pixels that an animation's frames may have together."""

MOST_FRAMES = 1_000
"""Frames that an animation may have."""

THUMBNAIL_PIXELS = 256
"""Pixels of a thumbnail's longer side."""

_ROUGHLY = 8 * THUMBNAIL_PIXELS  # the longer side to which a large picture is brought quickly

_MEDIA_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # a JPEG that carries further pictures, as telephones make them
    "WEBP": "image/webp",
    "GIF": "image/gif",
}
_SIXTEEN_BITS = ("I;16", "I;16B", "I;16L", "I;16N", "I")
_TURNED = (5, 6, 7, 8)  # orientations whose width is the height of what is stored
_ORIENTATION = 0x0112


@dataclass(frozen=True)
class Picture:
    """A picture that may be shown; width and height are in pixels, as it is shown."""

    content: bytes = field(repr=False)
    media_type: str
    width: int
    height: int
    thumbnail: bytes = field(repr=False)


def work(content: bytes) -> bytes:
    """Return what `examine` says of a picture, as bytes that `verdict` reads."""
    try:
        found = examine(content)
    except InvalidInputError as refusal:
        return json.dumps({"refused": refusal.message, "params": refusal.params}).encode()
    about = {"media_type": found.media_type, "width": found.width, "height": found.height}
    return json.dumps(about).encode() + b"\n" + found.thumbnail


def verdict(content: bytes, answer: bytes) -> Picture:
    """Return the picture of which `work` said this, or raise its `InvalidInputError`."""
    about, _, thumbnail = answer.partition(b"\n")
    found = json.loads(about)
    if "refused" in found:
        raise InvalidInputError("image", found["refused"], **found["params"])
    return Picture(content, **found, thumbnail=thumbnail)


def examine(content: bytes) -> Picture:
    """Return a PNG, JPEG, WebP or GIF that is whole; `InvalidInputError` for anything else.

    Decodes all of it, which can take seconds and `MemoryError`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # we have bounds of our own
            return _decode(content)
    except (InvalidInputError, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(MOST_PIXELS) from error
    except Exception as error:  # a broken file breaks a decoder in any way
        raise InvalidInputError("image", "reward-image-unreadable") from error


def _decode(content: bytes) -> Picture:
    with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP", "GIF")) as image:
        media_type = _MEDIA_TYPES[image.format or ""]
        width, height = image.size
        frames = _within_bounds(image, media_type)
        if media_type == "image/jpeg":  # all of it is read, and smaller pixels are made of it
            image.draft(None, (_ROUGHLY, _ROUGHLY))
        small = None
        for frame in range(frames):
            image.seek(frame)
            image.load()
            small = small or _roughly(image)
        assert small is not None
        orientation = _orientation(image)
        if orientation in _TURNED:
            width, height = height, width
        return Picture(content, media_type, width, height, _thumbnail(small, orientation))


def _within_bounds(image: Image.Image, media_type: str) -> int:
    """Judge what the header promises, before anything is unpacked; return how many frames."""
    pixels = image.width * image.height
    most = MOST_PIXELS_WEBP if media_type == "image/webp" else MOST_PIXELS
    if pixels > most:
        raise _too_many_pixels(most)
    frames: int = 1 if media_type == "image/jpeg" else getattr(image, "n_frames", 1)
    if frames > MOST_FRAMES:
        raise InvalidInputError("image", "reward-image-too-many-frames", most=MOST_FRAMES)
    if pixels * frames > MOST_PIXELS_IN_ALL:
        raise _too_many_pixels(MOST_PIXELS_IN_ALL // frames)
    return frames


def _roughly(image: Image.Image) -> Image.Image:
    """Return a copy that is small enough to be worked on, at the cost of no other large one."""
    scale = max(image.size) / _ROUGHLY
    if scale <= 1:
        return image.copy()
    size = max(1, round(image.width / scale)), max(1, round(image.height / scale))
    return image.resize(size, Image.Resampling.NEAREST)


def _orientation(image: Image.Image) -> int:
    """Return how a camera says that it was held; 1 is upright."""
    with suppress(Exception):  # a picture whose EXIF is broken is shown as it lies
        return int(image.getexif().get(_ORIENTATION, 1))
    return 1


def _thumbnail(image: Image.Image, orientation: int) -> bytes:
    """Return it as a small WebP: a list of rewards must not weigh megabytes."""
    if image.mode in _SIXTEEN_BITS:
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    image = _as_rgb(image).convert("RGBA")
    image.getexif()[_ORIENTATION] = orientation
    ImageOps.exif_transpose(image, in_place=True)
    image.thumbnail((THUMBNAIL_PIXELS, THUMBNAIL_PIXELS))
    out = io.BytesIO()
    image.save(out, "WEBP", quality=80, exif=b"", xmp=b"", icc_profile=b"")
    return out.getvalue()


def _as_rgb(image: Image.Image) -> Image.Image:
    """Apply the profile that says which colours a picture means, where it has a usable one."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK"}:
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        with suppress(ImageCms.PyCMSError, OSError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode=mode
            )
            return made or image
    return image


def _too_many_pixels(most: int) -> InvalidInputError:
    return InvalidInputError("image", "reward-image-too-many-pixels", most=most // 10**6)
