"""How long a picture takes by the process that draws: the next one, and the very first."""

import asyncio
import resource
import time
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

from bot.isolation.process import Limits
from bot.pictures.cards import BadgeImage, Card, ChartSheet, ProfileCard, RankCard
from bot.runtime.drawing import Drawing
from tests.benchmarks.run import Run
from tests.pictures.samples import SAMPLES, photo

WARM, COLD = 0.150, 0.400
"""Seconds that 99 of 100 may take, since a picture sits inside an answer."""

_KINDS = (
    "profile",
    "leaderboard",
    "collection",
    "goals",
    "badge",
    "rank",
    "bars",
    "lines",
    "sheet",
)


def pictures(run: Run) -> None:
    """Cards of every kind, none of which was drawn before."""
    run.tables.heading("Pictures, none drawn before; cold: with the start of the process", "")
    for kind in _KINDS:
        _say(run, kind, _warm(kind, 3 if run.quick else 200), WARM)
    for kind in ("profile", "sheet"):
        _say(run, f"{kind}, cold", _cold(kind, 2 if run.quick else 40), COLD)


def _say(run: Run, what: str, work: Coroutine[Any, Any, list[float]], target: float) -> None:
    before = _processor()
    took = asyncio.run(work)
    run.tables.most(f"{what}, p50", _quantile(took, 0.5))
    run.tables.most(f"{what}, p99", _quantile(took, 0.99), target=target)
    run.tables.most("  processor for each", (_processor() - before) / len(took))


def _processor() -> float:
    """Return the seconds that processes which have ended were at work."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


async def _warm(kind: str, count: int) -> list[float]:
    drawing = Drawing(Limits(seconds=60), patience=60)
    try:
        await _seconds(drawing, _another(kind, -1))
        return [await _seconds(drawing, _another(kind, number)) for number in range(count)]
    finally:
        await drawing.close()


async def _cold(kind: str, count: int) -> list[float]:
    found = []
    for number in range(count):
        drawing = Drawing(Limits(seconds=60), patience=60)
        found.append(await _seconds(drawing, _another(kind, number)))
        await drawing.close()
    return found


async def _seconds(drawing: Drawing, card: Card) -> float:
    began = time.perf_counter()
    assert await drawing.picture(card, 1) is not None
    return time.perf_counter() - began


def _another(kind: str, number: int) -> Card:
    """Return a card that is like no other of its kind."""
    card = SAMPLES[kind].card
    match card:
        case ProfileCard():
            name, points = f"Nguyễn Thị Ánh Tuyết {number} 🌸", f"{1250 + number:,} points"
            return replace(card, name=name, avatar=photo(number % 256), points=points)
        case RankCard():
            return replace(card, name=f"{card.name} {number}")
        case ChartSheet():
            first, *others = card.charts
            return replace(card, charts=(replace(first, title=f"{first.title} {number}"), *others))
        case BadgeImage():
            return card
    return replace(card, title=f"{card.title} {number}")


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
