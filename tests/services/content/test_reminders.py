"""Reminders 7 days and 1 day before something unclaimed expires."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.services.community import settings
from bot.services.content import RewardContent
from bot.services.content.reminders import GATHERED_FOR, remind
from bot.services.deliveries import FailureReason, Lane, preferences
from bot.services.deliveries.preferences import Choice
from bot.services.grants import inventory, issue, redeem
from db.database import Database
from db.session import Session
from db.tables import Community, Delivery, DeliveryKind, Grant, Member, RewardKind
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, Terms, somebody
from tests.support.sending import change, read

LAST = date(2025, 6, 20)


@pytest.fixture
async def voucher(db: Database) -> int:
    """A voucher whose codes are good through the 20th of June; it is the 2nd, at noon."""

    def set_up(session: Session) -> int:
        factories.add_community(session)
        pool = [(f"CODE-{number:04}", LAST) for number in range(40)]
        return factories.publish(session, RewardKind.VOUCHER, "Bookshop", codes=pool)

    return await db.write(set_up)


@pytest.fixture
async def mug(db: Database, voucher: int) -> int:
    """A coupon that is good through the same day."""
    terms = Terms(cost=1, stock=40, expires_on=LAST)
    return await db.write(factories.publish, RewardKind.COUPON, "Mug", terms)


async def give(db: Database, *reward_ids: int, who: Any = MAI) -> list[int]:
    """Give rewards, and send the messages about them."""
    grants = []
    for reward_id in reward_ids:
        key = f"gift:{reward_id}:{who.member_id}"
        granted = await db.write(issue.grant, BOSS, who, reward_id, key=key)
        grants.append(granted.grant_id)
    await read(db)
    return grants


async def run(db: Database) -> int:
    """Do the job as the scheduler does; return how many reminders there were."""
    done = 0
    while count := await db.write(remind):
        done += count
    return done


async def sent(db: Database, clock: Clock) -> list[tuple[int | None, str] | FailureReason]:
    """Send what has gathered: to whom, about what, or why not."""
    clock.forward(seconds=GATHERED_FOR.total_seconds())
    contents: list[tuple[int | None, str] | FailureReason] = []
    for delivery, content in await read(db, Lane.DIRECT):
        if isinstance(content, FailureReason):
            contents.append(content)
        else:
            assert isinstance(content, RewardContent)
            assert content.expires_on is not None
            contents.append((delivery.member_id, content.reward_name))
    return contents


def at(day: int, hour: int = 12) -> datetime:
    """Return a moment in June."""
    return datetime(2025, 6, day, hour, tzinfo=UTC)


async def test_a_week_and_a_day_before(db: Database, clock: Clock, mug: int, voucher: int) -> None:
    await give(db, mug, voucher)
    reminded = {}
    for day in range(3, 25):
        clock.now = at(day)
        assert await run(db) == (2 if day in {13, 19} else 0)
        assert await run(db) == 0
        reminded[day] = await sent(db, clock)
    both = {(MAI.member_id, "Mug"), (MAI.member_id, "Bookshop")}
    assert {day: set(contents) for day, contents in reminded.items() if contents} == {
        13: both,
        19: both,
    }


async def test_what_was_missed_is_made_up_for(db: Database, clock: Clock, mug: int) -> None:
    """The program was off on the days on which reminders were due."""
    await give(db, mug)
    clock.now = at(16)
    assert await run(db) == 1
    assert await sent(db, clock) == [(MAI.member_id, "Mug")]
    clock.now = at(20)
    assert await run(db) == 1
    assert await sent(db, clock) == [(MAI.member_id, "Mug")]
    assert await run(db) == 0


async def test_who_has_just_been_told_the_date_is_not_reminded(
    db: Database, clock: Clock, mug: int
) -> None:
    clock.now = at(15)
    await give(db, mug)
    clock.forward(minutes=1)
    assert await run(db) == 0
    clock.now = at(19, 9)
    await give(db, mug, who=BOB)
    clock.now = at(19, 10)
    assert await run(db) == 1
    assert await sent(db, clock) == [(MAI.member_id, "Mug")]


async def _claim(db: Database, grant_id: int) -> None:
    await db.write(inventory.show_code, MAI, grant_id)


async def _decline(db: Database, grant_id: int) -> None:
    await db.write(preferences.choose, MAI, Choice.REMINDERS, wanted=False)


async def _leave(db: Database, grant_id: int) -> None:
    await change(db, Member, CLUB, MAI.member_id, present=False)


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (_claim, FailureReason.OUTDATED),
        (_decline, FailureReason.UNWANTED),
        (_leave, FailureReason.MEMBER_LEFT),
    ],
)
async def test_what_is_not_true_any_more_is_not_sent(
    db: Database, clock: Clock, voucher: int, happens: Any, reason: FailureReason
) -> None:
    (grant_id,) = await give(db, voucher)
    clock.now = at(13)
    assert await run(db) == 1
    await happens(db, grant_id)
    assert await sent(db, clock) == [reason]


async def test_a_used_coupon_is_not_reminded_of(db: Database, clock: Clock, mug: int) -> None:
    (grant_id,) = await give(db, mug)
    clock.now = at(13)
    assert await run(db) == 1
    code = await db.read(lambda s: s.get_one(Grant, (CLUB, grant_id)).redemption_code)
    assert code is not None
    await db.write(redeem.redeem, BOSS, grant_id)
    assert await sent(db, clock) == [FailureReason.OUTDATED]


async def test_a_later_date_takes_a_reminder_back_and_brings_another(
    db: Database, clock: Clock, mug: int
) -> None:
    (grant_id,) = await give(db, mug)
    clock.now = at(13)
    assert await run(db) == 1
    await change(db, Grant, CLUB, grant_id, expires_on=LAST + timedelta(days=10))
    assert await sent(db, clock) == [FailureReason.OUTDATED]
    clock.now = at(23)
    assert await run(db) == 1
    assert await sent(db, clock) == [(MAI.member_id, "Mug")]


async def test_a_reminder_that_comes_too_late_is_not_sent(
    db: Database, clock: Clock, mug: int
) -> None:
    await give(db, mug)
    clock.now = at(20)
    assert await run(db) == 1
    clock.now = at(21)
    assert await sent(db, clock) == [FailureReason.OUTDATED]


@pytest.mark.parametrize(
    ("zone", "begins"),
    [
        ("UTC", datetime(2025, 6, 13, 10, tzinfo=UTC)),
        ("Asia/Ho_Chi_Minh", datetime(2025, 6, 13, 3, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2025, 6, 13, 17, tzinfo=UTC)),
        ("Pacific/Kiritimati", datetime(2025, 6, 12, 20, tzinfo=UTC)),
    ],
)
async def test_days_and_mornings_are_the_communitys(
    db: Database, clock: Clock, mug: int, zone: str, begins: datetime
) -> None:
    await give(db, mug)
    await change(db, Community, CLUB, timezone=zone)
    clock.now = begins - timedelta(seconds=1)
    assert await run(db) == 0
    clock.now = begins
    assert await run(db) == 1


async def test_slices(db: Database, clock: Clock, voucher: int, mug: int) -> None:
    for number in range(5):
        await give(db, voucher, mug, who=somebody(number))
    clock.now = at(13)
    counts = []
    while count := await db.write(remind, 4):
        counts.append(count)
    assert counts == [4, 4, 2]
    contents = await sent(db, clock)
    assert len(contents) == len(set(contents)) == 10


async def test_two_processes_remind_once(db: Database, clock: Clock, mug: int) -> None:
    await give(db, mug)
    clock.now = at(13)
    await db.write(remind)
    await change_back(db)
    await db.write(remind)
    rows = await db.read(
        lambda s: s.exec(select(Delivery).where(Delivery.kind == DeliveryKind.REMINDER)).all()
    )
    assert len(rows) == 1


async def change_back(db: Database) -> None:
    """Forget that somebody was reminded, as a process does that looked before the other."""

    def use_case(session: Session) -> None:
        for grant in session.exec(select(Grant)):
            grant.reminded_on = None

    await db.write(use_case)


async def test_a_community_that_laurel_has_left_is_not_reminded(
    db: Database, clock: Clock, mug: int
) -> None:
    await give(db, mug)
    clock.now = at(13)
    await change(db, Community, CLUB, removed_at=clock.now)
    assert await run(db) == 0


async def test_a_community_that_moves_reminds_of_no_day_twice(
    db: Database, clock: Clock, mug: int
) -> None:
    await give(db, mug)
    await db.write(settings.set_timezone, BOSS, "Pacific/Kiritimati")
    clock.now = datetime(2025, 6, 12, 20, tzinfo=UTC)  # the 13th there
    assert await run(db) == 1
    await db.write(settings.set_timezone, BOSS, "Pacific/Honolulu")
    for hours in range(48):
        clock.now = datetime(2025, 6, 12, 20, tzinfo=UTC) + timedelta(hours=hours)
        assert await run(db) == 0
