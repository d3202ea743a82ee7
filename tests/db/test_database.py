"""What `read` and `write` promise on both databases."""

import asyncio
import traceback
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlmodel import col, select

from db.database import Database, connect
from db.errors import DatabaseUnavailableError
from db.session import Session
from db.tables import Member, RewardKind
from tests.support import factories
from tests.support.databases import NOON, Clock

CLUB = 1
SECRET = "SUMMER-25-SECRET"


def join(session: Session, member_id: int) -> int:
    session.add(Member(community_id=CLUB, member_id=member_id, first_seen_at=session.now))
    return member_id


def is_member(session: Session, member_id: int) -> bool:
    return session.get(Member, (CLUB, member_id)) is not None


async def test_a_write_is_there_for_the_next_read(db: Database) -> None:
    assert await db.write(join, 7) == 7
    assert await db.read(is_member, 7)


async def test_an_error_undoes_the_use_case(db: Database) -> None:
    def join_and_fail(session: Session) -> None:
        join(session, 7)
        session.flush()
        raise KeyError

    with pytest.raises(KeyError):
        await db.write(join_and_fail)
    assert not await db.read(is_member, 7)


async def test_a_read_cannot_write(db: Database) -> None:
    def sneak_in(session: Session) -> None:
        join(session, 7)
        session.flush()

    with pytest.raises(DBAPIError):
        await db.read(sneak_in)
    assert not await db.read(is_member, 7)


async def test_later_ids_of_a_transaction_are_greater(db: Database) -> None:
    def take(session: Session) -> list[int]:
        first = [session.new_id() for _ in range(40)]
        some = session.new_ids(3)
        return [*first, *range(some, some + 3), session.new_id()]

    taken = await db.write(take)
    assert taken == sorted(set(taken))


async def test_a_caller_that_goes_away_does_not_stop_a_write(db: Database, db_url: str) -> None:
    task = asyncio.ensure_future(db.write(join, 7))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await db.close()  # finishes what was handed in
    again = connect(db_url, db.world)
    assert await again.read(is_member, 7)
    await again.close()


async def test_what_is_closed_takes_no_more(db: Database) -> None:
    await db.close()
    with pytest.raises(DatabaseUnavailableError):
        await db.write(join, 7)


@pytest.mark.parametrize(
    "moment",
    [
        NOON,
        datetime(2025, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(2025, 3, 30, 2, 30, tzinfo=timezone(timedelta(hours=7))),
        datetime(1969, 7, 20, 20, 17, tzinfo=timezone(timedelta(hours=-5))),
    ],
)
async def test_a_moment_comes_back_in_utc(db: Database, clock: Clock, moment: datetime) -> None:
    clock.now = moment
    await db.write(join, 7)
    kept = await db.read(lambda session: session.get_one(Member, (CLUB, 7)).first_seen_at)
    assert kept == moment
    assert kept.tzinfo is UTC


async def test_moments_sort_and_compare_across_time_zones(db: Database, clock: Clock) -> None:
    early = datetime(2025, 6, 2, 18, 0, tzinfo=timezone(timedelta(hours=7)))  # 11:00 in UTC
    for member_id, moment in ((1, NOON), (2, early)):
        clock.now = moment
        await db.write(join, member_id)

    def before_noon(session: Session) -> list[int]:
        rows = session.exec(select(Member).where(col(Member.first_seen_at) < NOON))
        return [member.member_id for member in rows]

    assert await db.read(before_noon) == [2]


async def test_a_moment_without_a_time_zone_is_refused(db: Database, clock: Clock) -> None:
    clock.now = datetime(2025, 6, 2, 12, 0)  # noqa: DTZ001  # that is the point
    with pytest.raises(StatementError):
        await db.write(join, 7)


async def test_an_error_holds_no_value_of_the_row(db: Database) -> None:
    codes = [(SECRET, date(2030, 1, 1))] * 2
    with pytest.raises(IntegrityError) as refused:
        await db.write(factories.publish, RewardKind.VOUCHER, "Partner", codes=codes)
    assert SECRET not in "".join(traceback.format_exception(refused.value))
