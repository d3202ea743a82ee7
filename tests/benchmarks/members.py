"""How many claims, messages and deductions a second there are in a small and a large community."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from sqlalchemy import insert

from bot.runtime.worker import Worker
from bot.services import events
from bot.services.actors import Person
from bot.services.events import NewEvent
from bot.services.grants import purchase
from bot.services.points import ledger
from db.database import Database, connect
from db.session import Session, World
from db.tables import Offer, RewardKind, table
from tests.benchmarks import pipeline_sample
from tests.benchmarks.large import Sizes, member_id
from tests.benchmarks.pipeline_sample import CHANNELS, Workload
from tests.benchmarks.warm import collect_as_the_program
from tests.support import factories
from tests.support.factories import BOSS, CLUB, Terms

WORKLOAD = Workload(10, 5, members=0)
"""What messages set off; the members are there."""


class _Community:
    """A filled community, of which any member acts once or twice."""

    def __init__(self, db: Database, sizes: Sizes) -> None:
        self.db = db
        self._members = sizes.members
        self._rng = random.Random(sizes.members)
        self._worker = Worker(db)
        self._coupon = 0

    async def set_up(self) -> None:
        """Add what members claim, and what their messages set off."""
        terms = Terms(cost=1, stock=10**6)
        self._coupon = await self.db.write(factories.publish, RewardKind.COUPON, "Growth", terms)
        await self.db.write(pipeline_sample.fill, CLUB, WORKLOAD)
        for work in (self.claims, self.messages, self.deductions):
            await work(20)  # loads and compiles

    def _some(self, count: int) -> list[int]:
        return [member_id(self._rng.randint(1, self._members)) for _ in range(count)]

    def _prepare(self, session: Session, members: list[int]) -> list[int]:
        """Give points, so that nobody is refused, and return offers."""
        for member in members:
            factories.give_points(session, Person(CLUB, member), 10)
        first = session.new_ids(len(members))
        session.execute(
            insert(table(Offer)),
            [
                {
                    "community_id": CLUB,
                    "id": first + number,
                    "member_id": member,
                    "reward_id": self._coupon,
                    "price": 1,
                    "created_at": session.now,
                }
                for number, member in enumerate(members)
            ],
        )
        return [first + number for number in range(len(members))]

    async def claims(self, count: int) -> float:
        """Claim a coupon each, all at the same moment; return the seconds that it took."""
        members = self._some(count)
        offers = await self.db.write(self._prepare, members)
        return await _timed(
            self.db.write(purchase.claim, Person(CLUB, member), offer)
            for member, offer in zip(members, offers, strict=True)
        )

    async def deductions(self, count: int) -> float:
        """Take a point of each."""
        members = self._some(count)
        await self.db.write(self._prepare, members)
        return await _timed(
            self.db.write(ledger.deduct, BOSS, member, 1, key=f"growth:{self._rng.random()}")
            for member in members
        )

    async def messages(self, count: int) -> float:
        """Work off messages that are stored."""
        now = self.db.world.clock()
        told = [
            NewEvent(
                CLUB,
                "post_created",
                f"growth:{self._rng.random()}",
                member,
                now,
                channel_id=CHANNELS[0],
            )
            for member in self._some(count)
        ]
        await self.db.write(events.store, told)
        return await _timed([self._worker.until_nothing_is_left()])


async def _timed(work: Iterable[Awaitable[Any]]) -> float:
    began = time.perf_counter()
    await asyncio.gather(*work)
    return time.perf_counter() - began


async def measure(
    communities: dict[str, tuple[str, Sizes]], world: World, count: int, rounds: int
) -> dict[str, dict[str, float]]:
    """Return how many a second there are of each work, in each community, measured in turns."""
    filled = {
        name: _Community(connect(url, world), sizes) for name, (url, sizes) in communities.items()
    }
    for community in filled.values():
        await community.set_up()
    collect_as_the_program()
    took: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for _ in range(rounds):
        for work in ("claims", "messages", "deductions"):
            for name, community in filled.items():
                did: Callable[[int], Awaitable[float]] = getattr(community, work)
                took[work][name] += await did(count)
    for community in filled.values():
        await community.db.close()
    return {
        work: {name: rounds * count / seconds for name, seconds in of.items()}
        for work, of in took.items()
    }
