"""Members see how far they are, managers how a goal fares."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.services.community import settings
from bot.services.goals import editing, listing, lookup
from bot.services.goals.listing import MEMBERS_PAGE, PAGE, MemberProgress
from bot.services.goals.lookup import NoSuchGoalError
from bot.services.rewards import editing as rewards
from db.database import Database
from db.tables import GoalState, Period, RewardKind
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, somebody
from tests.support.goals import do, goal


@pytest.fixture(autouse=True)
async def _community(db: Database) -> None:
    await db.write(factories.add_community)


async def test_a_member_sees_how_far_they_are_in_this_period(db: Database, clock: Clock) -> None:
    badge = await db.write(factories.publish, RewardKind.BADGE, "Reader")
    goal_id = await db.write(goal, reward="Reader")
    await db.write(settings.set_timezone, BOSS, "Asia/Ho_Chi_Minh")
    begun = MemberProgress(
        goal_id=goal_id,
        name="Writer",
        period=Period.WEEKLY,
        action="post_created",
        target=3,
        amount=2,
        completed=False,
        ends_at=datetime(2025, 6, 8, 17, tzinfo=UTC),
        reward_name="Reader",
        begins_on=date(2025, 6, 2),
        count_all=False,
    )
    await db.write(do, MAI, 2)
    await db.write(do, BOB, 1)
    assert (await db.read(listing.mine, MAI)).goals == [begun]
    await db.write(do, MAI, 2)
    done = replace(begun, amount=4, completed=True)
    assert (await db.read(listing.mine, MAI)).goals == [done]
    clock.now = begun.ends_at
    await db.write(rewards.unpublish, BOSS, badge)  # what is not on offer is not promised
    ends_at, begins_on = datetime(2025, 6, 15, 17, tzinfo=UTC), date(2025, 6, 9)
    anew = replace(begun, amount=0, ends_at=ends_at, begins_on=begins_on, reward_name=None)
    assert (await db.read(listing.mine, MAI)).goals == [anew]
    await db.write(editing.archive, BOSS, goal_id)
    assert (await db.read(listing.mine, MAI)).goals == []


async def test_what_ends_first_comes_first_and_pages_turn(db: Database, clock: Clock) -> None:
    clock.now = datetime(2025, 5, 5, 12, tzinfo=UTC)
    for number, period in enumerate(reversed([*Period] * 3)):
        await db.write(goal, f"Goal {number}", period)
    first, second, last = [await db.read(listing.mine, MAI, page) for page in (1, 2, 99)]
    assert (first.page, second.page, last.page, first.pages) == (1, 2, 2, 2)
    assert last == second
    shown = [*first.goals, *second.goals]
    assert len(first.goals) == MEMBERS_PAGE
    assert [one.period for one in shown] == [period for period in Period for _ in range(3)]
    assert [one.ends_at for one in shown] == sorted(one.ends_at for one in shown)
    # In the last days of a quarter, month and quarter end together, before the week does.
    clock.now = datetime(2025, 9, 30, 12, tzinfo=UTC)
    shown = (await db.read(listing.mine, MAI)).goals
    assert {one.period for one in shown} == {Period.MONTHLY, Period.QUARTERLY}


async def test_managers_see_how_a_goal_fares(db: Database, clock: Clock) -> None:
    goal_id = await db.write(goal, target=2)
    for number in range(5):
        await db.write(do, somebody(number), 1 + number % 2)
    details = await db.read(listing.details, BOSS, goal_id)
    assert (details.completed, details.under_way) == (2, 3)
    clock.forward(days=7)
    details = await db.read(listing.details, BOSS, goal_id)
    assert (details.completed, details.under_way) == (0, 0)


async def test_the_list_has_pages_and_states(db: Database) -> None:
    ids = [await db.write(goal, f"Goal {number}") for number in range(PAGE + 2)]
    shown = await db.read(listing.list_goals, BOSS)
    assert [one.goal_id for one in shown.lines] == ids[:1:-1]
    assert (shown.total, shown.page, shown.pages) == (PAGE + 2, 1, 2)
    await db.write(editing.archive, BOSS, ids[0])
    shown = await db.read(listing.list_goals, BOSS, page=2)
    assert [one.goal_id for one in shown.lines] == [ids[1]]
    shown = await db.read(listing.list_goals, BOSS, state=GoalState.ARCHIVED)
    assert [one.goal_id for one in shown.lines] == [ids[0]]


async def test_goals_are_found_by_what_somebody_types(db: Database) -> None:
    old = await db.write(goal, "Viết bài")
    await db.write(editing.archive, BOSS, old)
    active = await db.write(goal, "VIẾT bài")
    other = await db.write(goal, "Đọc và viết")
    found = await db.read(lookup.find_names, CLUB, " viết")
    assert [one.goal_id for one in found] == [active, other]
    assert await db.read(lookup.find_names, CLUB + 1, "") == []
    for typed in ("viết  BÀI ", str(active)):
        assert (await db.read(lookup.resolve, CLUB, typed)).goal_id == active
    archived = await db.read(lookup.resolve, CLUB, str(old))
    assert (archived.goal_id, archived.state) == (old, GoalState.ARCHIVED)


@pytest.mark.parametrize("typed", ["", "Writ", "%", "0", "9" * 19, "9" * 40, "٣"])
async def test_what_autocomplete_did_not_offer_is_refused(db: Database, typed: str) -> None:
    await db.write(goal)
    with pytest.raises(NoSuchGoalError):
        await db.read(lookup.resolve, CLUB, typed)
