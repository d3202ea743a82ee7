"""When schedules are due, by the clocks on walls, and that each time is one event."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, select

from bot.services.community import settings
from bot.services.workflows import schedules
from bot.services.workflows.cron import next_after
from db.database import Database
from db.session import Session
from db.tables import Community, Event, Workflow, WorkflowState, WorkflowVersion
from tests.support import factories
from tests.support.databases import NOON, Clock
from tests.support.factories import BOSS, CLUB

WORKFLOW = 501


def times(cron: str, zone: str, begin: str, count: int) -> list[str]:
    """Return when a schedule is due next, and after that, by the clock of its zone."""
    moment = datetime.fromisoformat(begin).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    found = []
    for _ in range(count):
        due = next_after(cron, zone, moment)
        assert due is not None
        assert due > moment
        found.append(f"{due.astimezone(ZoneInfo(zone)):%m-%d %H:%M %z}")
        moment = due
    return found


DUE: list[tuple[str, str, str, list[str]]] = [
    ("0 9 * * *", "UTC", "2025-06-02 09:00", ["06-03 09:00 +0000"]),
    ("0 9 * * *", "Asia/Ho_Chi_Minh", "2025-06-02 08:59", ["06-02 09:00 +0700"]),
    ("*/20 8 * * *", "UTC", "2025-06-02 08:21", ["06-02 08:40 +0000", "06-03 08:00 +0000"]),
    # For cron, 0 and 7 are Sunday and 1 is Monday; 2025-06-02 is one.
    ("0 9 * * 1", "UTC", "2025-06-02 10:00", ["06-09 09:00 +0000"]),
    ("0 9 * * 0", "UTC", "2025-06-02 10:00", ["06-08 09:00 +0000"]),
    ("0 9 * * 7", "UTC", "2025-06-02 10:00", ["06-08 09:00 +0000"]),
    ("0 9 * * SUN", "UTC", "2025-06-02 10:00", ["06-08 09:00 +0000"]),
    ("0 9 * * 1-5", "UTC", "2025-06-06 10:00", ["06-09 09:00 +0000"]),
    (
        "0 9 * * fri-mon",
        "UTC",
        "2025-06-02 10:00",
        [f"06-0{day} 09:00 +0000" for day in (6, 7, 8, 9)],
    ),
    ("0 9 * * */3", "UTC", "2025-06-02 10:00", ["06-04 09:00 +0000", "06-07 09:00 +0000"]),
    ("0 9 * * 2/2", "UTC", "2025-06-02 10:00", [f"06-0{day} 09:00 +0000" for day in (3, 5, 7)]),
    # A day of the month or a weekday.
    ("0 0 13 * 5", "UTC", "2025-06-02 10:00", ["06-06 00:00 +0000", "06-13 00:00 +0000"]),
    ("0 0 1,15 jan *", "UTC", "2025-12-31 10:00", ["01-01 00:00 +0000", "01-15 00:00 +0000"]),
    ("0 12 29 2 *", "UTC", "2025-06-02 10:00", ["02-29 12:00 +0000"]),
    ("0 12 last 2 *", "UTC", "2025-06-02 10:00", ["02-28 12:00 +0000"]),
    # Clocks go forward: what they leave out comes just after.
    (
        "30 2 * * *",
        "Europe/Berlin",
        "2025-03-29 03:00",
        ["03-30 03:30 +0200", "03-31 02:30 +0200"],
    ),
    (
        "15,45 2 * * *",
        "Europe/Berlin",
        "2025-03-29 03:00",
        ["03-30 03:15 +0200", "03-30 03:45 +0200", "03-31 02:15 +0200"],
    ),
    (
        "0 2-3 * * *",
        "Europe/Berlin",
        "2025-03-29 04:00",
        ["03-30 03:00 +0200", "03-31 02:00 +0200"],
    ),
    ("0 0 * * *", "Asia/Beirut", "2025-03-29 12:00", ["03-30 01:00 +0300", "03-31 00:00 +0300"]),
    (
        "30 * * * *",
        "Europe/Berlin",
        "2025-03-30 01:00",
        ["03-30 01:30 +0100", "03-30 03:30 +0200", "03-30 04:30 +0200"],
    ),
    # Clocks go back: what comes twice is due once, unless it is due every hour.
    (
        "30 2 * * *",
        "Europe/Berlin",
        "2025-10-25 03:00",
        ["10-26 02:30 +0200", "10-27 02:30 +0100"],
    ),
    (
        "30 * * * *",
        "Europe/Berlin",
        "2025-10-26 02:00",
        ["10-26 02:30 +0200", "10-26 02:30 +0100", "10-26 03:30 +0100"],
    ),
    ("0 0 * * *", "America/Havana", "2025-11-01 12:00", ["11-02 00:00 -0400", "11-03 00:00 -0500"]),
    ("45 1 * * *", "Australia/Lord_Howe", "2025-04-05 12:00", ["04-06 01:45 +1100"]),
]


@pytest.mark.parametrize(("cron", "zone", "begin", "expected"), DUE)
def test_when_it_is_due(cron: str, zone: str, begin: str, expected: list[str]) -> None:
    assert times(cron, zone, begin, len(expected)) == expected


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Beirut", "America/Havana", "UTC"])
def test_a_daily_schedule_is_due_once_on_every_day_of_a_year(zone: str) -> None:
    for cron in ("0 0 * * *", "30 2 * * *"):
        moment, days = datetime(2025, 1, 1, 12, tzinfo=UTC), []
        for _ in range(365):
            due = next_after(cron, zone, moment)
            assert due is not None
            moment = due
            days.append(due.astimezone(ZoneInfo(zone)).date())
        assert all(later - day == timedelta(days=1) for day, later in pairwise(days))


@pytest.mark.parametrize(
    "cron",
    [
        *("", "* * * *", "* * * * * *", "60 * * * *", "0 24 * * *", "0 0 32 * *", "0 0 * 13 *"),
        *("0 0 * * 8", "0 0 * * foo", "0 0 * * 1-", "0 0 * * 1/0", "*/0 * * * *", "5-1 * * * *"),
        "@daily",
    ],
)
def test_what_is_no_schedule_is_refused(cron: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        next_after(cron, "UTC", NOON)


def test_what_never_comes_is_never_due() -> None:
    assert next_after("0 0 31 2 *", "UTC", NOON) is None


async def begin(
    db: Database, cron: str = "0 * * * *", *, state: WorkflowState = WorkflowState.ENABLED
) -> None:
    """Make a community and a workflow with a schedule, whose next time has to be worked out."""

    def use_case(session: Session) -> None:
        factories.add_community(session)
        session.add(
            Workflow(
                community_id=CLUB,
                id=WORKFLOW,
                name="Hourly",
                name_key="hourly",
                state=state,
                trigger="schedule",
                created_by=BOSS.member_id,
                created_at=session.now,
            )
        )
        session.flush()
        session.add(
            WorkflowVersion(
                community_id=CLUB,
                workflow_id=WORKFLOW,
                version=1,
                definition={
                    "trigger": {"type": "schedule", "cron": cron},
                    "steps": [{"type": "wait", "duration": "1h"}],
                },
                created_by=BOSS.member_id,
                created_at=session.now,
            )
        )

    await db.write(use_case)


async def times_of_events(db: Database) -> list[datetime]:
    """Return when the workflow's times came, as events have it."""

    def use_case(session: Session) -> list[Any]:
        rows = session.exec(select(Event).order_by(col(Event.happened_at)))
        return [(row.happened_at, row.trigger, row.member_id, row.data) for row in rows]

    found = await db.read(use_case)
    assert all(row[1:] == ("schedule", None, {"workflow": str(WORKFLOW)}) for row in found)
    return [row[0] for row in found]


