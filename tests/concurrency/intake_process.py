"""A process that hears messages and takes them down until it is killed."""

import asyncio
import itertools
import random
import time
from multiprocessing.connection import Connection

from bot.runtime.intake import Intake
from bot.services import communities
from bot.services.events import NewEvent
from db.database import connect
from db.session import real_world
from tests.support.factories import CLUB, MAI

Heard = tuple[int, float, int]
"""How many were heard, when the last of them was, and how many are known to be stored."""

LONGEST_SILENCE = 0.004
"""Seconds between two messages at the most."""


async def _listen(url: str, connection: Connection) -> None:
    db = connect(url, real_world())
    heard = stored = 0

    async def meet(community_id: int) -> None:
        await db.write(communities.ensure, community_id)

    def note() -> None:
        nonlocal stored
        stored = heard - len(intake)

    intake = Intake(db, meet=meet, wake=note)
    intake.start()
    run = random.getrandbits(64)
    for number in itertools.count():
        now = db.world.clock()
        key = f"message:{run}:{number}"
        intake.add(NewEvent(CLUB, "post_created", key, MAI.member_id, now, data={"n": number}))
        heard = number + 1
        connection.send((heard, time.monotonic(), stored))
        await asyncio.sleep(random.random() * LONGEST_SILENCE)


def run(url: str, connection: Connection) -> None:
    """Hear one message after the other, for ever."""
    asyncio.run(_listen(url, connection))
