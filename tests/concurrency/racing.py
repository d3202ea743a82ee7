"""Doing many things at the same moment, and telling who was refused."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from itertools import cycle
from typing import Any, TypeVar

from bot.services.errors import RefusedError
from db.database import Database
from db.session import Session

T = TypeVar("T")


async def at_once(
    processes: Sequence[Database], use_cases: Iterable[Callable[[Session], T]]
) -> list[T | RefusedError]:
    """Write every use case at the same moment, in the processes by turns.

    Outcomes come in order; a refusal is one, and any other error is raised.
    """
    work: list[Coroutine[Any, Any, T]] = [
        process.write(use_case)
        for process, use_case in zip(cycle(processes), use_cases, strict=False)
    ]
    outcomes: list[T | RefusedError] = []
    for outcome in await asyncio.gather(*work, return_exceptions=True):
        if isinstance(outcome, BaseException) and not isinstance(outcome, RefusedError):
            raise outcome
        outcomes.append(outcome)
    return outcomes


def refused(outcomes: Iterable[object], kind: type[RefusedError]) -> int:
    """Count the refusals of exactly this kind."""
    return sum(type(outcome) is kind for outcome in outcomes)
