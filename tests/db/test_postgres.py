"""PostgreSQL: collisions are tried again, and an outage passes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from asyncpg.transaction import Transaction
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.util import await_only
from sqlmodel import col, update

from db import engines
from db import postgres as module
from db.database import Database, connect
from db.errors import DatabaseUnavailableError
from db.session import Session
from db.statement import Statement, param
from db.tables import Wallet, WalletKind
from tests.support.databases import Clock, PostgresServer, still_world

CLUB = 1
_NOT_SERIALIZABLE = "DO $$ BEGIN RAISE USING ERRCODE = 'serialization_failure'; END $$"


@pytest.fixture
async def db(postgres_url: str, clock: Clock) -> AsyncIterator[Database]:
    """Two members with 100 points each."""
    database = connect(postgres_url, still_world(clock))
    await database.write(open_wallets)
    yield database
    await database.close()


def open_wallets(session: Session) -> None:
    session.add_all(
        Wallet(community_id=CLUB, member_id=member_id, kind=WalletKind.SPEND, balance=100)
        for member_id in (1, 2)
    )


def add(session: Session, member_id: int, points: int) -> None:
    session.execute(
        update(Wallet)
        .where(col(Wallet.community_id) == CLUB, col(Wallet.member_id) == member_id)
        .values(balance=Wallet.balance + points)
    )


ADD = Statement(
    update(Wallet)
    .where(col(Wallet.community_id) == CLUB, col(Wallet.member_id) == param("member_id"))
    .values(balance=Wallet.balance + param("points"))
    .returning(col(Wallet.balance))
)


def add_fast(session: Session, member_id: int, points: int) -> None:
    session.run(ADD, member_id=member_id, points=points)


def balances(session: Session) -> list[int]:
    return [
        session.get_one(Wallet, (CLUB, member_id, WalletKind.SPEND)).balance for member_id in (1, 2)
    ]


class Meeting:
    """Where transactions wait for each other, once: on a second attempt nobody is there."""

    def __init__(self, parties: int) -> None:
        self._barrier = asyncio.Barrier(parties)
        self._known: set[str] = set()
        self.attempts = 0

    def come(self, name: str) -> None:
        self.attempts += 1
        if name not in self._known:
            self._known.add(name)
            await_only(self._barrier.wait())


def move_from_to(session: Session, source: int, target: int, meeting: Meeting) -> None:
    """Move a point, locking the two wallets one after the other."""
    add_fast(session, source, -1)
    meeting.come(f"from {source}")
    add_fast(session, target, 1)


async def test_a_deadlock_is_tried_again_and_both_finish(db: Database) -> None:
    meeting = Meeting(2)
    await asyncio.gather(
        db.write(move_from_to, 1, 2, meeting), db.write(move_from_to, 2, 1, meeting)
    )
    assert meeting.attempts == 3  # PostgreSQL chose one of the two to begin again
    assert await db.read(balances) == [100, 100]


async def test_a_deadlock_that_stays_is_an_outage(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ATTEMPTS", 1)
    meeting = Meeting(2)
    results = await asyncio.gather(
        db.write(move_from_to, 1, 2, meeting),
        db.write(move_from_to, 2, 1, meeting),
        return_exceptions=True,
    )
    assert sorted(map(type, results), key=str) == sorted(
        [type(None), DatabaseUnavailableError], key=str
    )
    assert sorted(await db.read(balances)) == [99, 101]


async def test_a_serialization_failure_is_tried_again(db: Database) -> None:
    attempts = 0

    def pay(session: Session) -> None:
        """Pay, and have the server say once that others were in the way."""
        nonlocal attempts
        attempts += 1
        add(session, 1, 100)
        if attempts == 1:
            session.execute(text(_NOT_SERIALIZABLE))

    await db.write(pay)
    assert attempts == 2
    assert await db.read(balances) == [200, 100]


async def test_a_key_that_is_there_is_met_twice_before_it_counts_as_a_mistake(db: Database) -> None:
    """Of two upserts at a time, one may meet a key that its ON CONFLICT does not name.

    Without the second attempt the first assertion fails.
    """
    attempts = 0

    def once(session: Session) -> int:
        nonlocal attempts
        attempts += 1
        if attempts == 1:
            open_wallets(session)
        return attempts

    assert await db.write(once) == 2
    attempts = 0

    def always(session: Session) -> None:
        nonlocal attempts
        attempts += 1
        open_wallets(session)

    with pytest.raises(DBAPIError):
        await db.write(always)
    assert attempts == 2


async def test_a_read_sees_one_moment(db: Database) -> None:
    def read_twice(session: Session, between: Callable[[], Any]) -> tuple[list[int], list[int]]:
        before = balances(session)
        await_only(between())
        session.expire_all()
        return before, balances(session)

    before, after = await db.read(read_twice, lambda: db.write(add, 1, 5))
    assert before == after == [100, 100]
    assert await db.read(balances) == [105, 100]


@pytest.mark.parametrize("add", [add, add_fast])
async def test_a_lost_server_undoes_everything_and_comes_back(
    db: Database,
    postgres_url: str,
    postgres: PostgresServer,
    add: Callable[[Session, int, int], None],
) -> None:
    def interrupted(session: Session) -> None:
        add(session, 1, 1)
        await_only(asyncio.to_thread(postgres.stop))
        add(session, 2, 1)

    try:
        with pytest.raises(DatabaseUnavailableError):
            await db.write(interrupted)
        with pytest.raises(DatabaseUnavailableError):
            await db.read(balances)
        with pytest.raises(DatabaseUnavailableError):
            await db.write(add, 1, 1)
    finally:
        await asyncio.to_thread(postgres.start, postgres_url)
    assert await db.read(balances) == [100, 100]
    await db.write(add, 1, 1)
    assert await db.read(balances) == [101, 100]


async def test_who_goes_away_while_it_is_read_keeps_no_connection(db: Database) -> None:
    begun = asyncio.Semaphore(0)

    def endless(session: Session) -> None:
        session.connection()
        begun.release()
        session.execute(text("SELECT pg_sleep(3600)"))

    reading = [asyncio.ensure_future(db.read(endless)) for _ in range(module.POOL)]
    for _ in reading:
        await begun.acquire()
    for turn in range(2):  # the second time, some are just giving their connection back
        for task in reading:
            task.cancel()
        await asyncio.sleep(0)
        assert turn or not all(task.done() for task in reading)
    ended = await asyncio.gather(*reading, return_exceptions=True)
    assert all(isinstance(outcome, asyncio.CancelledError) for outcome in ended)
    found = await asyncio.gather(*(db.read(balances) for _ in range(2 * module.POOL)))
    assert found == [[100, 100]] * (2 * module.POOL)


async def test_who_goes_away_while_it_begins_leaves_no_transaction_behind(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail while the connection stayed: no write began on it any more."""
    beginning, begin = asyncio.Event(), Transaction.start

    async def telling(transaction: Any) -> None:
        beginning.set()
        await begin(transaction)

    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "start", telling)
        reading = asyncio.ensure_future(db.read(balances))
        await beginning.wait()
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
    await db.write(add, 1, 1)
    assert await db.read(balances) == [101, 100]


