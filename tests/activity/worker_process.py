"""A process that stores events, processes them and sends what is due, until it is killed."""

import asyncio
import itertools
import random
from collections.abc import Callable, Iterator
from datetime import datetime
from multiprocessing.connection import Connection

from bot.runtime.worker import Worker
from bot.services import deliveries, events
from bot.services.deliveries import LeasedDelivery
from bot.services.events import NewEvent
from db.database import Database, connect
from db.session import real_world
from tests.activity.stream import stream

STORED, SENT, ALIVE = "stored", "sent", "alive"

DAYS = 6
SEED = 11


def slices(begins: datetime) -> Iterator[tuple[datetime, list[NewEvent]]]:
    """Return what happens in these days, a slice at a time; always the same."""
    rng = random.Random(SEED)
    return stream(rng, begins, events=300, days=DAYS, at_once=10, late=0)


Says = Callable[[tuple[str, int, int]], None]


async def send_what_is_due(db: Database, says: Says) -> bool:
    """Send one message to nobody; False if none is due. A message is told of by its nonce."""
    together: list[LeasedDelivery] = await db.write(deliveries.lease)
    for delivery in together:
        says((SENT, delivery.id, delivery.nonce))
    for delivery in together:
        await db.write(deliveries.sent, delivery)
    return bool(together)


async def _send(db: Database, says: Says) -> None:
    while True:
        if not await send_what_is_due(db, says):
            await asyncio.sleep(0.01)


async def _live(url: str, begins: datetime, first: int, most: int, pipe: Connection) -> None:
    """Hear of one slice after the other, from the first that was not told for sure."""
    db = connect(url, real_world())
    worker = Worker(db, most=most)
    worker.start()
    sender = asyncio.create_task(_send(db, pipe.send))
    for number, (_, new_events) in itertools.islice(enumerate(slices(begins)), first, None):
        await db.write(events.store, new_events)
        pipe.send((STORED, number, 0))
        worker.wake()
    while not sender.done():  # whoever waits for its next word must not wait for ever
        pipe.send((ALIVE, 0, 0))
        await asyncio.sleep(0.01)


def run(url: str, begins: datetime, first: int, most: int, pipe: Connection) -> None:
    """Live until somebody puts an end to it; the worker takes so many events at once."""
    asyncio.run(_live(url, begins, first, most, pipe))


async def _process(url: str, now: datetime, most: int, pipe: Connection) -> None:
    worker = Worker(connect(url, real_world(lambda: now)), most=most)
    worker.start()
    while True:
        pipe.send((ALIVE, 0, 0))
        await asyncio.sleep(0.01)


def process(url: str, now: datetime, most: int, pipe: Connection) -> None:
    """Process what is stored, at a moment that stands still, until somebody puts an end to it."""
    asyncio.run(_process(url, now, most, pipe))
