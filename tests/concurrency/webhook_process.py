"""A process that takes calls to webhooks until it is killed."""

import asyncio
from dataclasses import replace
from multiprocessing.connection import Connection

from bot.http import webhooks_in
from bot.services.webhooks import receiving
from db.database import connect
from db.session import real_world


async def _serve(url: str, ready: Connection) -> None:
    receiving.CALLS = replace(receiving.CALLS, burst=10_000)
    runner = await webhooks_in.serve(connect(url, real_world()), "127.0.0.1", 0)
    ready.send(runner.port)
    await asyncio.Event().wait()


def run(url: str, ready: Connection) -> None:
    """Take calls for ever; tell at which port."""
    asyncio.run(_serve(url, ready))
