"""A probe: messages a second, from stored event to points, goals and finished runs.

    python -m tests.benchmarks.pipeline --workload fifty --url sqlite:////tmp/new.db

The probe fills the database, which must not be there yet (SQLite) or be empty (PostgreSQL).
Everything is written as the program writes it: a commit waits for the disk.
"""

import argparse
import asyncio
import json
import random
import resource
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import asyncpg
from sqlmodel import col, func, select

from db.database import connect
from db.engines import is_sqlite
from db.ids import IdFactory
from db.migrate import migrate
from db.session import Session, World
from db.tables import Event, Run, Trace, Workflow
from tests.benchmarks import writer
from tests.benchmarks.pipeline_sample import NOW, WORKLOADS, Workload, fill, messages
from tests.benchmarks.trees import Figures, named

WARM, CLUB = 1_000, 2_000
"""Two communities: the first sees to it that everything is compiled before we measure."""

_SLICE = 500


def share(values: Sequence[float], of: float) -> float:
    """Return the value below which that share of them lies; 0 of none."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * of), len(ordered) - 1)] if ordered else 0.0


def _store(session: Session, new_events: Sequence[Any]) -> None:
    named("bot.services.events.store")(session, new_events)


def _worker(db: Any, batch: int | None) -> Any:
    worker = named("bot.runtime.worker.Worker", "bot.worker.Worker")
    return worker(db) if batch is None else worker(db, most=batch)


def _spare_the_collector() -> None:
    """Do to the garbage collector what the build's program does once it has started, if it does."""
    with suppress(LookupError):
        named("bot.runtime.garbage.spare")()


async def _look_at_tables(url: str) -> None:
    """Have PostgreSQL look at how its tables are filled, as it does by itself once a minute.

    Until then its plans go through all that a community has, and some turns would be over by then.
    """
    if not is_sqlite(url):
        connection = await asyncpg.connect(url.replace("+asyncpg", ""))
        await connection.execute("ANALYZE")
        await connection.close()


def _counts(session: Session) -> Figures:
    """Return how many events, runs and traces there are; all must have come to a good end."""

    def states(model: type[Event] | type[Run]) -> Counter[str]:
        rows = session.exec(select(model.state).where(model.community_id == CLUB))
        return Counter(map(str, rows))

    events, runs = states(Event), states(Run)
    assert events.keys() == {"done"}, events
    assert runs.keys() <= {"done", "declined"}, runs
    assert not session.exec(select(Workflow.name).where(col(Workflow.broken).is_not(None))).all()
    traces = session.exec(select(func.count()).where(Trace.community_id == CLUB)).one()
    return {"events": events.total(), "runs": runs.total(), "traces": traces}


async def measure(
    url: str,
    workload: Workload,
    count: int,
    *,
    alone: bool = False,
    batch: int | None = None,
) -> Figures:
    """Return the figures of one run. Times are in seconds, memory in megabytes.

    `alone`: each message is stored when all of the one before is done. `batch`: how many events
    the worker takes at once; None: what the build thinks best.
    """
    await migrate(url)
    rng = random.SystemRandom()
    with writer.watched() as held:
        db = connect(url, World(lambda: NOW, rng, IdFactory(rng)))
        worker = _worker(db, batch)
        for community_id in (WARM, CLUB):
            await db.write(fill, community_id, workload)
        await db.write(_store, messages(WARM, workload, 0, min(count, 100)))
        await worker.until_nothing_is_left()
        new_events = messages(CLUB, workload, 0, count)
        _spare_the_collector()
        held_while_working: list[float] = []
        waits: list[float] = []
        processor = 0.0
        for told in [[one] for one in new_events] if alone else [new_events]:
            for first in range(0, len(told), _SLICE):
                await db.write(_store, told[first : first + _SLICE])
            if not waits:
                await _look_at_tables(url)
            held.clear()
            processor -= time.process_time()
            start = time.perf_counter()
            await worker.until_nothing_is_left()
            waits.append(time.perf_counter() - start)
            processor += time.process_time()
            held_while_working += held
        counts = await db.read(_counts)
        await db.close()
    return counts | {
        "messages": count,
        "rate": count / sum(waits),
        "processor": processor / count,
        "wait_p50": share(waits, 0.5),
        "wait_p99": share(waits, 0.99),
        "transactions": len(held_while_working),
        "held_p50": share(held_while_working, 0.5),
        "held_most": max(held_while_working, default=0.0),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Read what is asked for and print the figures as JSON."""
    asks = argparse.ArgumentParser(description=__doc__)
    asks.add_argument("--workload", choices=WORKLOADS, default="fifty")
    asks.add_argument("--url", required=True)
    asks.add_argument("--messages", type=int, default=1_500)
    asks.add_argument("--alone", action="store_true")
    asks.add_argument("--batch", type=int)
    asked = asks.parse_args()
    workload = WORKLOADS[asked.workload]
    work = measure(asked.url, workload, asked.messages, alone=asked.alone, batch=asked.batch)
    print(json.dumps(asyncio.run(work)))  # noqa: T201  # this is the result


if __name__ == "__main__":
    main()