async def due_at(db: Database) -> datetime | None:
    """Return when the workflow is due next."""
    return await db.read(lambda session: session.get_one(Workflow, (CLUB, WORKFLOW)).next_at)


async def test_every_time_is_one_event(db: Database, clock: Clock) -> None:
    clock.forward(minutes=30)
    await begin(db)
    assert await db.write(schedules.due) == 1  # that was working it out
    assert await due_at(db) == NOON + timedelta(hours=1)
    assert await db.write(schedules.due) == 0
    for _ in range(2):
        clock.forward(hours=1)
        assert await db.write(schedules.due) == 1
        assert await db.write(schedules.due) == 0
    assert await times_of_events(db) == [NOON + timedelta(hours=1), NOON + timedelta(hours=2)]


async def test_what_was_missed_is_made_up_for_once(db: Database, clock: Clock) -> None:
    await begin(db)
    await db.write(schedules.due)
    clock.forward(days=3, minutes=5)
    while await db.write(schedules.due):
        pass
    assert await times_of_events(db) == [NOON + timedelta(hours=1)]
    assert await due_at(db) == NOON + timedelta(days=3, hours=1)


async def test_two_processes_raise_one_event(db: Database, clock: Clock) -> None:
    # Without the condition on `next_at` in the update, all four take it up on PostgreSQL.
    await begin(db)
    await db.write(schedules.due)
    clock.forward(hours=1)
    done = await asyncio.gather(*(db.write(schedules.due) for _ in range(4)))
    assert sum(done) == 1
    assert len(await times_of_events(db)) == 1


@pytest.mark.parametrize("state", [WorkflowState.DISABLED, WorkflowState.ARCHIVED])
async def test_only_enabled_workflows_begin(
    db: Database, clock: Clock, state: WorkflowState
) -> None:
    await begin(db, state=state)
    clock.forward(days=1)
    assert await db.write(schedules.due) == 0


async def test_a_community_that_is_gone_rests(db: Database, clock: Clock) -> None:
    await begin(db)
    await db.write(schedules.due)

    def remove(session: Session) -> None:
        session.get_one(Community, CLUB).removed_at = session.now

    await db.write(remove)
    clock.forward(days=1)
    assert await db.write(schedules.due) == 0


async def test_another_time_zone_is_another_time(db: Database, clock: Clock) -> None:
    await begin(db, "0 20 * * *")
    await db.write(schedules.due)
    assert await due_at(db) == NOON + timedelta(hours=8)
    await db.write(settings.set_timezone, BOSS, "Asia/Ho_Chi_Minh")
    assert await due_at(db) is None
    assert await db.write(schedules.due) == 1
    assert await due_at(db) == NOON + timedelta(hours=1)
    assert await times_of_events(db) == []


async def test_when_a_definition_is_due(db: Database) -> None:
    await db.write(factories.add_community)
    at_nine: dict[str, Any] = {"trigger": {"type": "schedule", "cron": "0 9 * * *"}}
    assert await db.read(schedules.next_at, CLUB, at_nine) == NOON + timedelta(hours=21)
    assert await db.read(schedules.next_at, CLUB, {"trigger": {"type": "user_signup"}}) is None
