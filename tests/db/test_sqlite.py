"""The one thread that writes to SQLite: shared commits, and nobody hurt by a neighbour."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import col

from db import engines
from db import jobs as jobs_module
from db.database import Database, connect
from db.errors import DatabaseUnavailableError
from db.jobs import BATCH
from db.session import Session
from db.statement import Statement, param
from db.tables import Code, Member, RewardImage, Wallet, WalletKind
from db.upsert import insert
from tests.db.gate import Gate, handed_in
from tests.support.databases import Clock, SqliteFiles, still_world

CLUB = 1
_HOT_MEMBER = Statement(
    insert(Member)
    .values(
        community_id=CLUB,
        member_id=param("member_id"),
        profile_hidden=False,
        first_seen_at=param("now"),
    )
    .returning(col(Member.member_id))
)


@pytest.fixture
def path(sqlite_files: SqliteFiles) -> Path:
    """A migrated file."""
    return Path(sqlite_files.fresh().removeprefix("sqlite:///"))


@pytest.fixture
async def db(path: Path, clock: Clock) -> AsyncIterator[Database]:
    database = connect(f"sqlite:///{path}", still_world(clock))
    yield database
    await database.close()


async def together(db: Database, *use_cases: Callable[[Session], Any]) -> list[Any]:
    """Run use cases in one batch; return their results and errors."""
    gate = Gate()
    first = await handed_in(db.write(gate))
    await gate.reached()
    tasks = await handed_in(*(db.write(use_case) for use_case in use_cases))
    gate.open()
    await asyncio.gather(*first)
    return await asyncio.gather(*tasks, return_exceptions=True)


def join(member_id: int) -> Callable[[Session], int]:
    """Return a use case that adds a member through the ORM."""

    def use_case(session: Session) -> int:
        session.add(Member(community_id=CLUB, member_id=member_id, first_seen_at=session.now))
        return member_id

    return use_case


def join_fast(member_id: int) -> Callable[[Session], int]:
    """Return a use case that adds a member by a hot statement."""

    def use_case(session: Session) -> int:
        (row,) = session.run(_HOT_MEMBER, member_id=member_id, now=session.now)
        return int(row.member_id)

    return use_case


class BrokenError(Exception):
    """What a failing job raises here."""


def then_fail(*before: Callable[[Session], Any]) -> Callable[[Session], None]:
    """Return a use case that does something and then fails."""

    def use_case(session: Session) -> None:
        for step in before:
            step(session)
        raise BrokenError

    return use_case


def break_a_rule(session: Session) -> None:
    session.add(
        Wallet(community_id=CLUB, member_id=1, kind=WalletKind.SPEND, balance=-1),
    )


def members(path: Path) -> list[int]:
    """Look from outside at what is committed."""
    connection = sqlite3.connect(path)
    try:
        rows = connection.execute("SELECT member_id FROM member ORDER BY member_id").fetchall()
    finally:
        connection.close()
    return [row[0] for row in rows]


class Trace:
    """What SQLite itself was told, on the connection that writes."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __call__(self, session: Session) -> None:
        session.driver.set_trace_callback(self.statements.append)

    def commits(self) -> int:
        return self.statements.count("COMMIT")


