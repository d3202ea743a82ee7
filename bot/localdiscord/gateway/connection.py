"""One websocket of the gateway: it sends in order, compresses, and waits for pongs."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable

from aiohttp import WSCloseCode, WSMessage, WSMsgType, web

from bot.localdiscord.gateway.compression import compressor_for
from bot.localdiscord.wire import Json, Op

HEARTBEAT_INTERVAL_MS = 41_250  # observed; the page Gateway has 45,000 in its example
# "Apps can send 120 gateway events per connection every 60 seconds" (page Gateway).
SENDS_PER_MINUTE = 120


class GatewayClose(Exception):
    """Close the connection with a code of the page Opcodes and Status Codes."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Connection:
    """A client's websocket."""

    def __init__(self, socket: web.WebSocketResponse, compress: str | None, latency: float) -> None:
        self._socket = socket
        self._compress = compressor_for(compress)
        self._latency = latency
        self._queue: asyncio.Queue[tuple[float, str | bytes | GatewayClose]] = asyncio.Queue()
        self._pongs: dict[bytes, asyncio.Future[None]] = {}
        self._pings = 0
        self.open = True

    def send(self, text: str) -> None:
        """Queue a message for the client."""
        self._put(text)

    def send_op(self, op: int, data: object) -> None:
        """Queue a message with an opcode other than Dispatch."""
        self.send(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    def close(self, code: int, reason: str) -> None:
        """Close once everything queued has been sent."""
        self._put(GatewayClose(code, reason))

    async def ping(self) -> None:
        """Return once the client has received all that was sent before (or has disconnected)."""
        if not self.open:
            return
        self._pings += 1
        payload = str(self._pings).encode()
        self._pongs[payload] = pong = asyncio.get_running_loop().create_future()
        self._put(payload)
        await pong

    def _put(self, item: str | bytes | GatewayClose) -> None:
        at = asyncio.get_running_loop().time() + self._latency
        self._queue.put_nowait((at, item))

    async def run(self, on_message: Callable[[Json], None]) -> None:
        """Serve the websocket until either side closes it."""
        writer = asyncio.create_task(self._write())
        try:
            self.send_op(Op.HELLO, {"heartbeat_interval": HEARTBEAT_INTERVAL_MS, "_trace": []})
            await self._read(on_message)
        except GatewayClose as close:
            self.close(close.code, close.reason)
            await writer
        finally:
            self.open = False
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writer
            for pong in self._pongs.values():
                if not pong.done():
                    pong.set_result(None)
            if not self._socket.closed:
                await self._socket.close(code=WSCloseCode.GOING_AWAY)

    async def _read(self, on_message: Callable[[Json], None]) -> None:
        loop = asyncio.get_running_loop()
        minute, sent = loop.time(), 0
        async for message in self._socket:
            if message.type is WSMsgType.PONG:
                pong = self._pongs.pop(bytes(message.data), None)
                if pong is not None and not pong.done():
                    pong.set_result(None)
            elif message.type is WSMsgType.PING:
                await self._socket.pong(message.data)
            elif message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                if loop.time() - minute > 60:
                    minute, sent = loop.time(), 0
                sent += 1
                if sent > SENDS_PER_MINUTE:
                    raise GatewayClose(4008, "You are being rate limited.")
                on_message(self._decode(message))

    @staticmethod
    def _decode(message: WSMessage) -> Json:
        try:
            payload = json.loads(message.data)
        except ValueError:
            raise GatewayClose(4002, "Error while decoding payload.") from None
        if not isinstance(payload, dict) or "op" not in payload:
            raise GatewayClose(4002, "Error while decoding payload.")
        return payload

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        with contextlib.suppress(ConnectionError):
            while True:
                at, item = await self._queue.get()
                if at > loop.time():
                    await asyncio.sleep(at - loop.time())
                if isinstance(item, GatewayClose):
                    await self._socket.close(code=item.code, message=item.reason.encode())
                    return
                if isinstance(item, bytes):
                    await self._socket.ping(item)
                elif self._compress is None:
                    await self._socket.send_str(item)
                else:
                    await self._socket.send_bytes(self._compress(item.encode()))
