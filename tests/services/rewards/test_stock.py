"""Managers hear of a pool that runs low, and of an empty one, once for each import."""

from datetime import date

import pytest
from sqlmodel import select

from bot.services import deliveries
from bot.services.codes import codes
from bot.services.community import settings
from bot.services.content import NothingToSendError, NoticeContent, load_content
from bot.services.content import notice_log as notices_board
from bot.services.deliveries import FailureReason, Lane
from bot.services.grants import issue, revoke
from bot.services.maintenance import expiry
from bot.services.rewards import stock
from db.database import Database
from db.session import Session
from db.tables import Code, CodeImport, CodeState, Delivery, DeliveryKind, RewardKind
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, somebody

CHANNEL = 77
LATE = date(2025, 12, 31)


def notices(session: Session) -> list[bool]:
    """Return of each notice whether it says that the pool is empty."""
    rows = session.exec(
        select(Delivery).where(Delivery.kind == DeliveryKind.POOL_NOTICE).order_by("id")
    )
    return [row.payload["empty"] for row in rows]


@pytest.fixture
async def voucher(db: Database) -> int:
    """A voucher with 20 codes, in a community that has a channel for notices."""

    def set_up(session: Session) -> int:
        factories.add_community(session)
        settings.set_notices_channel(session, BOSS, CHANNEL)
        return factories.publish(
            session,
            RewardKind.VOUCHER,
            "Partner",
            codes=[(f"CODE-{number:04}", LATE) for number in range(20)],
        )

    return await db.write(set_up)


async def grant(db: Database, voucher: int, *numbers: int) -> list[int]:
    return [
        (await db.write(issue.grant, BOSS, somebody(n), voucher, key=f"gift:{n}")).grant_id
        for n in numbers
    ]


async def test_low_and_empty_are_told_once_each(db: Database, voucher: int) -> None:
    await grant(db, voucher, *range(17))
    assert await db.read(notices) == []
    await grant(db, voucher, 17)
    assert await db.read(notices) == [False]
    await grant(db, voucher, 18)
    assert await db.read(notices) == [False]
    await grant(db, voucher, 19)
    assert await db.read(notices) == [False, True]


async def test_crossing_again_with_the_same_codes_is_not_told_again(
    db: Database, voucher: int
) -> None:
    grants = await grant(db, voucher, *range(18))
    await db.write(revoke.revoke, BOSS, grants[-1])
    await grant(db, voucher, 30)
    assert await db.read(notices) == [False]


async def test_the_share_that_counts_as_low_is_a_setting(db: Database, voucher: int) -> None:
    await db.write(settings.set_low_pool_percent, BOSS, 50)
    await grant(db, voucher, *range(10))
    assert await db.read(notices) == [False]


async def test_codes_that_end_or_are_withdrawn_count_too(
    db: Database, voucher: int, clock: Clock
) -> None:
    await grant(db, voucher, *range(16))
    page = await db.read(codes.list_codes, BOSS, voucher)
    available = [line for line in page.lines if line.holder_id is None]
    for line in available[:2]:
        await db.write(codes.void, BOSS, line.code_id)
    assert await db.read(notices) == [False]
    clock.forward(days=365)
    assert (await db.read(stock.pool, CLUB, voucher)).usable == 0
    while await db.write(expiry.expire):
        pass
    assert await db.read(notices) == [False, True]


async def send(db: Database) -> list[tuple[int | None, str] | FailureReason]:
    """Read what is due to managers, as a sender does: where it goes and what it says."""
    contents: list[tuple[int | None, str] | FailureReason] = []
    while together := await db.write(deliveries.lease, Lane.CHANNELS):
        for delivery in together:
            try:
                content = await db.read(load_content, delivery)
            except NothingToSendError as outdated:
                await db.write(deliveries.not_sent, delivery, outdated.reason)
                contents.append(outdated.reason)
            else:
                assert isinstance(content, NoticeContent)
                await db.write(deliveries.sent, delivery)
                contents.append((content.channel_id, content.text_id))
    return contents


async def test_a_notice_goes_to_the_channel_that_is_set_by_then(db: Database, voucher: int) -> None:
    await grant(db, voucher, *range(18))
    await db.write(settings.set_notices_channel, BOSS, 78)
    assert await send(db) == [(78, "notice-pool-low")]


async def test_without_a_channel_a_notice_is_kept_and_not_sent(db: Database, voucher: int) -> None:
    await db.write(settings.set_notices_channel, BOSS, None)
    await grant(db, voucher, *range(20))
    assert set(await send(db)) == {FailureReason.OUTDATED, FailureReason.NO_CHANNEL}
    shown = (await db.read(notices_board.board, BOSS)).notices
    assert [(notice.text_id, notice.params) for notice in shown] == [
        ("notice-pool-empty", {"reward": "Partner"}),
        ("notice-pool-low", {"reward": "Partner"}),
    ]


async def test_a_pool_that_was_refilled_meanwhile_is_not_told_of(
    db: Database, voucher: int
) -> None:
    await grant(db, voucher, *range(18))

    def refill(session: Session) -> None:
        batch = session.exec(select(CodeImport)).one()
        session.add_all(
            Code(
                community_id=CLUB,
                id=session.new_id(),
                reward_id=voucher,
                number=line,
                value=f"MORE-{line}",
                expires_on=LATE,
                import_id=batch.id,
                line=line,
                changed_at=session.now,
            )
            for line in range(30, 40)
        )

    await db.write(refill)
    assert await send(db) == [FailureReason.OUTDATED]


async def test_a_pool_that_is_empty_by_now_is_not_called_low(db: Database, voucher: int) -> None:
    await grant(db, voucher, *range(20))
    assert await send(db) == [FailureReason.OUTDATED, (CHANNEL, "notice-pool-empty")]


async def test_a_large_pool_is_counted_now_and_then(db: Database, voucher: int) -> None:
    """With a threshold of 200, of grants in a row every second one counts up to it."""

    def enlarge(session: Session) -> None:
        (import_row,) = session.exec(select(CodeImport))
        import_row.added = 2_000

    def withdraw(session: Session) -> None:
        for code in session.exec(select(Code)):
            code.state = CodeState.VOID

    await db.write(enlarge)
    for number, expected in ((1, []), (2, [False]), (3, [False])):
        await db.write(stock.watch, CLUB, voucher, number)
        assert await db.read(notices) == expected
    await db.write(withdraw)
    await db.write(stock.watch, CLUB, voucher, 5)
    assert await db.read(notices) == [False, True]
