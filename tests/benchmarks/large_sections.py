"""The tables of `make bench` about much at once: many members, many codes, large communities."""

import asyncio
from pathlib import Path

from sqlalchemy import make_url

from db.database import connect
from db.migrate import migrate
from db.session import real_world
from tests.benchmarks import expiring, members, starting, test_large
from tests.benchmarks import many as sliced
from tests.benchmarks import moving as imported
from tests.benchmarks.bot_process import percentile
from tests.benchmarks.large import SMALL, Sizes
from tests.benchmarks.many import Sliced
from tests.benchmarks.run import Run, fill

KINDS = (("sqlite", "SQLite"), ("postgres", "PostgreSQL"))

SLICE_SECONDS = 0.2
"""What one slice may take at the most."""
OF_BY_HAND = 0.5
"""How much of the rate of `executemany` is wanted."""
WHOLE_SECONDS = 10.0
"""Within which the points of 100,000 members come in, on SQLite."""
CLAIM_SECONDS = 0.06
"""Within which nearly every claim is done while codes expire."""
READ_SECONDS = 0.05
START_SECONDS = 5.0
MORE_MEGABYTES = 10
FLAT = 1.5
"""How many times as slow something may be with a hundred times the members."""


def many(run: Run) -> None:
    """What is done to many in slices, beside the same rows by hand."""
    run.tables.heading("Done to many, in slices; each a commit", "executemany")
    given, codes = (50, 500) if run.quick else (2_500, 100_000)
    for kind, name in KINDS:
        for what, measure, count in (
            (f"grant to {given:,}", sliced.measure_grant, given),
            (f"import of {codes:,} codes", sliced.measure_import, codes),
        ):
            with run.database(kind) as url:
                asyncio.run(migrate(url))
                _slices(run, f"{name}, {what}", asyncio.run(measure(url, real_world(), count)))


def moving(run: Run) -> None:
    """Points of another bot, brought in from a file."""
    count = 500 if run.quick else 100_000
    run.tables.heading(f"An import of the points of {count:,} members", "executemany")
    for kind, name in KINDS:
        with run.database(kind) as url:
            asyncio.run(migrate(url))
            took = asyncio.run(imported.measure(url, real_world(), count))
        target = WHOLE_SECONDS if kind == "sqlite" and not run.quick else None
        run.tables.most(f"{name}, from the file to the last member", took.whole, None, target)
        _slices(run, "  bringing in", took.sliced)
        run.tables.most("  a slice of staging, most", max(took.staged), None, SLICE_SECONDS)


def _slices(run: Run, what: str, took: Sliced) -> None:
    run.tables.ratio(what, took.rate, took.rate_by_hand, OF_BY_HAND)
    run.tables.most("  confirm", took.confirm, None, SLICE_SECONDS)
    for share, called, target in ((0.5, "p50", None), (1, "most", SLICE_SECONDS)):
        ours, by_hand = (percentile(one, share) for one in (took.slices, took.by_hand))
        run.tables.most(f"  a slice, {called}", ours, by_hand, target)


def expiry(run: Run) -> None:
    """Claims while codes expire."""
    codes = 4_000 if run.quick else 1_000_000
    run.tables.heading(f"Claims while {codes // 2:,} of {codes:,} codes expire", "without")
    for kind, name in KINDS:
        with run.database(kind) as url:
            asyncio.run(migrate(url))
            quiet = 20 if run.quick else 1_000
            work = expiring.measure(url, real_world(), codes, codes // 2, quiet)
            took = asyncio.run(work)
        for share, called, target in ((0.5, "p50", None), (0.99, "p99", CLAIM_SECONDS)):
            meanwhile, without = (percentile(one, share) for one in (took.meanwhile, took.quiet))
            run.tables.most(f"{name}, a claim, {called}", meanwhile, without, target)
        run.tables.most("  a slice of expiring, p50", percentile(took.slices, 0.5))
        run.tables.most("  a slice of expiring, most", max(took.slices), None, SLICE_SECONDS)


async def _reads(url: str, sizes: Sizes, reads: int) -> dict[str, list[float]]:
    await test_large.keep_sums(url)
    db = connect(url, real_world())
    took = await test_large.measure(db, sizes, reads)
    await db.close()
    return took


def _community(sizes: Sizes) -> str:
    return f"{sizes.members:,} members, {sizes.entries:,} ledger entries"


def reads(run: Run) -> None:
    """What people wait for in a large community."""
    title = f"Reads with {_community(run.large)}, p99, {run.large.rewards:,} rewards"
    run.tables.heading(title, "p50")
    for kind, name in KINDS:
        url = run.large_community(kind)
        took = asyncio.run(_reads(url, run.large, 10 if run.quick else test_large.READS))
        for what, seconds in took.items():
            p50, p99 = percentile(seconds, 0.5), percentile(seconds, 0.99)
            run.tables.most(f"{name}, {what}", p99, p50, READ_SECONDS)


def grown(run: Run) -> None:
    """The same work in a small and a large community, on SQLite."""
    sizes = Sizes(1_000, 10_000, 100) if run.quick else SMALL
    run.tables.heading(f"With {run.large.members:,} members", f"{sizes.members:,}")
    large = run.large_community("sqlite")
    with run.database("sqlite") as small:
        asyncio.run(fill(small, sizes))
        communities = {"large": (large, run.large), "small": (small, sizes)}
        count, rounds = (20, 1) if run.quick else (500, 3)
        rates = asyncio.run(members.measure(communities, real_world(), count, rounds))
    for what, rate in rates.items():
        run.tables.ratio(what, rate["large"], rate["small"], round(1 / FLAT, 2))


def starts(run: Run) -> None:
    """From the start until ready, and memory, on SQLite."""
    run.tables.heading(f"Start with {_community(run.large)}, until Discord has it", "an empty file")
    file = Path(make_url(run.large_community("sqlite")).database or "")
    filled = asyncio.run(starting.until_ready(file))
    if run.quick:  # each start takes seconds
        run.tables.most("from the start until ready", filled)
        return
    empty = asyncio.run(starting.until_ready(None))
    run.tables.most("from the start until ready", filled, empty, START_SECONDS)
    few, much = 5_000, 100_000
    run.tables.heading(f"Memory with {much:,} members, all fetched and compared", f"{few:,}")
    less, more = (asyncio.run(starting.memory(one)) for one in (few, much))
    run.tables.note("resident", f"{more:,.0f} MB", f"{less:,.0f} MB")
    run.tables.verdict(f"at most {MORE_MEGABYTES} MB more", more - less <= MORE_MEGABYTES)
