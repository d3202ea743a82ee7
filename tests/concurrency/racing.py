"""Doing many things at the same moment, and telling who was refused."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from itertools import cycle
from typing import Any

from bot.services.errors import RefusedError
from db.database import Database
from db.session import Session


async def at_once(
    processes: Sequence[Database], use_cases: Iterable[Callable[[Session], object]]
) -> list[Any]:
    """Write every use case at the same moment, in the processes by turns.

    Outcomes come in order; a refusal is one, and any other error is raised.
    """
    turns = zip(cycle(processes), use_cases, strict=False)
    outcomes = await asyncio.gather(
        *(process.write(use_case) for process, use_case in turns), return_exceptions=True
    )
    for outcome in outcomes:
        if isinstance(outcome, BaseException) and not isinstance(outcome, RefusedError):
            raise outcome
    return outcomes


def refused(outcomes: Iterable[object], kind: type[RefusedError]) -> int:
    """Count the refusals of exactly this kind."""
    return sum(type(outcome) is kind for outcome in outcomes)
