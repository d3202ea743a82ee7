"""Files that somebody gave to a command or a form."""

import asyncio
from dataclasses import dataclass

import aiohttp
import discord
import structlog

from bot.services.errors import InvalidInputError
from bot.services.forms import KeptFile
from bot.ui.core.base import Interaction

MEGABYTE = 1024 * 1024

ATTEMPTS = 3
PAUSE = 0.5
"""Seconds before the second attempt; the next wait twice as long."""

DEADLINE = 60.0
"""Seconds that all attempts may take together."""

log = structlog.get_logger(__name__)


class _BrokenError(Exception):
    """Not all of the file came, or more than all; the next attempt may go better."""


@dataclass(frozen=True)
class Upload:
    """A file that waits at Discord; up to `most` bytes of it are wanted."""

    field: str
    name: str
    size: int
    url: str
    most: int

    async def fetch(self, interaction: Interaction) -> KeptFile:
        """Return the file. `InvalidInputError` if it is too large or Discord does not give it."""
        return KeptFile(self.name, await self.download())

    async def download(self) -> bytes:
        """Return all of the file's bytes: the one place where files of others are fetched."""
        if self.size > self.most:
            raise InvalidInputError(
                self.field, "ui-file-too-large", name=self.name, most=self.most // MEGABYTE
            )
        try:
            async with asyncio.timeout(DEADLINE), aiohttp.ClientSession() as http:
                return await self._patiently(http)
        except (aiohttp.ClientError, OSError, TimeoutError, _BrokenError) as error:
            log.info("file.not_fetched", error=type(error).__name__)
            raise InvalidInputError(self.field, "ui-file-away", name=self.name) from error

    async def _patiently(self, http: aiohttp.ClientSession) -> bytes:
        for attempt in range(1, ATTEMPTS):
            try:
                return await self._once(http)
            except (aiohttp.ClientError, OSError, _BrokenError) as error:
                if _is_final(error):
                    raise
                log.info("file.fetched_again", attempt=attempt, error=type(error).__name__)
            await asyncio.sleep(PAUSE * 2 ** (attempt - 1))
        return await self._once(http)

    async def _once(self, http: aiohttp.ClientSession) -> bytes:
        content = bytearray()
        async with http.get(self.url, raise_for_status=True) as answer:
            async for part in answer.content.iter_chunked(65_536):
                content += part
                if len(content) > self.size:
                    raise _BrokenError
        if len(content) != self.size:
            raise _BrokenError
        return bytes(content)


def _is_final(error: Exception) -> bool:
    """Return whether Discord does not have the file, or not for us."""
    return isinstance(error, aiohttp.ClientResponseError) and error.status in {401, 403, 404, 410}


def attached_file(field: str, attachment: discord.Attachment, most: int) -> Upload:
    """Return the file that was given to a command's option of that name."""
    return Upload(field, attachment.filename, attachment.size, attachment.url, most)
