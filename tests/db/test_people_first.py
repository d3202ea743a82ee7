"""People's writes go before background work, which goes on all the same."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
from sqlalchemy.util import await_only

from db import postgres as module
from db.database import Database, connect
from db.jobs import BATCH
from db.session import Session
from tests.db.gate import Gate, handed_in
from tests.db.test_sqlite import Trace
from tests.support.databases import Clock, PostgresServer, SqliteFiles, still_world


@pytest.fixture
def file(sqlite_files: SqliteFiles) -> str:
    """The URL of a migrated file."""
    return sqlite_files.fresh()


@pytest.fixture
async def sqlite(file: str, clock: Clock) -> AsyncIterator[Database]:
    database = connect(file, still_world(clock))
    yield database
    await database.close()


class Order:
    """Notes what the writer does: names of jobs, and `|` for a commit."""

    def __init__(self) -> None:
        self._trace = Trace()

    def __call__(self, session: Session) -> None:
        self._trace(session)

    def job(self, name: str) -> Callable[[Session], None]:
        def use_case(session: Session) -> None:
            self._trace.statements.append(name)

        return use_case

    @property
    def text(self) -> str:
        """What was done since the trace began, without its own commit and the gate's."""
        said = ["|" if said == "COMMIT" else said for said in self._trace.statements]
        return "".join(word for word in said if not word.startswith("BEGIN"))[2:]


# With one queue for all, as it was, the background's five come first, in one commit with the rest.
async def test_people_are_answered_before_background_work(sqlite: Database) -> None:
    order, gate = Order(), Gate()
    await sqlite.write(order)
    first = await handed_in(sqlite.write(gate))
    await gate.reached()
    work = await handed_in(*(sqlite.work(order.job(name)) for name in "abcde"))
    people = await handed_in(*(sqlite.write(order.job(name)) for name in "123"))
    gate.open()
    await asyncio.gather(*first, *work, *people)
    assert order.text == "a|123|bcde|"  # the gate was a person's, so one of background came next


# Without the turn that background work has, it comes last.
async def test_background_work_goes_on_while_people_keep_coming(sqlite: Database) -> None:
    order, gate = Order(), Gate()
    await sqlite.write(order)
    first = await handed_in(sqlite.write(gate))
    await gate.reached()
    people = await handed_in(*(sqlite.write(order.job("p")) for _ in range(2 * BATCH + 1)))
    work = await handed_in(*(sqlite.work(order.job(name)) for name in "abcd"))
    gate.open()
    await asyncio.gather(*first, *work, *people)
    full = "p" * BATCH
    assert order.text == f"a|{full}|b|{full}|c|p|d|"


# Without the look for people between two jobs, both wait until all of background work is done.
async def test_people_who_come_meanwhile_wait_for_one_job_at_the_most(sqlite: Database) -> None:
    order, gate, second = Order(), Gate(), Gate()
    await sqlite.work(order)
    first = await handed_in(sqlite.work(gate))
    await gate.reached()
    work = await handed_in(
        sqlite.work(order.job("a")), sqlite.work(second), sqlite.work(order.job("b"))
    )
    gate.open()
    await second.reached()
    people = await handed_in(*(sqlite.write(order.job(name)) for name in "12"))
    second.open()
    await asyncio.gather(*first, *work, *people)
    assert order.text == "a|12|b|"


@pytest.fixture
def url(postgres: PostgresServer) -> Iterator[str]:
    fresh = postgres.fresh()
    yield fresh
    postgres.give_back(fresh)


# Without the bound, background work takes every connection, and the write waits for ever.
async def test_background_work_leaves_connections_for_people(url: str, clock: Clock) -> None:
    db = connect(url, still_world(clock))
    under_way, full, done = 0, asyncio.Event(), asyncio.Event()

    def hold(session: Session) -> None:
        nonlocal under_way
        session.connection()
        under_way += 1
        if under_way == module.POOL - module.FOR_PEOPLE:
            full.set()
        await_only(done.wait())

    work = await handed_in(*(db.work(hold) for _ in range(2 * module.POOL)))
    async with asyncio.timeout(60):
        assert await db.write(lambda session: 1) == 1
        await full.wait()
    assert under_way == module.POOL - module.FOR_PEOPLE
    done.set()
    await asyncio.gather(*work)
    assert under_way == 2 * module.POOL
    await db.close()
