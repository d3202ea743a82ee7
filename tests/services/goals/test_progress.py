"""What members do counts for their goals: in the right period, and completes it once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete
from sqlmodel import select

from bot.services import events
from bot.services.actors import remember
from bot.services.community import settings
from bot.services.events import NewEvent
from bot.services.goals import editing
from bot.services.goals.fields import GoalChanges
from db.database import Database
from db.session import Session
from db.tables import Event, GoalProgress, Period, RewardKind
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI
from tests.support.goals import completions, do, goal, reached, reverse
from tests.support.pipeline import until_nothing_is_left

WEEK = date(2025, 6, 2)
"""The week in which a test begins unless it says otherwise."""

NEXT_WEEK = date(2025, 6, 9)


@pytest.fixture(autouse=True)
async def _community(db: Database) -> None:
    await db.write(factories.add_community)


async def paid_periods(db: Database) -> list[str]:
    """Return the periods whose completion was told, in that order."""
    return [data["begins_on"] for _, data in await db.read(completions)]


async def test_a_goal_counts_its_action_or_points_from_earning_rules(db: Database) -> None:
    posts = await db.write(goal, "Writer", target=10)
    minutes = await db.write(goal, "Talker", action="voice_minute", target=100)
    points = await db.write(goal, "Star", action=None, target=100)
    await db.write(do, MAI, points=5)
    await db.write(do, MAI, action="voice_minute", count=7, points=7)
    await db.write(do, MAI, action="quiz_pass", points=0)
    assert await db.read(reached, posts, MAI) == {WEEK: (1, False)}
    assert await db.read(reached, minutes, MAI) == {WEEK: (7, False)}
    assert await db.read(reached, points, MAI) == {WEEK: (12, False)}
    assert await db.read(reached, points, BOB) == {}


async def test_a_goal_counts_what_the_rule_lets_count_unless_it_counts_all(db: Database) -> None:
    strict = await db.write(goal, "Strict", action="voice_minute", target=100)
    every = await db.write(goal, "All", action="voice_minute", target=100, count_all=True)
    await db.write(do, MAI, action="voice_minute", count=7, counted=5)
    await db.write(do, MAI, action="voice_minute", count=7, counted=0)
    assert await db.read(reached, strict, MAI) == {WEEK: (5, False)}
    assert await db.read(reached, every, MAI) == {WEEK: (14, False)}
    assert await db.read(reached, strict, BOB) == {}
    event = await db.write(do, MAI, action="voice_minute", count=7, counted=3)
    await db.write(reverse, event, "voice_minute", 7, 3, 0)
    assert await db.read(reached, strict, MAI) == {WEEK: (5, False)}
    assert await db.read(reached, every, MAI) == {WEEK: (14, False)}


async def test_four_messages_in_three_seconds_are_one_for_a_goal(
    db: Database, clock: Clock
) -> None:
    writer = await db.write(goal, target=3)
    await db.write(remember, CLUB, MAI.member_id)
    for number in range(4):
        event = NewEvent(CLUB, "post_created", f"message:{number}", MAI.member_id, clock.now)
        await db.write(events.store, [event])
        await until_nothing_is_left(db)
        clock.forward(seconds=1)
    assert await db.read(reached, writer, MAI) == {WEEK: (1, False)}
    assert await db.read(completions) == []


async def test_who_completes_a_goal_is_told_of_once_in_each_period(
    db: Database, clock: Clock
) -> None:
    mug = await db.write(factories.coupon)
    writer = await db.write(goal, reward="Mug")
    await db.write(do, MAI, 2)
    assert await db.read(completions) == []
    await db.write(do, MAI, 5)
    data = {
        "goal": str(writer),
        "goal_name": "Writer",
        "reward": str(mug),
        "begins_on": "2025-06-02",
    }
    assert await db.read(completions) == [(MAI.member_id, data)]
    clock.forward(days=7)
    await db.write(do, MAI, 5)
    assert await db.read(completions) == [
        (MAI.member_id, data),
        (MAI.member_id, data | {"begins_on": "2025-06-09"}),
    ]
    assert await db.read(reached, writer, MAI) == {WEEK: (7, True), NEXT_WEEK: (5, True)}


async def test_who_is_forgotten_and_comes_back_completes_a_period_no_second_time(
    db: Database, clock: Clock
) -> None:
    await db.write(goal, period=Period.QUARTERLY)
    clock.now = datetime(2025, 7, 1, tzinfo=UTC)
    await db.write(do, MAI, 3)
    assert len(await db.read(completions)) == 1

    def forget(session: Session) -> None:
        session.execute(delete(GoalProgress))
        session.execute(delete(Event))

    await db.write(forget)
    clock.now = datetime(2025, 9, 30, tzinfo=UTC)
    await db.write(do, MAI, 3)
    assert await db.read(completions) == []
    clock.forward(days=1)
    await db.write(do, MAI, 3)
    assert await paid_periods(db) == ["2025-10-01"]


async def test_what_is_told_is_as_late_and_as_deep_as_what_completed_it(db: Database) -> None:
    await db.write(goal, target=1)
    at = NOON + timedelta(minutes=5)
    await db.write(do, MAI, at=at, depth=3)

    def loaded(session: Session) -> Event:
        return session.exec(select(Event)).one()

    event = await db.read(loaded)
    assert (event.happened_at, event.depth, event.member_id) == (at, 3, MAI.member_id)


async def test_a_target_can_be_passed_in_one_step(db: Database) -> None:
    talker = await db.write(goal, action="voice_minute", target=60)
    await db.write(do, MAI, action="voice_minute", count=500)
    assert await db.read(reached, talker, MAI) == {WEEK: (500, True)}


async def test_a_goal_counts_from_its_creation(db: Database, clock: Clock) -> None:
    clock.forward(days=2)
    made_at = clock.now
    writer = await db.write(goal)
    clock.forward(minutes=1)
    await db.write(do, MAI, 3, at=made_at - timedelta(microseconds=1))
    assert await db.read(reached, writer, MAI) == {}
    await db.write(do, MAI, at=made_at)
    assert await db.read(reached, writer, MAI) == {WEEK: (1, False)}


async def test_a_late_event_counts_for_the_period_it_happened_in_for_seven_days(
    db: Database, clock: Clock
) -> None:
    writer = await db.write(goal)
    sunday = datetime(2025, 6, 8, 23, 59, tzinfo=UTC)
    clock.now = datetime(2025, 6, 15, 23, 59, 59, tzinfo=UTC)
    await db.write(do, MAI, 2, at=sunday)
    await db.write(do, MAI)
    assert await db.read(reached, writer, MAI) == {WEEK: (2, False), NEXT_WEEK: (1, False)}
    await db.write(do, MAI, at=sunday)
    assert await paid_periods(db) == ["2025-06-02"]
    clock.now = datetime(2025, 6, 16, tzinfo=UTC)
    await db.write(do, BOB, 3, at=sunday)
    assert await db.read(reached, writer, BOB) == {}


async def test_an_edit_holds_from_the_next_period_on_also_for_what_comes_late(
    db: Database, clock: Clock
) -> None:
    writer = await db.write(goal)
    await db.write(do, MAI, 2)
    await db.write(editing.edit, BOSS, writer, GoalChanges(target=2, action="quiz_pass"))
    await db.write(do, MAI, 1, action="quiz_pass")
    assert await db.read(completions) == []
    this_week = clock.now
    clock.forward(days=7)
    await db.write(do, MAI, 2, action="quiz_pass")
    await db.write(do, MAI, 1)
    assert await paid_periods(db) == ["2025-06-09"]
    await db.write(do, MAI, 1, at=this_week)
    assert await paid_periods(db) == ["2025-06-09", "2025-06-02"]


async def test_an_archived_goal_counts_no_more(db: Database) -> None:
    writer = await db.write(goal)
    await db.write(do, MAI, 2)
    await db.write(editing.archive, BOSS, writer)
    await db.write(do, MAI, 2)
    assert await db.read(reached, writer, MAI) == {WEEK: (2, False)}
    assert await db.read(completions) == []


async def test_communities_are_apart(db: Database) -> None:
    await db.write(factories.add_community, community_id=CLUB + 1)
    writer = await db.write(goal)
    await db.write(do, replace(MAI, community_id=CLUB + 1), 3)
    assert await db.read(reached, writer, MAI) == {}
    assert await db.read(completions, CLUB + 1) == []


async def test_what_is_taken_back_counts_no_more_unless_the_goal_is_completed(
    db: Database,
) -> None:
    writer = await db.write(goal, "Writer", target=3)
    star = await db.write(goal, "Star", action=None, target=10)
    event = await db.write(do, MAI, 2, points=5)
    assert await db.read(reached, star, MAI) == {WEEK: (10, True)}
    await db.write(reverse, event, "post_created", 1, 1, 5)
    assert await db.read(reached, writer, MAI) == {WEEK: (1, False)}
    assert await db.read(reached, star, MAI) == {WEEK: (10, True)}
    await db.write(reverse, event, "post_created", 2, 2, 5)  # more than there is
    assert await db.read(reached, writer, MAI) == {WEEK: (1, False)}
    await db.write(reverse, event, "quiz_pass", 1, 1, 0)
    assert await db.read(reached, writer, MAI) == {WEEK: (1, False)}


# The last moment of a period, and what it is the last moment of.
BORDERS = [
    (Period.WEEKLY, date(2025, 6, 8)),
    (Period.WEEKLY, date(2024, 12, 29)),  # before a year's first week
    (Period.WEEKLY, date(2025, 3, 30)),  # clocks go forward in Berlin
    (Period.WEEKLY, date(2025, 11, 2)),  # and back in New York
    (Period.MONTHLY, date(2024, 2, 29)),
    (Period.MONTHLY, date(2025, 2, 28)),
    (Period.MONTHLY, date(2025, 12, 31)),
    (Period.QUARTERLY, date(2025, 3, 31)),
    (Period.QUARTERLY, date(2024, 12, 31)),
]


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York"])
@pytest.mark.parametrize(("period", "last"), BORDERS)
async def test_a_period_ends_at_midnight_where_the_community_is(
    db: Database, clock: Clock, zone: str, period: Period, last: date
) -> None:
    clock.now = datetime(2024, 1, 1, tzinfo=UTC)
    await db.write(settings.set_timezone, BOSS, zone)
    writer = await db.write(goal, period=period, target=1)
    midnight = datetime.combine(last + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)
    clock.now = midnight - timedelta(microseconds=1)
    await db.write(do, MAI)
    clock.now = midnight
    await db.write(do, MAI)
    after = last + timedelta(days=1)
    first, second = sorted(await db.read(reached, writer, MAI))
    assert first <= last
    assert second == after
    assert await paid_periods(db) == [first.isoformat(), after.isoformat()]


class TestATimeZoneThatChanges:
    """A community that moves lives through no period twice, and loses none."""

    MONDAY = datetime(2025, 6, 9, 0, 30, tzinfo=UTC)
    """The next week has begun in UTC, and not yet in America."""

    async def test_moving_west_pays_no_period_twice(self, db: Database, clock: Clock) -> None:
        writer = await db.write(goal, target=1)
        clock.now = self.MONDAY - timedelta(hours=1)
        await db.write(do, MAI)
        clock.now = self.MONDAY
        await db.write(do, MAI)
        assert await paid_periods(db) == ["2025-06-02", "2025-06-09"]
        await db.write(settings.set_timezone, BOSS, "America/New_York")
        for _ in range(8):
            await db.write(do, MAI)
            clock.forward(hours=6)
        assert await paid_periods(db) == ["2025-06-02", "2025-06-09"]
        # What happens while it is Sunday again is not a further chance for the week before.
        assert (await db.read(reached, writer, MAI))[WEEK] == (1, True)

    async def test_moving_to_and_fro_pays_each_period_once(
        self, db: Database, clock: Clock
    ) -> None:
        await db.write(goal, target=1)
        clock.now = self.MONDAY - timedelta(days=2)
        zones = ["Pacific/Kiritimati", "Pacific/Honolulu", "Asia/Ho_Chi_Minh", "UTC"]
        for hour in range(0, 96, 3):
            await db.write(settings.set_timezone, BOSS, zones[hour // 3 % 4])
            await db.write(do, MAI)
            clock.forward(hours=3)
        assert await paid_periods(db) == ["2025-06-02", "2025-06-09"]

    async def test_moving_east_begins_the_next_period_sooner(
        self, db: Database, clock: Clock
    ) -> None:
        writer = await db.write(goal)
        clock.now = self.MONDAY - timedelta(hours=6)
        await db.write(do, MAI)
        await db.write(settings.set_timezone, BOSS, "Asia/Ho_Chi_Minh")
        await db.write(do, MAI)
        assert await db.read(reached, writer, MAI) == {WEEK: (1, False), NEXT_WEEK: (1, False)}

    async def test_what_happened_before_and_comes_late_has_its_date_in_the_new_zone(
        self, db: Database, clock: Clock
    ) -> None:
        writer = await db.write(goal)
        clock.now = self.MONDAY
        await db.write(settings.set_timezone, BOSS, "America/New_York")
        clock.forward(days=3)
        await db.write(do, MAI, at=self.MONDAY - timedelta(days=1))
        assert await db.read(reached, writer, MAI) == {WEEK: (1, False)}


async def test_a_reward_of_the_terms_is_the_one_of_the_period(db: Database, clock: Clock) -> None:
    mug = await db.write(factories.coupon)
    badge = await db.write(factories.publish, RewardKind.BADGE, "Reader")
    writer = await db.write(goal, target=1, reward="Mug")
    await db.write(do, BOB)
    await db.write(editing.edit, BOSS, writer, GoalChanges(reward="Reader"))
    await db.write(do, MAI)
    clock.forward(days=7)
    await db.write(do, MAI)
    rewards = [data["reward"] for _, data in await db.read(completions)]
    assert rewards == [str(mug), str(mug), str(badge)]
