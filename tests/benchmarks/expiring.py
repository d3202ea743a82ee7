"""How long claims take while half of a large pool of codes expires."""

import asyncio
import time
from dataclasses import dataclass, field

from bot.services.actors import Person
from bot.services.grants.burst import Press, claim_together
from bot.services.maintenance import expiry
from db.database import Database, connect
from db.session import World
from db.tables import RewardKind
from tests.benchmarks import claims, large
from tests.benchmarks.warm import collect_as_the_program
from tests.support import factories
from tests.support.factories import CLUB

COUPONS = 50
EVERY = 0.02
"""A member presses every so many seconds, whether the one before was answered or not."""


@dataclass
class Expired:
    """How many seconds claims took without and with codes that expire, and each slice of these."""

    quiet: list[float] = field(default_factory=list)
    meanwhile: list[float] = field(default_factory=list)
    slices: list[float] = field(default_factory=list)
    codes: int = 0


async def measure(url: str, world: World, codes: int, over: int, quiet: int) -> Expired:
    """Let `over` of so many codes expire while members claim; `quiet` of them claim before."""
    db = connect(url, world)
    most = quiet + 100 + over // 10
    offers = iter(await db.write(claims.set_up, COUPONS, most))
    voucher = await db.write(factories.publish, RewardKind.VOUCHER, "Partner")
    await db.close()  # the codes are written past it
    await large.fill_codes(url, voucher, codes, over, large.now())
    db = connect(url, world)
    found = Expired()
    finished = asyncio.Event()

    async def press(waited: list[float], person: Person, offer_id: int) -> None:
        began = time.perf_counter()
        await db.write_together(claim_together, Press(person, offer_id), CLUB)
        waited.append(time.perf_counter() - began)

    async def presses(waited: list[float], count: int) -> None:
        some: list[asyncio.Task[None]] = []
        while len(some) < count and not finished.is_set():
            some.append(asyncio.create_task(press(waited, *next(offers))))
            await asyncio.sleep(EVERY)
        await asyncio.gather(*some)

    await presses([], 20)
    collect_as_the_program()
    await presses(found.quiet, quiet)
    pressing = asyncio.create_task(presses(found.meanwhile, most - quiet - 20))
    await _expire(db, found)
    finished.set()
    await pressing
    await db.close()
    assert found.codes == over, found.codes
    return found


async def _expire(db: Database, found: Expired) -> None:
    while True:
        began = time.perf_counter()
        done = await db.work(expiry.expire)
        if not done:
            return
        found.slices.append(time.perf_counter() - began)
        found.codes += done