async def test_a_mistake_is_not_called_an_outage(db: Database) -> None:
    def ask_nonsense(session: Session) -> None:
        session.execute(text("SELECT * FROM nowhere"))

    def give_too_much(session: Session) -> None:
        session.execute(text("SELECT CAST(:n AS BIGINT)"), {"n": 2**70})

    for run in (db.read, db.write):
        for invalid in (ask_nonsense, give_too_much):
            with pytest.raises(DBAPIError):
                await run(invalid)


async def test_close_finishes_what_was_handed_in(postgres_url: str, clock: Clock) -> None:
    db = connect(postgres_url, still_world(clock))
    await db.write(open_wallets)
    reached, gate = asyncio.Event(), asyncio.Event()

    def slow(session: Session) -> None:
        add(session, 1, 1)
        reached.set()
        await_only(gate.wait())

    writing = asyncio.ensure_future(db.write(slow))
    await reached.wait()
    closing = asyncio.ensure_future(db.close())
    await asyncio.sleep(0)
    assert not closing.done()
    gate.set()
    await asyncio.gather(writing, closing)
    again = connect(postgres_url, still_world(clock))
    assert await again.read(balances) == [101, 100]
    await again.close()


async def test_a_lock_that_is_not_let_go_is_an_outage(
    db: Database, postgres_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading goes on meanwhile. Without `lock_timeout`, the second write waited for ever."""
    locked, let_go = asyncio.Event(), asyncio.Event()

    def hold(session: Session) -> None:
        add(session, 1, 5)
        locked.set()
        await_only(let_go.wait())

    monkeypatch.setattr(module, "BUSY_SECONDS", 0.05)
    other = connect(postgres_url, still_world(clock))
    holding = asyncio.create_task(db.write(hold))
    await locked.wait()
    try:
        with pytest.raises(DatabaseUnavailableError):
            await other.write(add, 1, 7)
        assert await other.read(balances) == [100, 100]
        let_go.set()
        await holding
        await other.write(add, 1, 7)
        assert await other.read(balances) == [112, 100]
    finally:
        let_go.set()
        await other.close()


async def test_a_transaction_that_was_left_lying_is_ended(
    db: Database, postgres_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a machine without power leaves it. Without the server's limit, `db` gets no lock."""
    locked, let_go = asyncio.Event(), asyncio.Event()

    def leave_lying(session: Session) -> None:
        add(session, 1, 5)
        locked.set()
        await_only(let_go.wait())
        add(session, 1, 5)

    monkeypatch.setattr(engines, "ABANDONED_SECONDS", 0.05)
    other = connect(postgres_url, still_world(clock))
    leaving = asyncio.create_task(other.write(leave_lying))
    try:
        await locked.wait()
        await db.write(add, 1, 7)
        let_go.set()
        with pytest.raises(DatabaseUnavailableError):
            await leaving
        assert await db.read(balances) == [107, 100]
    finally:
        let_go.set()
        await other.close()
