"""A window: one web socket, which tells it what its person sees and takes what they do."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable

from aiohttp import WSMsgType, web

from bot.localdiscord.errors import LocalDiscordError, NoSuchCommand, NotAllowed, NotPossible
from bot.localdiscord.page.fields import BadRequest, Fields, NoSuch, TooLarge
from bot.localdiscord.page.person import Person
from bot.localdiscord.wire import Json, JsonValue

LONGEST_MESSAGE = 256 * 1024
MOST_WAITING = 1000  # messages to a window that does not read them
MOST_AT_ONCE = 32  # requests of a window that are not answered yet
TOO_SLOW = 4008

# What an error is called for the page, the most particular first.
KINDS: dict[type[LocalDiscordError], str] = {
    NotAllowed: "not_allowed",
    NoSuchCommand: "no_such",
    NotPossible: "not_possible",
    NoSuch: "no_such",
    TooLarge: "too_large",
    BadRequest: "bad_request",
}

Serve = Callable[["Window", str, Fields], Awaitable[JsonValue]]
"""Does what a window asks for ("post"), and returns the result."""


class Window:
    """A window, and the person whom it shows the world, once somebody is chosen."""

    def __init__(self, socket: web.WebSocketResponse, serve: Serve) -> None:
        self.person: Person | None = None
        self.shown_world = ""  # the world as it was last sent
        self._socket = socket
        self._serve = serve
        self._waiting: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)
        self._too_slow = asyncio.Event()
        self._requests: set[asyncio.Task[None]] = set()

    def send(self, data: Json) -> None:
        """Push a message; a window that reads too slowly is dropped, and connects anew."""
        try:
            self._waiting.put_nowait(json.dumps(data))
        except asyncio.QueueFull:
            self._too_slow.set()

    def push(self, name: str, data: JsonValue) -> None:
        """Push something to an extension's module."""
        self.send({"type": "extension", "name": name, "data": data})

    async def run(self) -> None:
        """Serve the window until either side closes it."""
        tasks = [
            asyncio.create_task(self._write()),
            asyncio.create_task(self._read()),
            asyncio.create_task(self._too_slow.wait()),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (*tasks, *self._requests):
                task.cancel()
            await asyncio.gather(*tasks, *self._requests, return_exceptions=True)
            code = TOO_SLOW if self._too_slow.is_set() else 1001
            await self._socket.close(code=code, message=b"reload")

    async def close(self) -> None:
        """Close it, as the server stops."""
        await self._socket.close(code=1001, message=b"The server stops.")

    async def _write(self) -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                await self._socket.send_str(await self._waiting.get())

    async def _read(self) -> None:
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                return
            self._take(message.data)

    def _take(self, text: str) -> None:
        try:
            data = json.loads(text)
            if "\\ud" in text.lower():
                # Half a character, as where a browser cuts a text, has no place on the wire.
                whole = json.dumps(data, ensure_ascii=False).encode(errors="replace")
                data = json.loads(whole)
        except (ValueError, RecursionError):
            return
        number = data.get("id") if isinstance(data, dict) else None
        if not isinstance(number, int):
            return
        if len(self._requests) >= MOST_AT_ONCE:
            self._refuse(number, "bad_request", BadRequest("too much at once", "too-much"))
            return
        task = asyncio.create_task(self._answer(number, data))
        self._requests.add(task)
        task.add_done_callback(self._requests.discard)

    async def _answer(self, number: int, data: Json) -> None:
        try:
            result = await self._serve(self, str(data.get("do")), Fields(data))
        except LocalDiscordError as error:
            kind = next((name for type_, name in KINDS.items() if isinstance(error, type_)), "")
            self._refuse(number, kind or "not_possible", error)
        except Exception:
            self._refuse(number, "not_possible", NotPossible("something went wrong", "broken"))
            raise
        else:
            self.send({"type": "reply", "id": number, "ok": True, "result": result})

    def _refuse(self, number: int, kind: str, refused: LocalDiscordError) -> None:
        error: Json = {
            "kind": kind,
            "text": str(refused),
            "reason": refused.reason,
            "values": {name: str(value) for name, value in refused.values.items()},
        }
        self.send({"type": "reply", "id": number, "ok": False, "error": error})
