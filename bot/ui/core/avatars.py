"""Avatars for pictures: fetched from Discord, judged in a process of its own, and remembered.

A picture does not wait for them: who has none in time is drawn with their initials.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Collection, Sequence

import aiohttp
import discord
import structlog

from bot.isolation.process import BrokenWorkError, Limits, TooCostlyError
from bot.isolation.warm import WarmProcess
from bot.runtime import avatar_decoding

Person = discord.Member | discord.User

PATIENCE = 5.0
"""Seconds after which those that have not come are given up; until then the next may have them."""

MOST_BYTES = 256 * 1024
"""Bytes that an avatar may have."""

MOST_KEPT = 2_000
"""Avatars that are remembered, the newest; each takes some 4 KiB."""

MOST_AT_ONCE = 64
"""Avatars that are on their way at the most; for others there are initials."""

AWAY_SECONDS = 30.0
"""How long none is asked for once they are out of reach."""

log = structlog.get_logger(__name__)


class Avatars:
    """What knows people's avatars; one for each running bot."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._coming: dict[str, asyncio.Task[None]] = {}
        self._process = WarmProcess(avatar_decoding.__name__, Limits(2, 256 * 1024 * 1024))
        self._turn = asyncio.Lock()
        self._away_until = 0.0
        self._http: aiohttp.ClientSession | None = None

    async def of(self, people: Collection[Person], seconds: float) -> dict[int, bytes]:
        """Return the avatars of people that are there within so many seconds, by id."""
        urls = {one.id: url for one in people if (url := _address(one)) is not None}
        self._fetch([url for url in dict.fromkeys(urls.values()) if url not in self._kept])
        waiting = {self._coming[url] for url in urls.values() if url in self._coming}
        if waiting:
            await asyncio.wait(waiting, timeout=seconds)
        found = {one: self._kept[url] for one, url in urls.items() if url in self._kept}
        for one in found:
            self._kept.move_to_end(urls[one])
        return found

    async def close(self) -> None:
        """Fetch no more, and end the process."""
        tasks = set(self._coming.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._process.close()
        if self._http is not None:
            await self._http.close()

    def _fetch(self, urls: Sequence[str]) -> None:
        """Begin to fetch what is not on its way already."""
        room = MOST_AT_ONCE - len(self._coming)
        new = [url for url in urls if url not in self._coming][: max(room, 0)]
        if new and time.monotonic() >= self._away_until:
            task = asyncio.create_task(self._bring(new))
            self._coming |= dict.fromkeys(new, task)

    async def _bring(self, urls: Sequence[str]) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                answers = await asyncio.gather(*map(self._download, urls))
                contents = {url: one for url, one in zip(urls, answers, strict=True) if one}
                if contents:
                    await self._judge(contents)
        except TimeoutError:
            self._are_away()
        except (TooCostlyError, BrokenWorkError, OSError) as error:
            log.info("avatars.not_judged", error=type(error).__name__)
        finally:
            for url in urls:
                self._coming.pop(url, None)

    def _are_away(self) -> None:
        self._away_until = time.monotonic() + AWAY_SECONDS
        log.info("avatars.away", seconds=AWAY_SECONDS)

    async def _judge(self, contents: dict[str, bytes]) -> None:
        """Remember what is a picture."""
        packed = avatar_decoding.pack(contents.values())
        async with self._turn:
            made = avatar_decoding.unpack(await self._process.ask(packed))
        for url, small in zip(contents, made, strict=True):
            if small:
                self._kept[url] = small
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    async def _download(self, url: str) -> bytes | None:
        if self._http is None:
            self._http = aiohttp.ClientSession()
        content = bytearray()
        try:
            async with self._http.get(url, raise_for_status=True) as answer:
                async for part in answer.content.iter_chunked(65_536):
                    content += part
                    if len(content) > MOST_BYTES:
                        return None
        except (aiohttp.ClientConnectionError, OSError):
            self._are_away()
            return None
        except aiohttp.ClientError:
            return None  # that one has been changed, or is broken
        return bytes(content)


def _address(person: Person) -> str | None:
    """Return where a small, still avatar is; None for who has chosen none."""
    asset = (person.guild_avatar if isinstance(person, discord.Member) else None) or person.avatar
    if asset is None:
        return None
    return asset.replace(size=avatar_decoding.PIXELS, format="webp").url
