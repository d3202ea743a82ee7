"""Files that wait to be sent: the browser uploads them first, and names them in what it sends."""

from __future__ import annotations

from aiohttp import BodyPartReader, web

from bot.localdiscord.model.files import SIZE_LIMIT, File
from bot.localdiscord.page.fields import NoSuch, TooLarge
from bot.localdiscord.snowflakes import Snowflakes
from bot.localdiscord.wire import Json

MOST_WAITING = 40
MOST_BYTES = 100 * 1024 * 1024
LONGEST_NAME = 260
PIECE = 64 * 1024


class WaitingFiles:
    """Uploaded files; the oldest go when there are too many, or they are too large together."""

    def __init__(self, ids: Snowflakes) -> None:
        self._ids = ids
        self._files: dict[int, File] = {}

    async def receive(self, request: web.Request) -> Json:
        """Keep the file in the field `file` of a form, and say under which id."""
        if request.content_type != "multipart/form-data":
            raise web.HTTPUnsupportedMediaType
        part = await (await request.multipart()).next()
        if not isinstance(part, BodyPartReader) or part.name != "file":
            raise web.HTTPBadRequest
        name = _plain_name(part.filename or "file")
        data = bytearray()
        while piece := await part.read_chunk(PIECE):
            data += piece
            if len(data) > SIZE_LIMIT:
                raise web.HTTPRequestEntityTooLarge(SIZE_LIMIT, len(data))
        file = File(name, bytes(data), part.headers.get("Content-Type"))
        file_id = self._ids.next()
        self._files[file_id] = file
        while len(self._files) > MOST_WAITING or self._bytes > MOST_BYTES:
            del self._files[next(iter(self._files))]
        return {
            "id": str(file_id),
            "name": file.name,
            "size": len(file.data),
            "type": file.content_type,
        }

    @property
    def _bytes(self) -> int:
        return sum(len(file.data) for file in self._files.values())

    def get(self, file_id: int) -> File:
        """Return a file; it stays, as what was refused may be sent once more."""
        if file_id not in self._files:
            raise NoSuch("the file is gone: attach it once more", "file-gone")
        return self._files[file_id]

    def all(self, file_ids: list[int]) -> list[File]:
        """Return files, as many as a message takes."""
        if len(file_ids) > 10:
            raise TooLarge("a message takes 10 files", "files", most=10)
        return [self.get(file_id) for file_id in file_ids]


def _plain_name(name: str) -> str:
    """Return a file's name without folders and without what no name has."""
    last = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(letter for letter in last if letter.isprintable())
    return printable[-LONGEST_NAME:] or "file"
