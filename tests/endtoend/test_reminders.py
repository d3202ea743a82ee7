"""Reminders reach members, with buttons that work, once for several things."""

from datetime import date, timedelta

import pytest

from bot.localdiscord import Community, Member
from bot.runtime import scheduler
from bot.services.content.reminders import GATHERED_FOR
from bot.services.deliveries import FailureReason
from db.database import Database
from db.tables import RewardKind
from tests.endtoend.deliveries import outcomes, reason, settled
from tests.endtoend.rewards import coupon, issue_reward, publish
from tests.support.databases import NOON, Clock

pytestmark = pytest.mark.usefixtures("bot")

LAST = date(2025, 6, 9)
"""A week after the day on which tests begin."""

(REMIND,) = (job for job in scheduler.JOBS if job.name == "remind")


async def give_all(db: Database, club: Community, member: Member, count: int = 1) -> None:
    """Give a code of a voucher and coupons, which all expire at the same time."""
    bookshop = await publish(
        db, club, RewardKind.VOUCHER, "Bookshop", codes=[(f"BOOK-{n:04}", LAST) for n in range(30)]
    )
    await issue_reward(db, member, bookshop)
    for number in range(count):
        name = f"{number:02}{'*' * 78}"  # the longest there is
        await issue_reward(db, member, await coupon(db, club, name, expires_on=LAST))
    await settled(db, club)


async def test_a_member_gets_one_message_for_all_that_expires(
    db: Database, club: Community, mai: Member, clock: Clock
) -> None:
    clock.now = NOON - timedelta(days=3)
    await give_all(db, club, mai)
    before = len(mai.direct_messages)
    clock.now = NOON
    await scheduler.work_through(db, REMIND)
    clock.forward(seconds=GATHERED_FOR.total_seconds())
    await settled(db, club)
    (message,) = mai.direct_messages[before:]
    assert "These expire soon" in message.text
    assert message.text.count("June 9, 2025") == 2
    assert sorted(message.buttons) == ["Claim code", "Use"]
    assert "BOOK-" not in message.text
    assert "BOOK-0000" in (await message.press("Claim code")).text
    assert "```" in (await message.press("Use")).text
    await scheduler.work_through(db, REMIND)
    clock.forward(hours=1)
    assert len(mai.direct_messages) == before + 1


async def test_many_things_fit_into_one_message(
    db: Database, club: Community, mai: Member, clock: Clock
) -> None:
    clock.now = NOON - timedelta(days=3)
    await give_all(db, club, mai, 11)
    before = len(mai.direct_messages)
    clock.now = NOON
    await scheduler.work_through(db, REMIND)
    clock.forward(seconds=GATHERED_FOR.total_seconds())
    await settled(db, club)
    (message,) = mai.direct_messages[before:]
    assert len(message.buttons) == 8
    assert "4 more are in `/rewards`" in message.text


async def test_what_is_claimed_meanwhile_is_not_reminded_of(
    db: Database, club: Community, mai: Member, clock: Clock
) -> None:
    clock.now = NOON - timedelta(days=3)
    await give_all(db, club, mai, 0)
    (message,) = mai.direct_messages
    clock.now = NOON
    await scheduler.work_through(db, REMIND)
    await message.press("Claim code")
    clock.forward(seconds=GATHERED_FOR.total_seconds())
    assert (await outcomes(db, club))[-1] == "dropped"
    assert await reason(db, club) == FailureReason.OUTDATED
    assert len(mai.direct_messages) == 1


async def test_who_wants_none_gets_none(
    db: Database, club: Community, mai: Member, clock: Clock
) -> None:
    clock.now = NOON - timedelta(days=3)
    await give_all(db, club, mai, 0)
    await (await mai.command("notifications")).press(2)
    clock.now = NOON
    await scheduler.work_through(db, REMIND)
    clock.forward(seconds=GATHERED_FOR.total_seconds())
    await settled(db, club)
    assert await reason(db, club) == FailureReason.UNWANTED
    assert len(mai.direct_messages) == 1
