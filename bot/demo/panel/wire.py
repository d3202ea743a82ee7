"""The wire: each request of the bot and each gateway event, the newest ones, masked."""

import asyncio
import re
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.demo.panel.masks import MASK, Masker
from bot.localdiscord import Request
from bot.localdiscord.wire import Json, JsonValue
from db.errors import DatabaseUnavailableError

KEPT = 400
"""How many entries are kept; older ones are gone."""

MOST = 100
"""How many are returned at once."""

MOST_WAITING = 2_000
"""How many wait to be masked; while so many do, more are counted and left out."""

# In their paths stand tokens with which anybody could answer.
_TOKEN = re.compile(r"(/(?:interactions|webhooks)/\d+/)[^/]+")

InThread = Callable[..., Awaitable[JsonValue]]
"""Runs a function in a thread and returns its result; one at a time."""


class Wire:
    """Keeps what went over the wire; it is masked before it is kept."""

    def __init__(self, masker: Masker, in_thread: InThread, clock: Callable[[], datetime]) -> None:
        self._masker = masker
        self._in_thread = in_thread
        self._clock = clock
        self._waiting: asyncio.Queue[Json] = asyncio.Queue(MOST_WAITING)
        self.entries: deque[Json] = deque(maxlen=KEPT)  # the newest last
        self._number = 0
        self.left_out = 0

    def request(self, request: Request) -> None:
        """Take a request that has been answered."""
        refusal = request.refusal
        self._take(
            {
                "way": "request",
                "title": f"{request.method} {_TOKEN.sub(_without_token, request.path)}",
                "status": request.status,
                "problem": None if refusal is None else f"{refusal.message} ({refusal.code})",
                "files": len(request.files),
                "body": request.body,
            }
        )

    def event(self, name: str, data: Json) -> None:
        """Take a gateway event that is sent."""
        self._take({"way": "event", "title": name, "body": data})

    def _take(self, entry: Json) -> None:
        entry["at"] = self._clock().isoformat()
        try:
            self._waiting.put_nowait(entry)
        except asyncio.QueueFull:
            self.left_out += 1

    async def run(self) -> None:
        """Mask what comes in, until cancelled."""
        while True:
            entry = await self._waiting.get()
            try:
                entry["body"] = await self._in_thread(self._masker.json, entry["body"])
            except (DatabaseUnavailableError, RecursionError):
                entry["body"] = MASK  # nobody can say what is a code
            self._number += 1
            self.entries.append(entry | {"n": self._number})
            self._waiting.task_done()

    async def settled(self) -> None:
        """Return once everything so far is masked and kept."""
        await self._waiting.join()

    def after(self, number: int) -> Json:
        """Return the newest entries after a number, newest first, and how many were left out."""
        newer = [entry for entry in reversed(self.entries) if entry["n"] > number]
        return {"entries": newer[:MOST], "left_out": self.left_out}


def _without_token(found: re.Match[str]) -> str:
    return f"{found[1]}{MASK}"
