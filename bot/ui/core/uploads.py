"""Files that Laurel sends. Every one of them goes through here, within Discord's limits."""

import asyncio
import io
import zipfile
from collections.abc import Awaitable, Callable
from itertools import pairwise
from typing import Any

import discord

from bot.services.errors import RefusedError
from bot.texts import t
from bot.ui.core.answers import answer
from bot.ui.core.base import Interaction, locale
from bot.ui.core.cards import Card, small

LEAST_LIMIT = 10 * 1024 * 1024
"""Bytes that a file may have everywhere; "Uploading Files",
https://docs.discord.com/developers/reference#uploading-files"""

REQUEST = 25 * 1024 * 1024
"""Bytes of one request with its files: "Create Message", Limitations.

https://docs.discord.com/developers/resources/message#create-message
"""

_FRAME = 64 * 1024  # what the card itself and the frame of the request take of that


class FileNotSentError(RefusedError):
    """Discord did not wait for the file any more."""

    message = "ui-not-handed-over"


def limit(interaction: Interaction) -> int:
    """Return how many bytes a file may have that answers somebody.

    Discord says so with each interaction (`attachment_size_limit`): 10 MiB, or more where somebody
    pays for it.
    """
    return min(interaction.filesize_limit, REQUEST - _FRAME)


def attach(name: str, content: bytes) -> tuple[discord.File, str]:
    """Return a small file to send with a card, and the address at which the card shows it."""
    return discord.File(io.BytesIO(content), name), f"attachment://{name}"


async def send_file(
    interaction: Interaction,
    intro: str,
    name: str,
    content: bytes,
    *,
    begun: Callable[[], Awaitable[object]] | None = None,
) -> None:
    """Answer with a file of whatever size: packed, or in parts, where Discord takes only that.

    Returns once Discord has all of it. `begun` is called when it has the first part: what is worth
    a line in the audit is recorded there, for from then on somebody has seen of it.
    """
    made = await asyncio.to_thread(fitted, name, content, limit(interaction))
    language = locale(interaction)
    for number, (called, data) in enumerate(made, 1):
        file, url = attach(called, data)
        shown: discord.ui.File[Any] = discord.ui.File(url)
        card = Card(
            intro if number == 1 else None,
            shown,
            _remark(language, number, len(made)) if called != name else None,
            files=[file],
        )
        await answer(interaction, card)
        if not interaction.response.is_done():
            raise FileNotSentError
        if number == 1 and begun is not None:
            await begun()


def _remark(language: str, number: int, count: int) -> str:
    if count == 1:
        return small(t(language, "ui-file-packed"))
    return small(t(language, "ui-file-part", number=number, count=count))


def fitted(name: str, content: bytes, most: int) -> list[tuple[str, bytes]]:
    """Return a file as files of at most so many bytes: itself, packed, or packed parts of it.

    Parts end with a line where they can; one behind the other they are the file.
    """
    if len(content) <= most:
        return [(name, content)]
    count = 1
    while True:
        parts = _cut(content, count)
        packed = [
            _packed(name if count == 1 else _part(name, number, count), part)
            for number, part in enumerate(parts, 1)
        ]
        if all(len(data) <= most for _, data in packed):
            return packed
        count = max(count + 1, -(-sum(len(data) for _, data in packed) // most))


def _cut(content: bytes, count: int) -> list[bytes]:
    """Return a file in so many parts of about the same size."""
    ends = [0]
    for number in range(1, count):
        even = len(content) * number // count
        line = content.rfind(b"\n", ends[-1], even) + 1
        ends.append(line or even)
    ends.append(len(content))
    return [content[start:end] for start, end in pairwise(ends)]


def _part(name: str, number: int, count: int) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{number}-of-{count}{dot}{ending}"


def _packed(name: str, content: bytes) -> tuple[str, bytes]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return f"{name}.zip", out.getvalue()
