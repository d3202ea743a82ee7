"""Gateway connections without a client library."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.localdiscord import LocalDiscord

Json = dict[str, Any]
ALL_INTENTS = (1 << 17) - 1
HEARTBEAT, IDENTIFY, RESUME, REQUEST_MEMBERS, INVALID, HELLO, ACK = 1, 2, 6, 8, 9, 10, 11


class Socket:
    """A gateway connection without compression."""

    def __init__(self, server: LocalDiscord, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._token = server.token
        self._socket = socket
        self.close_code: int | None = None

    async def send(self, op: int, data: object = None) -> None:
        await self._socket.send_json({"op": op, "d": data})

    async def send_text(self, text: str) -> None:
        await self._socket.send_str(text)

    async def identify(self, intents: int = ALL_INTENTS, **more: object) -> Json:
        await self.send(IDENTIFY, {"token": self._token, "intents": intents} | more)
        return await self.event("READY")

    async def resume(self, session: str, sequence: int) -> None:
        await self.send(RESUME, {"token": self._token, "session_id": session, "seq": sequence})

    async def next(self) -> Json:
        """Return the next message; a close gives its code under "closed"."""
        message = await self._socket.receive(timeout=60)
        if message.type is aiohttp.WSMsgType.TEXT:
            payload: Json = json.loads(message.data)
            return payload
        return {"op": None, "t": None, "closed": self._socket.close_code}

    async def event(self, name: str) -> Json:
        """Skip to an event and return its data."""
        while (message := await self.next())["t"] != name:
            assert "closed" not in message
        data: Json = message["d"]
        return data | {"__sequence": message["s"]}

    async def op(self, op: int) -> Json:
        """Skip to a message that is not an event."""
        while (message := await self.next())["op"] != op:
            assert "closed" not in message
        return message


@asynccontextmanager
async def connected(server: LocalDiscord) -> AsyncIterator[Socket]:
    """Open a gateway connection and read its greeting."""
    async with (
        aiohttp.ClientSession() as http,
        http.ws_connect(server.gateway_url, params={"v": "10", "encoding": "json"}) as socket,
    ):
        opened = Socket(server, socket)
        await opened.op(HELLO)
        yield opened
