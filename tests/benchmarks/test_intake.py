"""How many messages a second are taken down, and how long one waits until it is stored."""

import asyncio
import time

import pytest

from bot.runtime.intake import SIZE, Intake
from bot.services import communities
from bot.services.events import NewEvent
from db.database import connect
from db.session import real_world
from tests.support.factories import CLUB, MAI

pytestmark = pytest.mark.bench

A_SECOND = 100
SECONDS = 10


async def test_intake(db_url: str) -> None:
    db = connect(db_url, real_world())
    heard_at: list[float] = []
    waits: list[float] = []
    stored = asyncio.Event()

    async def meet(community_id: int) -> None:
        await db.write(communities.ensure, community_id)

    def hear() -> None:
        key = f"message:{len(heard_at)}"
        heard_at.append(time.perf_counter())
        intake.add(NewEvent(CLUB, "post_created", key, MAI.member_id, db.world.clock()))

    def note() -> None:
        now = time.perf_counter()
        waits.extend(now - at for at in heard_at[len(waits) : len(heard_at) - len(intake)])
        if not len(intake):
            stored.set()

    intake = Intake(db, meet=meet, wake=note)
    intake.start()
    for _ in range(A_SECOND * SECONDS):
        hear()
        await asyncio.sleep(1 / A_SECOND)
    await stored.wait()
    late = sorted(waits)[int(len(waits) * 0.99)]
    stored.clear()
    start = time.perf_counter()
    for _ in range(SIZE):
        hear()
    await stored.wait()
    rate = SIZE / (time.perf_counter() - start)
    await intake.stop()
    await db.close()
    kind = db_url.split(":")[0]
    line = f"99 % of {A_SECOND} a second within {late * 1000:.0f} ms; {rate:,.0f} a second at most"
    print(f"\n{kind}: {line}")  # noqa: T201  # this is the result
