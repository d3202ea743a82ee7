"""Behind PgBouncer, where each transaction may be on another connection of the server."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest
from sqlalchemy import URL, text
from sqlmodel import col, update

from db.database import Database, connect
from db.engines import POOLED
from db.engines import postgres as postgres_engine
from db.session import Session
from db.statement import Statement, equals, param
from db.tables import Wallet, WalletKind
from tests.support import pgbouncer
from tests.support.databases import Clock, PostgresServer, as_text, still_world

pytestmark = pytest.mark.skipif(not pgbouncer.PROGRAM, reason="PgBouncer is not installed")

CONNECTIONS = 4
"""Of the server, for two programs that open ten each."""

CLUB = 1
MEMBERS = 10

ADD = Statement(
    update(Wallet)
    .where(*equals(Wallet.community_id, Wallet.member_id))
    .values(balance=Wallet.balance + param("points"))
    .returning(col(Wallet.balance))
)


@pytest.fixture
def direct(postgres: PostgresServer) -> Iterator[URL]:
    """The URL of a migrated database at its server."""
    url = postgres.fresh()
    yield postgres.past_pooler(url)
    postgres.give_back(url)


@pytest.fixture
def pooled(direct: URL) -> Iterator[URL]:
    """The URL of the same database through PgBouncer."""
    with pgbouncer.pgbouncer(direct, size=CONNECTIONS) as url:
        yield url


@pytest.fixture
async def processes(pooled: URL, clock: Clock) -> AsyncIterator[list[Database]]:
    """Two databases that share no more than two processes would."""
    both = [connect(as_text(pooled), still_world(clock, seed)) for seed in (1, 2)]
    yield both
    for database in both:
        await database.close()


def open_wallets(session: Session) -> None:
    session.add_all(
        Wallet(community_id=CLUB, member_id=member_id, kind=WalletKind.SPEND, balance=0)
        for member_id in range(MEMBERS)
    )


def add(session: Session, member_id: int) -> None:
    """Add three points: by a hot statement, by the ORM, and by a hot one after a savepoint."""
    session.run(ADD, community_id=CLUB, member_id=member_id, points=1)
    with session.begin_nested():
        session.get_one(Wallet, (CLUB, member_id, WalletKind.SPEND)).balance += 1
    session.flush()
    session.run(ADD, community_id=CLUB, member_id=member_id, points=1)


def settings(session: Session) -> tuple[str, ...]:
    """Return what holds in a transaction, past anything that is remembered."""
    names = (
        "lock_timeout",
        "idle_in_transaction_session_timeout",
        "transaction_isolation",
        "transaction_read_only",
    )
    return tuple(session.execute(text(f"SHOW {name}")).scalar_one() for name in names)


async def test_what_answers_is_found_out(direct: URL, pooled: URL) -> None:
    """PgBouncer is known by itself, a server that answers for itself is not taken for one."""
    for url, expected in ((direct, None), (pooled, True)):
        engine = postgres_engine(as_text(url))
        async with engine.connect() as connection:
            record = await connection.get_raw_connection()
            assert record.info.get(POOLED) is expected
        await engine.dispose()


async def test_statements_meet_no_other_connection_than_their_own(
    processes: list[Database],
) -> None:
    """Seen to fail where statements are prepared: another connection never heard of them."""
    await processes[0].write(open_wallets)
    turns = [(number, member_id) for number in (0, 1) for member_id in range(MEMBERS)] * 10
    await asyncio.gather(*(processes[number].write(add, member_id) for number, member_id in turns))

    def balances(session: Session) -> set[int]:
        return {
            session.get_one(Wallet, (CLUB, member_id, WalletKind.SPEND)).balance
            for member_id in range(MEMBERS)
        }

    read = await asyncio.gather(*(process.read(balances) for process in processes * 10))
    assert read == [{60}] * 20


async def test_settings_hold_in_a_transaction_and_not_after_it(
    processes: list[Database], pooled: URL
) -> None:
    """Seen to fail with a SET on connecting: others found it, and a transaction of ours did not."""
    for process in processes * CONNECTIONS:
        assert await process.write(settings) == ("10s", "30s", "read committed", "off")
        assert await process.read(settings) == ("10s", "30s", "repeatable read", "on")
    _, options = pooled.get_dialect()().create_connect_args(pooled)
    somebody_else = await asyncpg.connect(statement_cache_size=0, **options)
    for _ in range(CONNECTIONS):  # each transaction takes another of them
        async with somebody_else.transaction():
            assert await somebody_else.fetchval("SHOW lock_timeout") == "0"
            assert await somebody_else.fetchval("SHOW transaction_read_only") == "off"
    await somebody_else.close()
