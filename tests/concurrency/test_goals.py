"""Goals at the same moment: nobody completes a period twice, and nothing that counts is lost.

Beside each test stands what became of it when its guard was taken away.
"""

import asyncio
from functools import partial

import pytest

from bot.services.actors import Person
from bot.services.goals import editing, listing
from bot.services.goals.fields import GoalChanges
from db.database import Database
from tests.concurrency.racing import at_once
from tests.support import factories
from tests.support.factories import BOSS, MAI, somebody
from tests.support.goals import completions, do, goal, reached


@pytest.fixture(autouse=True)
async def _community(processes: list[Database]) -> None:
    await processes[0].write(factories.add_community)


# One process at a time works on a community, and a row is written on condition that it is as it was
# read. Without both, the event's key and its fact hold.
async def test_a_goal_that_is_completed_by_many_events_at_once_is_told_of_once(
    processes: list[Database],
) -> None:
    goal_id = await processes[0].write(goal, target=10)
    await processes[0].write(do, MAI, 9)
    await at_once(processes, [partial(do, who=MAI)] * 20)
    assert len(await processes[1].read(completions)) == 1
    ((amount, completed),) = (await processes[1].read(reached, goal_id, MAI)).values()
    assert (amount, completed) == (29, True)


# Without working alone, the condition refuses what was decided by old rows (PostgreSQL).
async def test_events_at_once_all_count(processes: list[Database]) -> None:
    goals = [
        await processes[0].write(goal, f"Goal {number}", target=100 + number) for number in range(5)
    ]
    await at_once(processes, [partial(do, who=MAI)] * 100)
    for number, goal_id in enumerate(goals):
        ((amount, completed),) = (await processes[1].read(reached, goal_id, MAI)).values()
        assert (amount, completed) == (100, number == 0)
    assert len(await processes[1].read(completions)) == 1


# Without the lock on the goal, the one edit undoes what the other changed (PostgreSQL).
async def test_edits_at_once_build_on_each_other(processes: list[Database]) -> None:
    changes = [GoalChanges(target=20), GoalChanges(action="quiz_pass")]
    for number in range(10):
        goal_id = await processes[0].write(goal, f"Goal {number}", target=10)
        await processes[0].write(do, MAI)
        await at_once(
            processes,
            [partial(editing.edit, by=BOSS, goal_id=goal_id, changes=one) for one in changes],
        )
        later = (await processes[1].read(listing.details, BOSS, goal_id)).later
        assert later is not None
        assert (later.target, later.action) == (20, "quiz_pass")


# Without holding the writers of progress, or joining them before terms are read, some edits hold at
# once although somebody has begun: what they did for the old terms is theirs for the new ones
# (PostgreSQL).
async def test_an_edit_holds_at_once_only_if_nobody_begins_meanwhile(
    processes: list[Database],
) -> None:
    changes = GoalChanges(action="quiz_pass", target=50)

    async def post(goal_id: int, who: Person, later: int) -> None:
        for _ in range(later):  # so that each time they come at another moment of the edit
            await processes[0].read(completions)
        await processes[0].write(do, who)

    for number in range(12):
        goal_id = await processes[0].write(goal, f"Goal {number}", target=100)
        people = [somebody(one) for one in range(6)]
        posts = (post(goal_id, who, number % 4 + 2 * late) for late, who in enumerate(people))
        edited, _ = await asyncio.gather(
            processes[1].write(editing.edit, BOSS, goal_id, changes), asyncio.gather(*posts)
        )
        counts = [await processes[1].read(reached, goal_id, who) for who in people]
        # Who posted did so for the old terms, which then stay, or for nothing by the new ones.
        assert any(counts) is not edited.at_once
        await processes[0].write(editing.archive, BOSS, goal_id)
