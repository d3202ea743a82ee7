"""Pictures of rewards, stored with their reward; `image_decoding` checks them."""

import math
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlmodel import col

from bot.services.errors import InvalidInputError, existing
from bot.services.rewards.image_decoding import Picture
from db.session import Session
from db.tables import RewardImage

MOST_BYTES = 8 * 1024 * 1024
"""Bytes that a picture may have."""

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif"}


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
    row = existing(session.get(RewardImage, (community_id, image_id)))
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
    session.remove_row(RewardImage, community_id, image_id)
