"""What goes a long way arrives whole, and not before its time."""

import asyncio
import time

from tests.support.distance import distant

ROUND_TRIP = 0.02


async def test_what_is_sent_comes_back_whole_and_late() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readexactly(1_000_000))
        await writer.drain()
        writer.close()

    async with (
        await asyncio.start_server(echo, "127.0.0.1", 0) as server,
        distant(server.sockets[0].getsockname()[1], ROUND_TRIP) as port,
    ):
        began = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        sent = bytes(range(250)) * 4_000
        writer.write(sent)
        assert await reader.read(-1) == sent
        # Once to connect, once for what is sent.
        assert time.perf_counter() - began >= 2 * ROUND_TRIP
        writer.close()
