"""Cards become pictures in a process that stays warm, apart from the one that decodes files."""

import asyncio
import pickle
from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256

import structlog

from bot.isolation.process import BrokenWorkError, Limits, TooCostlyError
from bot.isolation.turns import TooManyWaitingError, Turns
from bot.isolation.warm import WarmProcess
from bot.pictures import draw
from bot.pictures.cards import BadgeImage, Card

PATIENCE = 2.0
"""Seconds that a caller waits; then a text has to do."""

MOST_WAITING = 16
"""Pictures of one community that may wait at the same time."""

CACHE_BYTES = 16 * 1024 * 1024
"""Bytes of all pictures that are kept; which one was asked for longest ago goes first."""

MOST_CARD = 8 * 1024 * 1024
"""Bytes that a card may have, with the images on it."""

LIMITS = Limits(seconds=2, memory=512 * 1024 * 1024)

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class DrawnPicture:
    """A picture as a file: its content, its media type, and how its name ends ("webp")."""

    content: bytes = field(repr=False)
    media_type: str
    ending: str


class Drawing:
    """What draws cards; one for each running bot. Communities take turns."""

    def __init__(self, limits: Limits = LIMITS, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._process = WarmProcess(draw.__name__, limits)
        self._turns = Turns(MOST_WAITING)
        self._drawn: OrderedDict[bytes, DrawnPicture] = OrderedDict()
        self._bytes = 0
        self._tasks: dict[bytes, asyncio.Task[DrawnPicture | None]] = {}
        self._closed = False

    async def picture(self, card: Card, community_id: int) -> DrawnPicture | None:
        """Return the picture of a card, or None: then the caller shows a text.

        None comes after `patience` seconds, where too many of the community wait, where it cannot
        be drawn, and once this is closed. One that comes too late is there for the next caller.
        """
        data = pickle.dumps(card)
        key = sha256(data).digest()
        if key in self._drawn:
            self._drawn.move_to_end(key)
            return self._drawn[key]
        if self._closed or len(data) > MOST_CARD:
            return None
        if key not in self._tasks:
            work = self._draw(key, type(card), data, community_id)
            self._tasks[key] = asyncio.create_task(work)
        task = self._tasks[key]
        done, _ = await asyncio.wait({task}, timeout=self.patience)
        if not done:
            log.warning("drawing.late", card=type(card).__name__)
        return task.result() if done and not task.cancelled() else None

    async def close(self) -> None:
        """Draw no more, and end the process."""
        self._closed = True
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._process.close()

    async def _draw(
        self, key: bytes, kind: type[Card], data: bytes, community_id: int
    ) -> DrawnPicture | None:
        try:
            async with self._turns.turn(community_id):
                content = await self._process.ask(data)
        except (TooManyWaitingError, TooCostlyError, BrokenWorkError, OSError) as error:
            reason = f"{type(error).__name__} {error}".strip()
            log.warning("drawing.failed", card=kind.__name__, reason=reason)
            return None
        finally:
            del self._tasks[key]
        ending = "png" if kind is BadgeImage else "webp"
        picture = DrawnPicture(content, f"image/{ending}", ending)
        self._keep(key, picture)
        return picture

    def _keep(self, key: bytes, picture: DrawnPicture) -> None:
        self._drawn[key] = picture
        self._bytes += len(picture.content)
        while self._bytes > CACHE_BYTES:
            _, oldest = self._drawn.popitem(last=False)
            self._bytes -= len(oldest.content)
