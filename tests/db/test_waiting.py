"""Background work steps aside while somebody waits for an answer, but not for ever."""

import asyncio

import pytest

from db import waiting
from db.waiting import Waiting


async def test_work_steps_aside_until_all_are_answered() -> None:
    """Proved to fail without the wait: the work is done before the answers."""
    told, done = Waiting(), asyncio.Event()
    order: list[str] = []

    async def answer(name: str) -> None:
        await done.wait()
        order.append(name)

    async def work() -> None:
        await told.step_aside(60)
        order.append("work")

    people = [asyncio.create_task(answer(name)) for name in ("Mai", "Bob")]
    for task in people:
        told.answering(task)
    working = asyncio.create_task(work())
    await asyncio.sleep(0)
    done.set()
    await asyncio.gather(*people, working)
    assert order == ["Mai", "Bob", "work"]
    await told.step_aside(60)  # nobody waits any more


async def test_work_goes_on_however_many_people_come() -> None:
    told, never = Waiting(), asyncio.Event()
    waits = asyncio.create_task(never.wait())
    told.answering(waits)
    await told.step_aside(0.001)
    assert not waits.done()
    never.set()
    await waits


async def test_for_what_takes_long_no_other_work_steps_aside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(waiting, "QUICK_SECONDS", 0.001)
    told, never = Waiting(), asyncio.Event()
    waits = asyncio.create_task(never.wait())
    told.answering(waits)
    await told.step_aside(60)
    assert not waits.done()
    never.set()
    await waits
