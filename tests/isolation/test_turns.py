"""Communities take turns."""

import asyncio

import pytest

from bot.isolation.turns import MOST_WAITING, TooManyWaitingError, Turns


class Queue:
    """Callers who note when it is their turn, and hold it until the test says so."""

    def __init__(self) -> None:
        self.turns = Turns()
        self.order: list[int] = []
        self._finish = asyncio.Semaphore(0)

    async def call(self, community_id: int) -> None:
        async with self.turns.turn(community_id):
            self.order.append(community_id)
            await self._finish.acquire()

    async def line_up(self, *community_ids: int) -> list[asyncio.Task[None]]:
        tasks = [asyncio.create_task(self.call(id_)) for id_ in community_ids]
        await asyncio.sleep(0)
        return tasks

    async def finish(self, tasks: list[asyncio.Task[None]]) -> None:
        for _ in tasks:
            self._finish.release()
        await asyncio.wait(tasks, timeout=60)


async def test_one_at_a_time_and_communities_in_turn() -> None:
    queue = Queue()
    tasks = await queue.line_up(1, 1, 1, 1, 2, 2, 3)
    assert queue.order == [1]
    await queue.finish(tasks)
    assert queue.order == [1, 1, 2, 3, 1, 2, 1]


async def test_one_community_cannot_fill_the_queue() -> None:
    queue = Queue()
    tasks = await queue.line_up(*[1] * (MOST_WAITING + 1))
    with pytest.raises(TooManyWaitingError):
        await queue.call(1)
    tasks += await queue.line_up(2)
    await queue.finish(tasks)
    assert queue.order.count(2) == 1
    assert await asyncio.gather(*tasks) == [None] * len(tasks)


@pytest.mark.parametrize("when", ["while waiting", "while holding"])
async def test_who_goes_away_gives_way(when: str) -> None:
    queue = Queue()
    tasks = await queue.line_up(1, 2, 3)
    leaver = tasks.pop(1 if when == "while waiting" else 0)
    leaver.cancel()
    await asyncio.wait([leaver])
    await queue.finish(tasks)
    assert queue.order == ([1, 3] if when == "while waiting" else [1, 2, 3])


async def test_who_goes_away_as_the_turn_comes_passes_it_on() -> None:
    queue = Queue()
    first, second, third = await queue.line_up(1, 2, 3)
    first.cancel()
    await asyncio.sleep(0)  # the turn is given to the second one, who does not run yet
    second.cancel()
    await queue.finish([third])
    assert queue.order == [1, 3]


async def test_after_all_are_done_it_is_free() -> None:
    queue = Queue()
    for _ in range(2):
        await queue.finish(await queue.line_up(1))
    assert queue.order == [1, 1]
