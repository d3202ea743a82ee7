"""The tables of `make bench` for which whole bots run, each a process of its own."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

from tests.benchmarks import drop, flood, whole
from tests.benchmarks.bot_process import percentile
from tests.benchmarks.drop import Press
from tests.benchmarks.run import Run
from tests.benchmarks.trees import this_build

T = TypeVar("T")

ACKNOWLEDGED, SHOWN = 1.5, 3.0
"""Seconds after which nearly everybody in a drop is acknowledged, and sees the answer."""

BALANCE = 0.25
"""Seconds within which nearly everybody sees their balance in a flood."""


def _in_turns(
    run: Run, measure: Callable[[Path], Awaitable[T]], turns: int = 2
) -> tuple[list[T], list[T]]:
    """Measure this build and the earlier one in turns."""

    async def one(folder: Path) -> T:
        return await measure(folder)

    ours: list[T] = []
    theirs: list[T] = []
    for _ in range(1 if run.quick else turns):
        ours.append(asyncio.run(one(this_build().folder)))
        if run.base is not None:
            theirs.append(asyncio.run(one(run.base.folder)))
    return ours, theirs


def messages(run: Run) -> None:
    """The whole bot: messages through the gateway until everything is done."""
    title = f"The whole bot: {whole.WORKFLOWS} workflows, {whole.ON_MESSAGES} of them on messages,"
    run.tables.heading(f"{title} {whole.GOALS} goals", run.reference)
    count = 20 if run.quick else 1_500
    ours, theirs = _in_turns(run, lambda folder: whole.measure(folder, count))

    for what, figure, target in (
        (f"{count:,} messages", "a_second", 10),
        ("one alone", "alone_a_second", 3),
        ("messages for each second of processor", "for_processor", None),
    ):
        of_ours = float(median(getattr(one, figure) for one in ours))
        of_theirs = float(median(getattr(one, figure) for one in theirs)) if theirs else None
        run.tables.ratio(what, of_ours, of_theirs, target)


def balances(run: Run) -> None:
    """What people feel while messages come in masses."""
    a_second, seconds = (200.0, 2.0) if run.quick else (2_000.0, 60.0)
    title = f"/balance while {a_second:,.0f} messages a second arrive for {seconds:.0f} s"
    run.tables.heading(title, run.reference)
    ours, theirs = _in_turns(run, lambda folder: flood.measure(folder, a_second, seconds), 1)

    for what, figure, target in (
        ("p50", "p50", None),
        ("p99", "p99", BALANCE),
        ("longest", "longest", None),
        ("p99 without a flood", "quiet_p99", None),
        ("the last message stored after", "stored_after", None),
    ):
        beside = getattr(theirs[0], figure) if theirs else None
        run.tables.most(what, getattr(ours[0], figure), beside, target)
    left_out = [f"{felt.left_out:,} of {felt.written:,}" for felt in (*ours, *theirs)]
    run.tables.note("left out", *left_out)


def drops(run: Run) -> None:
    """Many press at once, over TLS and a long way."""
    members = 20 if run.quick else 1_000
    title = f"A drop: {members:,} press within a second, TLS, 80 ms there and back"
    run.tables.heading(title, run.reference)
    ours, theirs = _in_turns(run, lambda folder: drop.measure(folder, members, members // 2), 1)
    _press(run, "Get it", ours[0].claim, theirs[0].claim if theirs else None)
    _press(run, "Confirm", ours[0].confirm, theirs[0].confirm if theirs else None)
    run.tables.note("sold", *(f"{one.sold} of {members // 2}" for one in (*ours, *theirs)))


def _press(run: Run, name: str, ours: Press, theirs: Press | None) -> None:
    for what, target in (("acknowledged", ACKNOWLEDGED), ("shown", SHOWN)):
        for share, called in ((0.5, "p50"), (0.99, "p99")):
            run.tables.most(
                f"{name}: {what}, {called}",
                percentile(getattr(ours, what), share),
                percentile(getattr(theirs, what), share) if theirs else None,
                target if called == "p99" else None,
            )
    each = ours.processor / max(1, len(ours.shown))
    beside = theirs.processor / max(1, len(theirs.shown)) if theirs else None
    run.tables.most(f"{name}: processor for each", each, beside)
