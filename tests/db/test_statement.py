"""A hot statement gives what SQLAlchemy gives: the same rows, of the same types."""

import asyncio
import enum
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    LargeBinary,
    MetaData,
    String,
    Table,
    and_,
    case,
    create_engine,
    delete,
    func,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlmodel import col

from db.database import Database
from db.engines import postgres as postgres_engine
from db.engines import sqlite_writer
from db.session import Session
from db.statement import BulkStatement, Statement, among, equals, param
from db.tables import Fact
from db.types import UtcDateTime
from db.upsert import insert, insert_row
from tests.support.databases import NOON, PostgresServer

STORE = BulkStatement(insert_row(Fact).on_conflict_do_nothing())
FORGET = BulkStatement(delete(Fact).where(*equals(Fact.community_id, Fact.key)), at_once=True)

THING = Table(
    "thing",
    MetaData(),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("state", String),
    Column("name", String),
    Column("amount", BigInteger),
    Column("ready", Boolean),
    Column("day", Date),
    Column("at", UtcDateTime),
    Column("details", JSON),
    Column("content", LargeBinary),
)


class State(enum.StrEnum):
    OPEN = "open"
    DONE = "done"


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "id": st.integers(1, 2**63 - 1),
    "state": st.sampled_from(State),
    "name": st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    "amount": st.none() | st.integers(-(2**63), 2**63 - 1),
    "ready": st.none() | st.booleans(),
    "day": st.none() | st.dates(),
    "at": st.none()
    | st.datetimes(
        datetime(1900, 1, 1),  # noqa: DTZ001  # hypothesis adds the time zone itself
        datetime(2200, 1, 1),  # noqa: DTZ001
        timezones=st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours))),
    ),
    "details": st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text()),
    "content": st.none() | st.binary(),
}

SELECT = Statement(select(THING).where(THING.c.id == param("id")))
DELETE = Statement(delete(THING).where(THING.c.id == param("id")).returning(*THING.c))
INSERT = Statement(insert(THING).values({name: param(name) for name in VALUES}).returning(*THING.c))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A connection of SQLAlchemy's; its driver is what a hot statement uses."""
    engine = sqlite_writer(f"sqlite:///{tmp_path / 'things.db'}")
    with engine.begin() as opened:
        THING.create(opened)
        yield opened
    engine.dispose()


def driver_of(connection: Connection) -> Any:
    """Return what hot statements go straight to."""
    if connection.dialect.name == "sqlite":
        return connection.connection.driver_connection
    return connection.connection.dbapi_connection


def by_sqlalchemy(
    connection: Connection, statement: Statement | BulkStatement, given: dict[str, Any]
) -> Any:
    """Run a statement as SQLAlchemy runs it by itself."""
    return connection.execute(
        statement.core, {param(name).key: value for name, value in given.items()}
    )


def on_both(connection: Connection, statement: Statement, **parameters: Any) -> list[Any]:
    """Run a statement on both roads from the same state; compare, and return the rows."""
    point = connection.begin_nested()
    result = by_sqlalchemy(connection, statement, parameters)
    slow = result.all() if result.returns_rows else []
    point.rollback()
    fast = statement.run(driver_of(connection), parameters)
    assert [tuple(row) for row in fast] == [tuple(row) for row in slow]
    for quick, row in zip(fast, slow, strict=True):
        assert quick._fields == row._fields
        assert [type(cell) for cell in quick] == [type(cell) for cell in row]
    return list(fast)


def round_trip(connection: Connection, values: dict[str, Any]) -> None:
    """Write a row, read it and remove it, each on both roads."""
    (written,) = on_both(connection, INSERT, **values)
    (read,) = on_both(connection, SELECT, id=values["id"])
    (removed,) = on_both(connection, DELETE, id=values["id"])
    assert written == read == removed
    assert read._asdict() == values
    assert read.at is None or read.at.tzinfo is UTC


