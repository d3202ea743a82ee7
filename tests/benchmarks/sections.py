"""The tables of `make bench`, a function for each."""

import asyncio
import subprocess
import sys
from collections.abc import Callable

from db.migrate import migrate
from db.session import real_world
from tests.benchmarks import claims
from tests.benchmarks.bot_sections import balances, drops, messages
from tests.benchmarks.large_sections import expiry, grown, many, moving, reads, starts
from tests.benchmarks.pictures import pictures
from tests.benchmarks.run import Run, middle, rate
from tests.benchmarks.tables import Tables
from tests.benchmarks.trees import Figures, this_build

_MESSAGES = (
    ("SQLite, no workflow, no goal", "sqlite", "none", 1_500, 30),
    ("SQLite, 10 workflows, 5 goals", "sqlite", "ten", 1_500, 20),
    ("SQLite, 50 workflows, 20 goals", "sqlite", "fifty", 1_500, 15),
    ("SQLite, 50 and 20, each message pays", "sqlite", "pays", 2_000, 8),
    ("PostgreSQL, no workflow, no goal", "postgres", "none", 1_500, 20),
    ("PostgreSQL, 50 workflows, 20 goals", "postgres", "fifty", 1_500, 20),
)
_QUICK = 24
"""Messages where only whether it runs is asked."""


def pipeline(run: Run) -> None:
    """From a stored event to points, goals and finished runs."""
    title = "Messages, from stored event to points, goals and finished runs; a backlog"
    run.tables.heading(title, run.reference)
    for what, kind, workload, count, target in _MESSAGES:
        if run.quick and workload in {"ten", "pays"}:
            continue
        args = ("--workload", workload, "--messages", str(_QUICK if run.quick else count))
        with run.tables.failing(what):
            ours, theirs = run.in_turns("pipeline", kind, *args)
            run.tables.ratio(what, rate(ours) or 0, rate(theirs), target)
            judged = workload in {"fifty", "pays"}
            _beside(run.tables, ours, theirs, held=kind == "sqlite", judged=judged)
    run.tables.heading(
        "One message alone, 50 workflows and 20 goals, until all is done", run.reference
    )
    for kind, name in (("sqlite", "SQLite"), ("postgres", "PostgreSQL")):
        few = str(_QUICK // 4 if run.quick else 200)
        with run.tables.failing(name):
            ours, theirs = run.in_turns(
                "pipeline", kind, "--workload", "fifty", "--alone", "--messages", few
            )
            run.tables.ratio(name, rate(ours) or 0, rate(theirs), 3)
            for name_of, figure in (("p50", "wait_p50"), ("p99", "wait_p99")):
                beside = middle(theirs, figure) if theirs else None
                run.tables.most(f"  {name_of}", middle(ours, figure), beside)


def _beside(
    tables: Tables, ours: list[Figures], theirs: list[Figures], *, held: bool, judged: bool
) -> None:
    """Print what else a probe of the pipeline measured."""

    def other(name: str) -> float | None:
        return middle(theirs, name) if theirs else None

    tables.most("  processor for each message", middle(ours, "processor"), other("processor"))
    if held:
        for figure, name, target in (("held_p50", "p50", 0.020), ("held_most", "most", 0.100)):
            tables.most(
                f"  writer held, {name}",
                middle(ours, figure),
                other(figure),
                target if judged else None,
            )
    beside = f"{middle(theirs, 'peak_mb'):,.0f} MB" if theirs else ""
    tables.note("  memory at its peak", f"{middle(ours, 'peak_mb'):,.0f} MB", beside)


_CLAIMS = (("sqlite", "SQLite", 2.0, 4.0), ("postgres", "PostgreSQL", 1.5, 8.0))


def claimed(run: Run) -> None:
    """Claims, each durable when it is answered."""
    title = (
        "Claims a second, durable; 128 members press one after the other, each claim by itself or"
        " as the bot does it: who waits at the same moment is decided together; or 64 at once"
    )
    run.tables.heading(title, "by hand")
    count, rounds = (64, 1) if run.quick else (1_000, 3)
    for kind, name, target, burst_target in _CLAIMS:
        for coupons in (1, 50):
            with run.database(kind) as url:
                asyncio.run(migrate(url))
                work = claims.measure(
                    url, real_world(), coupons=coupons, claims=count, rounds=rounds
                )
                by_hand, single, bot, burst = asyncio.run(work)
            what = f"{name}, {'one coupon' if coupons == 1 else f'{coupons} coupons'}"
            for way in (single, bot):
                run.tables.ratio(f"{what}, {way.name}", way.rate, by_hand.rate, target)
                run.tables.most("  p50", way.quantile(0.5) / 1000)
                run.tables.most("  p99", way.quantile(0.99) / 1000)
            run.tables.ratio(
                f"{what}, bursts of {claims.BURST}", burst.rate, by_hand.rate, burst_target
            )
            run.tables.most("  p99", burst.quantile(0.99) / 1000)


def others(run: Run) -> None:
    """The tests that are marked `bench`: each prints and judges a ratio of its own."""
    if run.quick:
        return
    run.tables.heading("Tests that judge a ratio of their own", "")
    tests = [sys.executable, "-m", "pytest", "-m", "bench", "-s", "-q", "--timeout", "3600"]
    shown = [f"--ignore=tests/benchmarks/test_{name}.py" for name in ("claims", "large")]
    done = subprocess.run(
        [*tests, *shown, "tests/benchmarks"], cwd=this_build().folder, check=False
    )
    run.tables.verdict("all of them", done.returncode == 0)


SECTIONS: dict[str, Callable[[Run], None]] = {
    "pipeline": pipeline,
    "claims": claimed,
    "messages": messages,
    "balances": balances,
    "drops": drops,
    "many": many,
    "moving": moving,
    "expiry": expiry,
    "reads": reads,
    "growth": grown,
    "starts": starts,
    "pictures": pictures,
    "others": others,
}
