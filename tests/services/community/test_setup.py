"""The guided first run: how far it is, and what it makes."""

from datetime import date

import pytest

from bot.services.community import settings, setup
from bot.services.errors import InvalidFormError, NotAManagerError
from bot.services.goals import ready_made as ready_goals
from bot.services.rewards import details, editing, stats
from bot.services.rewards.fields import RewardChanges
from bot.services.workflows import listing, ready_made
from bot.services.workflows.permissions import Attachable
from db.database import Database
from db.tables import RewardKind, WorkflowState
from tests.support import factories
from tests.support.factories import BOSS, MAI

GENERAL = 21
ATTACHABLE = Attachable({}, seen={GENERAL}, open={GENERAL})
NOTHING = Attachable({}, (), ())

KEYS = list(ready_made.READY_MADE)


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community."""
    await db.write(factories.add_community)


async def names(db: Database) -> list[str]:
    """Return the names of all rewards on offer and workflows at work."""
    rewards = await db.read(stats.list_rewards, BOSS)
    workflows = await db.read(listing.list_workflows, BOSS, state=WorkflowState.ENABLED)
    return sorted([*(one.name for one in rewards.lines), *(one.name for one in workflows.lines)])


async def test_steps_are_left_behind_and_never_come_back(db: Database) -> None:
    assert await db.read(setup.reached, BOSS) == 0
    for step, now_at in ((0, 1), (2, 3), (1, 3), (0, 3), (5, 6), (9, 6)):
        await db.write(setup.leave_behind, BOSS, step)
        assert await db.read(setup.reached, BOSS) == now_at


@pytest.mark.parametrize("key", KEYS)
async def test_each_ready_made_workflow_is_set_up_with_what_it_needs(
    db: Database, key: str
) -> None:
    choice = ready_made.find(key).choice
    chosen = GENERAL if choice == "channel" else None
    made = await db.write(setup.set_up_workflow, BOSS, key, chosen, ATTACHABLE)
    assert made.kind == (choice if isinstance(choice, RewardKind) else None)
    expected = [made.name] if made.reward is None else [made.name, made.reward]
    assert await names(db) == sorted(expected)
    again = await db.write(setup.set_up_workflow, BOSS, key, chosen, ATTACHABLE)
    assert (again.workflow_id, again.reward) == (made.workflow_id, None)
    assert await names(db) == sorted(expected)
    offered = await db.read(setup.offered_workflows, BOSS)
    assert [one.ready.key for one in offered if one.workflow_id] == [key]


async def test_a_reward_that_is_there_is_taken(db: Database) -> None:
    mug = await db.write(factories.coupon, "Welcome mug")
    offered = await db.read(setup.offered_workflows, BOSS)
    (welcome,) = (one for one in offered if one.ready.key == "welcome-coupon")
    assert list(welcome.rewards) == [(mug, "Welcome mug")]
    made = await db.write(setup.set_up_workflow, BOSS, "welcome-coupon", mug, ATTACHABLE)
    seen = await db.read(listing.details, BOSS, made.workflow_id)
    assert seen.definition["steps"][0]["reward"] == str(mug)
    assert (made.reward, made.made, made.codes) == ("Welcome mug", False, None)


async def test_a_new_reward_takes_a_name_that_is_free(db: Database) -> None:
    codes = [("BOOK-0001", date(2026, 1, 31)), ("BOOK-0002", date(2026, 1, 31))]
    old = await db.write(factories.publish, RewardKind.VOUCHER, "course VOUCHER", codes=codes)
    await db.write(factories.publish, RewardKind.BADGE, "Course voucher 2")
    offered = await db.read(setup.offered_workflows, BOSS)
    (course,) = (one for one in offered if one.ready.key == "course-voucher")
    assert (course.new, list(course.rewards)) == ("Course voucher 3", [(old, "course VOUCHER")])
    made = await db.write(setup.set_up_workflow, BOSS, "course-voucher", None, ATTACHABLE)
    assert (made.reward, made.made, made.codes) == ("Course voucher 3", True, 0)


async def test_a_voucher_that_is_there_is_told_with_its_codes(db: Database) -> None:
    codes = [("BOOK-0001", date(2026, 1, 31)), ("BOOK-0002", date(2026, 1, 31))]
    old = await db.write(factories.publish, RewardKind.VOUCHER, "Course voucher", codes=codes)
    made = await db.write(setup.set_up_workflow, BOSS, "course-voucher", old, ATTACHABLE)
    assert (made.reward, made.made, made.codes) == ("Course voucher", False, 2)
    assert await names(db) == ["Course voucher", made.name]


async def test_a_draft_stays_one(db: Database) -> None:
    changes = RewardChanges(name="Goal getter")
    draft = await db.write(editing.create, BOSS, RewardKind.BADGE, changes)
    made = await db.write(setup.set_up_workflow, BOSS, "goal-badge", None, ATTACHABLE)
    assert made.reward == "Goal getter 2"
    assert (await db.read(details.details, BOSS, draft.reward.reward_id)).state == "draft"


async def test_a_channel_out_of_reach_stops_it_whole(db: Database) -> None:
    with pytest.raises(InvalidFormError):
        await db.write(setup.set_up_workflow, BOSS, "welcome-loop", GENERAL, NOTHING)
    assert await names(db) == []


async def test_everything_is_called_in_the_communitys_language(db: Database) -> None:
    await db.write(settings.set_language, BOSS, "vi")
    made = await db.write(setup.set_up_workflow, BOSS, "course-voucher", None, ATTACHABLE)
    assert (made.name, made.reward) == ("Voucher cho khóa học", "Voucher khóa học")


async def test_goals_that_are_there_are_known(db: Database) -> None:
    key = next(iter(ready_goals.READY_MADE))
    await db.write(ready_goals.create_ready_made, BOSS, key)
    offered = await db.read(setup.offered_goals, BOSS)
    assert [one.ready.key for one in offered if one.is_there] == [key]


async def test_it_is_for_managers(db: Database) -> None:
    for use_case, args in (
        (setup.reached, ()),
        (setup.leave_behind, (0,)),
        (setup.offered_goals, ()),
        (setup.offered_workflows, ()),
        (setup.set_up_workflow, ("streak-bonus", None, ATTACHABLE)),
    ):
        with pytest.raises(NotAManagerError):
            await db.write(use_case, MAI, *args)