@given(st.fixed_dictionaries(VALUES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_type_comes_back_the_same(connection: Connection, values: dict[str, Any]) -> None:
    round_trip(connection, values)


def test_every_type_comes_back_the_same_on_postgres(postgres: PostgresServer) -> None:
    url = postgres.fresh()

    @given(st.fixed_dictionaries(VALUES))
    @settings(deadline=None)
    def compare(connection: Connection, values: dict[str, Any]) -> None:
        round_trip(connection, values)

    async def run() -> None:
        engine = postgres_engine(url)
        async with engine.begin() as connection:
            await connection.run_sync(THING.create)
            await connection.run_sync(compare)
        await engine.dispose()

    asyncio.run(run())
    postgres.give_back(url)


SET = BulkStatement(
    update(THING)
    .where(THING.c.id == param("id"), THING.c.amount == param("before"))
    .values(amount=param("amount"), at=param("at"))
)
ADD = BulkStatement(
    insert(THING)
    .values(id=param("id"), name=param("name"), amount=param("amount"), at=param("at"))
    .on_conflict_do_nothing(index_elements=["id"])
)
AMONG = Statement(
    select(THING.c.id)
    .where(among(THING.c.amount, "amounts"), among(THING.c.at, "moments"), among(THING.c.id, "ids"))
    .order_by(THING.c.id)
)
NAMED = Statement(select(THING.c.id).where(among(THING.c.name, "names")).order_by(THING.c.id))
ODD_NAMES = ['a "b"', "a\\b", "a,b", "{}", "", "NULL", "it's", "\\"]


def many(connection: Connection) -> None:
    """Write and read many rows at once, on both roads from the same state."""
    at = [datetime(2025, 6, day, tzinfo=UTC) for day in range(1, 4)]
    rows = [{"id": n, "name": "x", "amount": n % 2, "at": at[n % 3]} for n in range(1, 9)]

    def on_either(statement: BulkStatement, given: list[dict[str, Any]]) -> int:
        point = connection.begin_nested()
        slow: int = sum(by_sqlalchemy(connection, statement, one).rowcount for one in given)
        point.rollback()
        fast = statement.run(driver_of(connection), given)
        assert slow == fast
        return fast

    assert on_either(ADD, rows[:5]) == 5
    assert on_either(ADD, rows) == 3  # those that are there are left alone
    chosen = {"amounts": [1], "moments": at[:2], "ids": range(2, 9)}
    assert on_both(connection, AMONG, **chosen) == [(3,), (7,)]
    assert on_both(connection, AMONG, amounts=[], moments=at, ids=[1]) == []
    named = [
        {"id": n, "name": name, "amount": 3, "at": at[0]} for n, name in enumerate(ODD_NAMES, 20)
    ]
    assert on_either(ADD, named) == len(ODD_NAMES)
    for row in named:
        assert on_both(connection, NAMED, names=[row["name"], "b"]) == [(row["id"],)]
    changes = [{"id": n, "before": 1, "amount": 5, "at": at[0]} for n in range(1, 9)]
    assert on_either(SET, changes) == 4  # the condition refuses the others
    assert on_either(SET, changes) == 0


def test_many_rows_at_once(connection: Connection) -> None:
    many(connection)


def test_many_rows_at_once_on_postgres(postgres: PostgresServer) -> None:
    url = postgres.fresh()

    async def run() -> None:
        engine = postgres_engine(url)
        async with engine.begin() as connection:
            await connection.run_sync(THING.create)
            await connection.run_sync(many)
        await engine.dispose()

    asyncio.run(run())
    postgres.give_back(url)


@pytest.fixture
def things(connection: Connection) -> Connection:
    """Three things: 1 and 2 open, 3 done."""
    for number in (1, 2, 3):
        INSERT.run(
            driver_of(connection),
            {
                "id": number,
                "state": State.DONE if number == 3 else State.OPEN,
                "name": f"thing {number}",
                "amount": 10 * number,
                "ready": True,
                "day": date(2025, 6, number),
                "at": datetime(2025, 6, number, tzinfo=UTC),
                "details": {"n": number},
                "content": b"\0",
            },
        )
    return connection


def test_constants_of_the_statement(things: Connection) -> None:
    statement = Statement(
        select(THING.c.id, THING.c.day)
        .where(
            THING.c.state == State.OPEN,
            THING.c.day >= date(2025, 6, 2),
            THING.c.at < datetime(2030, 1, 1, tzinfo=UTC),
            or_(THING.c.ready, THING.c.amount > 5),
        )
        .order_by(THING.c.id)
        .limit(10)
    )
    assert on_both(things, statement) == [(2, date(2025, 6, 2))]


def test_a_constant_and_a_parameter_of_one_name(things: Connection) -> None:
    """SQLAlchemy names the value to set after its column, as the parameter is named too."""
    statement = Statement(
        update(THING)
        .where(THING.c.state == param("state"), THING.c.id == param("id"))
        .values(state=State.DONE)
        .returning(THING.c.id, THING.c.state)
    )
    assert on_both(things, statement, id=1, state=State.OPEN) == [(1, "done")]


def test_a_parameter_used_twice(things: Connection) -> None:
    statement = Statement(
        update(THING)
        .where(THING.c.id == param("id"), THING.c.amount >= param("points"))
        .values(amount=THING.c.amount - param("points"))
        .returning(THING.c.amount)
    )
    assert on_both(things, statement, id=2, points=20) == [(0,)]
    assert on_both(things, statement, id=2, points=20) == []


def test_expressions_that_have_a_name(things: Connection) -> None:
    statement = Statement(
        select(
            func.count().label("count"),
            func.sum(THING.c.amount).label("total"),
            func.max(THING.c.at).label("last"),
            literal("x").label("mark"),
            case((func.count() > 2, State.DONE), else_=State.OPEN).label("state"),
            select(func.min(THING.c.day)).scalar_subquery().label("first_day"),
            select(THING.c.details).where(THING.c.id == 99).scalar_subquery().label("missing"),
        )
    )
    (row,) = on_both(things, statement)
    assert (row.total, row.last, row.first_day, row.missing) == (
        60,
        datetime(2025, 6, 3, tzinfo=UTC),
        date(2025, 6, 1),
        None,
    )


def test_an_insert_that_meets_a_row(things: Connection) -> None:
    values = {"id": param("id"), "amount": param("points"), "state": State.OPEN}
    add = Statement(
        insert(THING)
        .values(values)
        .on_conflict_do_update(
            index_elements=["id"], set_={"amount": THING.c.amount + param("points")}
        )
        .returning(THING.c.id, THING.c.amount)
    )
    assert on_both(things, add, id=1, points=5) == [(1, 15)]
    assert on_both(things, add, id=9, points=5) == [(9, 5)]
    once = Statement(
        insert(THING)
        .values(values)
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(THING.c.id)
    )
    assert on_both(things, once, id=9, points=5) == []


def test_what_returns_nothing_gives_no_rows(things: Connection) -> None:
    statement = Statement(
        update(THING).where(and_(THING.c.id == param("id"))).values(name=param("name"))
    )
    assert on_both(things, statement, id=1, name="other") == []
    assert on_both(things, Statement(select(THING.c.name).where(THING.c.id == 1))) == [("other",)]


def test_a_missing_parameter_is_noticed(things: Connection) -> None:
    with pytest.raises(KeyError):
        SELECT.run(driver_of(things), {})


def test_each_list_is_looked_up_by_an_index() -> None:
    """Seen to fail where SQLAlchemy made `(… IN (…)) = 1` of it: all rows were gone through."""
    engine = create_engine("sqlite://")
    THING.metadata.create_all(engine)
    two = select(THING.c.name).where(THING.c.state == "open", among(THING.c.id, "ids"))
    with engine.connect() as connection:
        plan = connection.execute(
            text(f"EXPLAIN QUERY PLAN {two.compile(dialect=engine.dialect)}".replace("?", "'[1]'"))
        )
        assert any("SEARCH thing USING" in row.detail for row in plan)
    engine.dispose()


async def test_statements_for_many_tell_what_each_has_changed(db: Database) -> None:
    """As one or one after the other: a row that is there is not counted, nor is no row."""
    row = {"community_id": 1, "at": NOON}
    old, new = [row | {"key": "old"}], [row | {"key": key} for key in ("old", "new", "newer")]

    def change(session: Session) -> list[int]:
        session.run(Statement(STORE.core.returning(col(Fact.key))), **old[0])
        which = [{"community_id": 1, "key": key} for key in ("old", "nobody")]
        return session.run_bulks([(STORE, new), (STORE, []), (FORGET, which)])

    assert await db.write(change) == [2, 0, 1]
    left = await db.read(lambda session: session.execute(select(col(Fact.key))).scalars().all())
    assert sorted(left) == ["new", "newer"]
