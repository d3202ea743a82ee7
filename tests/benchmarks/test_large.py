"""What people wait for in a large community: lists, places, profiles and suggestions."""

import os
import random
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.services.actors import Person
from bot.services.grants import inventory
from bot.services.points import leaderboard, ledger, movements, standings, streaks, tiers
from bot.services.points.leaderboard import Span
from bot.services.rewards import lookup, store
from db.database import Database, connect
from db.ids import EPOCH, first_id_at
from db.session import Session, real_world
from db.tables.points import Standings
from tests.benchmarks import large
from tests.benchmarks.large import LARGE, SMALL, Sizes, member_id
from tests.benchmarks.warm import collect_as_the_program
from tests.support.factories import CLUB

pytestmark = pytest.mark.bench

READS = 100
"""How often each is read, by as many members."""

_WARM = 2
"""How often each is read before, so that nobody measures how SQL is compiled."""


def _profile(session: Session, who: Person) -> None:
    """Read what a manager sees of a member's profile."""
    inventory.profile(session, who, who.member_id, manager=True)
    streaks.current(session, CLUB, who.member_id)
    tiers.highest(tiers.every(session, CLUB), who.role_ids)
    ledger.balances(session, CLUB, who.member_id)
    inventory.grants_of(session, who, who.member_id)


def _places(session: Session, who: Person, *, span: Span) -> None:
    leaderboard.leaderboard(session, who, span)


def _reads(sizes: Sizes, rng: random.Random) -> dict[str, Callable[[Session, Person], Any]]:
    pages = max(1, sizes.rewards // store.PAGE)
    spans: dict[str, Callable[[Session, Person], Any]] = {
        f"/leaderboard {span}": partial(_places, span=span) for span in Span
    }
    return {
        "/store": store.store_page,
        "/store, any page": lambda s, who: store.store_page(s, who, rng.randint(1, pages)),
        "/claim, suggestions": lambda s, who: lookup.find_coupons(s, who, "9"),
        "/claim, nothing typed": lambda s, who: lookup.find_coupons(s, who),
        "/reward, suggestions": lambda s, _: lookup.find_names(s, CLUB, "9"),
        "/reward, by name": lambda s, _: lookup.resolve(s, CLUB, "reward 7919 of 1"),
        "/profile": _profile,
        "/rewards": inventory.inventory,
        "/balance": lambda s, who: movements.history(s, who, who.member_id),
        **spans,
        "/leaderboard, far": lambda s, who: leaderboard.leaderboard(
            s, who, Span.EVER, rng.randint(1, leaderboard.FAR // leaderboard.PAGE)
        ),
    }


SLICES = 20
"""How many slices of summing up are looked at."""

NEW = timedelta(days=3)
"""What the job sums up; its rows are then scattered, as they are when points come in all day."""


async def keep_sums(url: str) -> list[float]:
    """Keep the sums of leaderboards; return for how long each of the job's slices took.

    The job sums up what is new, slice by slice; what is older is written past it.
    """
    db = connect(url, real_world())
    end = first_id_at(large.now() - NEW)
    since = await db.write(_begin_sums, end)
    await db.close()
    await large.fill_sums(url, since, end)
    db = connect(url, real_world())
    took: list[float] = []
    done = 1
    while done:  # the first ones as the job does them, the rest sooner
        limit = standings.SLICE if len(took) < SLICES else 8 * standings.SLICE
        began = time.perf_counter()
        done = await db.work(standings.sum_up, limit)
        took.append(time.perf_counter() - began)
    await db.close()
    return took[:SLICES]


def _begin_sums(session: Session, end: int) -> dict[str, int]:
    """Say that entries below an id are summed up; return from which on they are, for each span."""
    standings.keep(session, CLUB)
    since: dict[str, int] = {}
    for span in Span:
        kept = session.get_one(Standings, (CLUB, span))
        kept.begins = leaderboard.begins(session, CLUB, span)
        since[span] = first_id_at(kept.begins or EPOCH)
        kept.turn, kept.upto = 1, max(since[span], end)
    return since


async def measure(db: Database, sizes: Sizes, reads: int = READS) -> dict[str, list[float]]:
    """Return for how many seconds each was read, a list for each of them."""
    rng = random.Random(7)
    took: dict[str, list[float]] = {}
    timed_reads = _reads(sizes, rng)
    for use_case in timed_reads.values():
        for number in range(_WARM):
            await db.read(use_case, Person(CLUB, member_id(number + 1), manages_server=True))
    collect_as_the_program()
    for what, use_case in timed_reads.items():
        for _ in range(reads):
            number = rng.randint(1, sizes.members)
            who = Person(CLUB, member_id(number), manages_server=True)

            def timed(
                session: Session,
                use_case: Callable[[Session, Person], Any] = use_case,
                who: Person = who,
            ) -> float:
                began = time.perf_counter()
                use_case(session, who)
                return time.perf_counter() - began

            took.setdefault(what, []).append(await db.read(timed))
    return took


def show(took: dict[str, list[float]]) -> None:
    """Print a line for each."""
    for what, seconds in took.items():
        usual, most = statistics.median(seconds), sorted(seconds)[int(len(seconds) * 0.99) - 1]
        print(f"{what:28} p50 {usual * 1000:8.2f} ms, p99 {most * 1000:8.2f} ms")  # noqa: T201


async def test_what_people_wait_for(db_url: str) -> None:
    sizes = SMALL if os.environ.get("QUICK") else LARGE
    filling = await large.fill(db_url, sizes, large.now())
    slices = await keep_sums(db_url)
    print(  # noqa: T201
        f"\n{db_url.partition(':')[0]}, {sizes.members:,} members: filled in {filling:.0f} s,"
        f" summed up in slices of {max(slices) * 1000:.0f} ms at the most"
    )
    db = connect(db_url, real_world())
    show(await measure(db, sizes))
    await db.close()
