"""Pictures of rewards: judged by their content, stored with their reward."""

import io
import math
from dataclasses import dataclass, field

from PIL import Image
from sqlalchemy import delete, select
from sqlmodel import col

from bot.services.errors import GoneError, InvalidInputError
from db.session import Session
from db.tables import RewardImage

MOST_BYTES = 8 * 1024 * 1024
"""Bytes that a picture may have."""

MOST_PIXELS = 50_000_000
"""Pixels that a picture may have, width times height."""

THUMBNAIL_PIXELS = 256
"""Pixels of a thumbnail's longer side."""

_MOST_PIXELS_IN_ALL = 150_000_000  # of an animation's frames together; takes seconds to decode

_MEDIA_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # a JPEG that carries further pictures, as telephones make them
    "WEBP": "image/webp",
    "GIF": "image/gif",
}
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif"}


@dataclass(frozen=True)
class Picture:
    """A picture that may be shown; width and height are in pixels."""

    content: bytes = field(repr=False)
    media_type: str
    width: int
    height: int
    thumbnail: bytes = field(repr=False)


@dataclass(frozen=True)
class StoredPicture:
    """A picture as it lies in the database."""

    media_type: str
    content: bytes = field(repr=False)

    @property
    def ending(self) -> str:
        """The usual ending of a file name for it, without the dot."""
        return _ENDINGS[self.media_type]


def check_size(size: int) -> None:
    """Refuse a file by its size in bytes alone, before anybody downloads it."""
    if size < 1:
        raise InvalidInputError("image", "reward-image-empty")
    if size > MOST_BYTES:
        raise InvalidInputError(
            "image",
            "reward-image-too-large",
            most=MOST_BYTES // 1024**2,
            given=math.ceil(size / 1024**2 * 10) / 10,
        )


def examine(content: bytes) -> Picture:
    """Return a PNG, JPEG, WebP or GIF that is whole; `InvalidInputError` for anything else.

    Decodes all of it, which can take seconds: call it outside of a transaction, in a thread.
    """
    check_size(len(content))
    try:
        return _decode(content)
    except InvalidInputError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:  # a broken file breaks a decoder in any way
        raise InvalidInputError("image", "reward-image-unreadable") from error


def _decode(content: bytes) -> Picture:
    with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP", "GIF")) as image:
        media_type = _MEDIA_TYPES[image.format or ""]
        frames = 1 if media_type == "image/jpeg" else getattr(image, "n_frames", 1)
        width, height = image.size
        # What the header promises is judged before anything is unpacked.
        if width * height > MOST_PIXELS or width * height * frames > _MOST_PIXELS_IN_ALL:
            raise _too_many_pixels()
        for frame in range(frames):
            image.seek(frame)
            image.load()
        return Picture(content, media_type, width, height, _shrink(image))


def _shrink(image: Image.Image) -> bytes:
    """Return the first frame as a small WebP: a list of rewards must not weigh megabytes."""
    image.seek(0)
    small = image.convert("RGBA")
    small.thumbnail((THUMBNAIL_PIXELS, THUMBNAIL_PIXELS))
    out = io.BytesIO()
    small.save(out, "WEBP", quality=80)
    return out.getvalue()


def _too_many_pixels() -> InvalidInputError:
    return InvalidInputError("image", "reward-image-too-many-pixels", most=MOST_PIXELS // 10**6)


def store(session: Session, community_id: int, picture: Picture) -> int:
    """Store a picture and return its id."""
    row = RewardImage(
        community_id=community_id,
        id=session.new_id(),
        media_type=picture.media_type,
        content=picture.content,
        thumbnail=picture.thumbnail,
    )
    session.add(row)
    session.flush()
    return row.id


def load(session: Session, community_id: int, image_id: int) -> StoredPicture:
    """Return a stored picture; `GoneError` if it was replaced meanwhile."""
    row = session.get(RewardImage, (community_id, image_id))
    if row is None:
        raise GoneError
    return StoredPicture(row.media_type, row.content)


def thumbnails(session: Session, community_id: int, image_ids: list[int]) -> dict[int, bytes]:
    """Return the thumbnails, WebP, of the pictures that are still there."""
    if not image_ids:
        return {}
    rows = session.execute(
        select(col(RewardImage.id), col(RewardImage.thumbnail)).where(
            col(RewardImage.community_id) == community_id, col(RewardImage.id).in_(image_ids)
        )
    )
    return {row.id: row.thumbnail for row in rows}


def remove(session: Session, community_id: int, image_id: int) -> None:
    """Remove a picture that no reward shows any more."""
    session.execute(
        delete(RewardImage).where(
            col(RewardImage.community_id) == community_id, col(RewardImage.id) == image_id
        )
    )