async def test_waiting_jobs_share_a_commit(db: Database, path: Path) -> None:
    trace = Trace()
    await db.write(trace)
    jobs = BATCH + BATCH // 2
    before = trace.commits()
    results = await together(db, *(join(number) for number in range(jobs)))
    assert results == list(range(jobs))
    assert members(path) == results
    assert trace.commits() - before == 1 + 2  # the gate's own, a full batch, and the rest


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (then_fail(), BrokenError),
        (then_fail(join(100)), BrokenError),
        (then_fail(join(100), lambda session: session.flush()), BrokenError),
        (then_fail(join_fast(100)), BrokenError),
        (then_fail(join(100), join_fast(101), join(102)), BrokenError),
        (break_a_rule, IntegrityError),
        (then_fail(join_fast(100), break_a_rule, join_fast(101)), IntegrityError),
        (then_fail(lambda session: next(iter(()))), RuntimeError),
    ],
    ids=["at_once", "orm", "flush", "hot", "mixed", "rule", "rule_after_hot", "stop_iteration"],
)
async def test_a_failing_job_undoes_itself_alone(
    db: Database, path: Path, bad: Callable[[Session], Any], error: type[Exception]
) -> None:
    use_cases: list[Callable[[Session], Any]] = [
        (join if number % 2 else join_fast)(number) for number in range(BATCH)
    ]
    use_cases[BATCH // 2] = bad
    use_cases[BATCH - 1] = bad
    results = await together(db, *use_cases)
    failed = [number for number, result in enumerate(results) if isinstance(result, Exception)]
    assert failed == [BATCH // 2, BATCH - 1]
    assert all(isinstance(results[number], error) for number in failed)
    assert members(path) == [number for number in range(BATCH) if number not in failed]


async def test_a_broken_rule_in_a_hot_statement_undoes_its_job_alone(
    db: Database, path: Path
) -> None:
    results = await together(db, join_fast(1), then_fail(join(2), join_fast(1)), join_fast(3))
    assert (results[0], results[2]) == (1, 3)
    assert isinstance(results[1], IntegrityError | sqlite3.IntegrityError)
    assert members(path) == [1, 3]


def promise_a_reward_that_never_comes(session: Session) -> None:
    """Break a foreign key in a way that SQLite notices only at the commit."""
    connection = session.connection()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    session.add(
        Code(
            community_id=CLUB,
            id=1,
            reward_id=404,
            number=1,
            value="X",
            expires_on=date(2030, 1, 1),
            import_id=404,
            line=1,
            changed_at=session.now,
        )
    )


async def test_a_failed_commit_fails_its_whole_batch_and_nothing_after(
    db: Database, path: Path
) -> None:
    results = await together(db, join(1), promise_a_reward_that_never_comes, join_fast(2))
    assert [type(result) for result in results] == [DatabaseUnavailableError] * 3
    assert members(path) == []
    assert await together(db, join(1), join_fast(2)) == [1, 2]
    assert members(path) == [1, 2]


def fill_the_disk(session: Session) -> None:
    """Write more than the database may hold."""
    (pages,) = session.connection().exec_driver_sql("PRAGMA page_count").one()
    session.connection().exec_driver_sql(f"PRAGMA max_page_count={pages + 8}")
    for number in range(8):
        session.add(
            RewardImage(
                community_id=CLUB,
                id=number,
                media_type="image/png",
                content=bytes(64_000),
                thumbnail=b"",
            )
        )
        session.flush()


def evict(session: Session) -> None:
    session.connection().exec_driver_sql("PRAGMA max_page_count=1000000")


async def test_a_full_disk_tells_nobody_a_lie(db: Database, path: Path) -> None:
    results = await together(db, join(1), fill_the_disk, join_fast(2))
    assert isinstance(results[1], DatabaseUnavailableError)
    assert members(path) == [result for result in results if isinstance(result, int)]
    await db.write(evict)
    assert await db.write(join(3)) == 3
    assert members(path)[-1] == 3


async def test_nobody_is_answered_before_the_commit(db: Database, path: Path) -> None:
    gate = Gate()
    first = await handed_in(db.write(gate))
    await gate.reached()
    last = Gate()
    tasks = await handed_in(db.write(join(1)), db.write(join_fast(2)), db.write(last))
    seen: list[list[int]] = []
    for task in tasks:
        task.add_done_callback(lambda _: seen.append(members(path)))
    gate.open()
    await asyncio.gather(*first)
    await last.reached()  # by now the other two have been run
    await asyncio.sleep(0)  # and would have their answers
    assert not any(task.done() for task in tasks)
    assert members(path) == []
    last.open()
    await asyncio.gather(*tasks)
    assert seen == [[1, 2]] * 3


async def test_a_locked_database_is_unavailable_until_it_is_let_go(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.01)
    db = connect(f"sqlite:///{path}", still_world(clock))
    other = sqlite3.connect(path, isolation_level=None)
    try:
        await db.write(join(1))
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnavailableError):
            await db.write(join(2))
        assert await db.read(lambda session: session.get(Member, (CLUB, 2))) is None
        other.execute("ROLLBACK")
        await db.write(join(3))
    finally:
        other.close()
        await db.close()
    assert members(path) == [1, 3]


async def test_a_mistake_is_not_called_an_outage(db: Database) -> None:
    def ask_nonsense(session: Session) -> None:
        session.connection().exec_driver_sql("SELECT * FROM nowhere")

    for run in (db.read, db.write):
        with pytest.raises(OperationalError):
            await run(ask_nonsense)


async def test_close_finishes_what_was_handed_in(path: Path, clock: Clock) -> None:
    db = connect(f"sqlite:///{path}", still_world(clock))
    gate = Gate()
    first = await handed_in(db.write(gate))
    await gate.reached()
    jobs = BATCH + 5
    tasks = await handed_in(*(db.write(join(number)) for number in range(jobs)), db.close())
    with pytest.raises(DatabaseUnavailableError):
        await db.write(join(jobs))
    gate.open()
    await asyncio.gather(*first, *tasks)
    assert members(path) == list(range(jobs))


@pytest.fixture
def power_cuts(no_power_cut: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commits wait for the disk, as they do where the program runs."""
    monkeypatch.setattr(engines, "SYNCHRONOUS", no_power_cut)


async def test_a_commit_reaches_the_disk(power_cuts: None, db: Database) -> None:
    def pragmas(session: Session) -> dict[str, Any]:
        ask = session.connection().exec_driver_sql
        names = ("journal_mode", "synchronous", "foreign_keys")
        return {name: ask(f"PRAGMA {name}").scalar() for name in names}

    full = 2
    assert await db.write(pragmas) == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
    }


async def test_a_writer_at_rest_tidies_up(
    db: Database, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gives memory back, and whoever comes then is served, and it rests again."""
    monkeypatch.setattr(jobs_module, "REST_SECONDS", 0.01)
    told = asyncio.Event()
    loop = asyncio.get_running_loop()

    def trace(sql: str) -> None:
        if sql == "PRAGMA shrink_memory":
            loop.call_soon_threadsafe(told.set)

    for number in range(2):
        await db.write(lambda session: session.driver.set_trace_callback(trace))
        await asyncio.wait_for(told.wait(), 30)
        told.clear()
        # The log was brought into the file: seen to fail where it was not.
        assert members(copyfile(path, tmp_path / f"{number}.db")) == list(range(number))
        await db.write(join(number))
    assert members(path) == [0, 1]
