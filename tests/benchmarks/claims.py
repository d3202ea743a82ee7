"""How many claims a second, beside the same work by hand with a commit for each claim.

As in the probes of the pipeline, garbage is collected as in the program, and each way claims a few
first, so that nobody measures how SQL is compiled.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from shutil import copyfile

from sqlmodel import func, select

from bot.services.actors import Person
from bot.services.grants import purchase
from bot.services.grants.burst import Press, claim_together
from db.database import Database, connect
from db.engines import is_sqlite, sqlite_file
from db.session import Session, World
from db.tables import Grant, Offer, table
from db.upsert import insert
from tests.benchmarks.by_hand import postgres_claims, sqlite_claims
from tests.benchmarks.warm import collect_as_the_program
from tests.support import factories
from tests.support.factories import CLUB, somebody

MEMBERS = 200
CALLERS = 128
"""Members who press one after the other, each as soon as they were answered."""
BURST = 64
"""Members who press at the same moment."""
CONNECTIONS = 10
"""Of PostgreSQL, by hand; our pool has as many."""

Pressed = tuple[Person, int]
"""Whose card it is, and the offer's id."""


@dataclass
class Way:
    """One way of claiming, and how long it took.

    `processor`: of those seconds, what this process has worked. `waited`: until each was answered.
    """

    name: str
    claims: int = 0
    seconds: float = 0.0
    processor: float = 0.0
    waited: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Claims a second."""
        return self.claims / self.seconds

    def quantile(self, share: float) -> float:
        """Return within how many milliseconds that share of all was answered."""
        return 1000 * sorted(self.waited)[int(share * (len(self.waited) - 1))]


def set_up(session: Session, coupons: int, claims: int) -> list[Pressed]:
    """Return offers, for members in turns."""
    factories.add_community(session)
    mugs = [factories.coupon(session, f"Mug {n}", cost=1, stock=10**6) for n in range(coupons)]
    members = [somebody(number) for number in range(MEMBERS)]
    for member in members:
        factories.give_points(session, member, 10**6)
    first = session.new_ids(claims)
    offers = [
        {
            "community_id": CLUB,
            "id": first + number,
            "member_id": members[number % MEMBERS].member_id,
            "reward_id": mugs[number % coupons],
            "price": 1,
            "created_at": session.now,
        }
        for number in range(claims)
    ]
    session.execute(insert(table(Offer)), offers)
    return [(members[number % MEMBERS], first + number) for number in range(claims)]


async def measure(
    url: str, world: World, *, coupons: int, claims: int = 1_000, rounds: int = 3
) -> list[Way]:
    """Claim in each way, by turns; return by hand first, then ours.

    Those are: members who press one after the other, each claim in a transaction of its own, and as
    the bot does it, where those who wait at the same moment are decided together; and bursts.
    """
    db = connect(url, world)
    offers = await db.write(set_up, coupons, 4 * (BURST + claims * rounds))
    await db.close()
    by_hand, burst = Way("by hand"), Way(f"bursts of {BURST}")
    single, bot = Way("each by itself"), Way("as the bot does it")
    urls = {way.name: _beside(url, number) for number, way in enumerate((by_hand, single, bot))}
    urls[burst.name] = url
    ours = {way.name: connect(urls[way.name], world) for way in (single, bot, burst)}

    async def hand(some: Sequence[Pressed], way: Way) -> None:
        ids = [offer_id for _, offer_id in some]
        if is_sqlite(url):
            await asyncio.to_thread(sqlite_claims, urls[way.name], world, CLUB, ids)
        else:
            await postgres_claims(url, world, CLUB, ids, connections=CONNECTIONS)

    async def alone(some: Sequence[Pressed], way: Way) -> None:
        await _one_after_the_other(partial(_by_itself, ours[way.name]), some, way)

    async def together(some: Sequence[Pressed], way: Way) -> None:
        await _one_after_the_other(partial(_as_the_bot, ours[way.name]), some, way)

    async def bursts(some: Sequence[Pressed], way: Way) -> None:
        await _in_bursts(ours[way.name], some, way)

    ways: list[tuple[Way, Callable[[Sequence[Pressed], Way], Awaitable[None]]]] = [
        (by_hand, hand),
        (single, alone),
        (bot, together),
        (burst, bursts),
    ]
    left = iter(offers)
    for way, work in ways:
        await work(list(islice(left, BURST)), Way(way.name))
    collect_as_the_program()
    for _ in range(rounds):
        for way, work in ways:
            some = list(islice(left, claims))
            start, worked = time.perf_counter(), time.process_time()
            await work(some, way)
            way.seconds += time.perf_counter() - start
            way.processor += time.process_time() - worked
            way.claims += claims
    for db in ours.values():
        await db.close()
    assert await _grants(set(urls.values()), world) == len(offers)
    return [by_hand, single, bot, burst]


def _beside(url: str, number: int) -> str:
    """Return where one way claims: on SQLite in a file of its own.

    A commit by another connection makes SQLite forget the pages that it holds, and beside the bot
    nobody else commits.
    """
    if not is_sqlite(url):
        return url
    path = sqlite_file(url)
    own = path.with_name(f"{path.name}-{number}")
    copyfile(path, own)
    return f"sqlite:///{own}"


async def _grants(urls: Iterable[str], world: World) -> int:
    """Count what was bought."""
    count = 0
    for url in urls:
        db = connect(url, world)
        count += await db.read(lambda s: s.exec(select(func.count()).select_from(Grant)).one())
        await db.close()
    return count


async def _by_itself(db: Database, person: Person, offer_id: int) -> None:
    await db.write(purchase.claim, person, offer_id)


async def _as_the_bot(db: Database, person: Person, offer_id: int) -> None:
    """Claim as `cogs/members/claim.py` does."""
    await db.write_together(claim_together, Press(person, offer_id), CLUB)


async def _one_after_the_other(
    claim: Callable[[Person, int], Awaitable[None]], offers: Iterable[Pressed], way: Way
) -> None:
    waiting = iter(offers)

    async def press() -> None:
        for person, offer_id in waiting:
            start = time.perf_counter()
            await claim(person, offer_id)
            way.waited.append(time.perf_counter() - start)

    await asyncio.gather(*(press() for _ in range(CALLERS)))


async def _in_bursts(db: Database, offers: Iterable[Pressed], way: Way) -> None:
    waiting = iter(offers)

    async def claim(person: Person, offer_id: int) -> None:
        start = time.perf_counter()
        await _as_the_bot(db, person, offer_id)
        way.waited.append(time.perf_counter() - start)

    while some := list(islice(waiting, BURST)):
        await asyncio.gather(*(claim(*one) for one in some))
