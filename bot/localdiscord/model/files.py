"""Files that members and bots upload, and their URLs."""

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from bot.localdiscord.model.image_size import image_size
from bot.localdiscord.wire import Json

# Page API Reference, "Uploading Files": "The default limit is 10 MiB for all users".
SIZE_LIMIT = 10 * 1024 * 1024
# An avatar, a community's icon or an emoji; on Discord, that of an emoji.
PICTURE_LIMIT = 256 * 1024
FILES_LIMIT = 10  # Discord's OpenAPI description: at most 10 attachments


@dataclass(frozen=True)
class File:
    """A file with its name and bytes."""

    name: str
    data: bytes
    content_type: str | None = None


Uploads = Mapping[str, File]
"""Uploaded files by their number in the request ("0" for files[0])."""


@dataclass(frozen=True)
class Attachment:
    """A file that was uploaded; its bytes stay reachable at `url`."""

    id: int
    file: File
    url: str
    description: str | None = None
    ephemeral: bool = False

    def to_wire(self) -> Json:
        """Return the attachment as Discord describes it."""
        wire: Json = {
            "id": str(self.id),
            "filename": self.file.name,
            "size": len(self.file.data),
            "url": self.url,
            "proxy_url": self.url,
        }
        kind = self.file.content_type or mimetypes.guess_type(self.file.name)[0]
        if kind:
            wire["content_type"] = kind
        if self.description is not None:
            wire["description"] = self.description
        if self.ephemeral:
            wire["ephemeral"] = True
        if size := image_size(self.file.data):
            wire["width"], wire["height"] = size
        return wire


class Cdn:
    """Keeps every uploaded file for as long as the server runs."""

    def __init__(self) -> None:
        self.base_url = ""
        self._stored: dict[int, Attachment] = {}
        self._pictures: dict[str, bytes] = {}

    def store(
        self,
        attachment_id: int,
        file: File,
        *,
        folder: int,
        description: str | None = None,
        ephemeral: bool = False,
    ) -> Attachment:
        """Store a file below a folder (a channel's id) and give it a URL."""
        url = f"{self.base_url}/attachments/{folder}/{attachment_id}/{quote(file.name)}"
        attachment = Attachment(attachment_id, file, url, description, ephemeral)
        self._stored[attachment_id] = attachment
        return attachment

    def find(self, attachment_id: int) -> Attachment | None:
        """Return a stored file, or None."""
        return self._stored.get(attachment_id)

    def store_picture(self, path: str, data: bytes) -> None:
        """Store the picture of a person, a community or an emoji at a path without its ending."""
        if not data.startswith((b"\x89PNG", b"GIF8")) or len(data) > PICTURE_LIMIT:
            raise ValueError(f"a PNG or GIF of at most {PICTURE_LIMIT} bytes is needed")
        self._pictures[path] = data

    def picture(self, path: str) -> bytes | None:
        """Return the picture at a path without its ending, or None."""
        return self._pictures.get(path)

    def picture_url(self, path: str | None) -> str | None:
        """Return the address of a picture."""
        return None if path is None else f"{self.base_url}/{path}.png"


def picture_hash(data: bytes) -> str:
    """Return what Discord's app calls a picture by: it changes when the picture does."""
    return hashlib.sha256(data).hexdigest()[:32]
