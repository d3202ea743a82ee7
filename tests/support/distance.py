"""A way to a server on this machine that takes as long as one around the world."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

CHUNK = 65_536


async def _carry(
    source: asyncio.StreamReader, target: asyncio.StreamWriter, seconds: float
) -> None:
    """Hand on what comes, each piece so many seconds after it came."""
    loop = asyncio.get_running_loop()
    under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def arrive() -> None:
        data = b"begin"
        while data:
            due, data = await under_way.get()
            if (left := due - loop.time()) > 0:
                await asyncio.sleep(left)
            target.write(data)
            await target.drain()

    arriving = asyncio.create_task(arrive())
    try:
        data = b"begin"
        with suppress(ConnectionError):
            while data:
                data = await source.read(CHUNK)
                under_way.put_nowait((loop.time() + seconds, data))
        with suppress(ConnectionError):
            await arriving
    finally:
        arriving.cancel()
        target.close()


@asynccontextmanager
async def distant(port: int, round_trip: float) -> AsyncIterator[int]:
    """Give the port by which a server's port on loopback is so many seconds away and back.

    What is sent is not looked at, so handshakes of TLS take their round trips; TCP's own takes one.
    """
    carrying: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        carrying.add(task)
        try:
            await asyncio.sleep(round_trip)
            there, back = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.gather(
                _carry(reader, back, round_trip / 2), _carry(there, writer, round_trip / 2)
            )
        except (asyncio.CancelledError, ConnectionError):
            writer.close()
        finally:
            carrying.discard(task)

    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=4_096)
    async with server:
        yield server.sockets[0].getsockname()[1]
        for task in carrying:
            task.cancel()
        if carrying:
            await asyncio.wait(carrying)
