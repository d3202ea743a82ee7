"""Dividing the tables among machines: what is told to Citus, in which order, and when.

Citus itself is not here: its functions are stood in for by ones that write down what they were
asked for, in a real PostgreSQL.
"""

import asyncio
from collections.abc import Iterator

import pytest
from sqlalchemy import Table, UniqueConstraint

from db import distribution, engines
from db.convert import convert
from db.engines import is_sqlite
from db.errors import CannotConvertError, CannotDistributeError
from db.migrate import distribute, is_distributed, migrate, version
from db.tables import metadata
from tests.db.schema import run
from tests.support.databases import PostgresServer, SqliteFiles

_STAND_IN = (
    "CREATE TABLE pg_dist_partition (logicalrelid oid, partmethod text)",
    "CREATE TABLE asked (id serial, what text, name text, by text, beside text)",
    """
    CREATE FUNCTION create_distributed_table(name text, by text, colocate_with text)
    RETURNS void LANGUAGE sql AS $$
        INSERT INTO pg_dist_partition VALUES (name::regclass, 'h');
        INSERT INTO asked (what, name, by, beside) VALUES ('divide', name, by, colocate_with);
    $$""",
    """
    CREATE FUNCTION truncate_local_data_after_distributing_table(name text)
    RETURNS void LANGUAGE sql AS $$
        INSERT INTO asked (what, name) VALUES ('empty', name);
    $$""",
    "INSERT INTO pg_extension VALUES (1, 'citus', 10, 11, false, '13.2', NULL, NULL)",
)


@pytest.fixture
def citus(postgres: PostgresServer) -> Iterator[str]:
    """The URL of a database without a table of ours, with the stand-in for Citus."""
    if postgres.machines:
        pytest.skip("Citus itself is there")
    url = postgres.empty()
    asyncio.run(run(url, *_STAND_IN))
    yield url
    postgres.drop(url)


async def asked(url: str, what: str) -> list[tuple[str, str, str]]:
    """Return what was asked of Citus: the table, its column, and the table beside which it goes."""
    query = (
        f"SELECT trim(name, '\"') AS name, by, beside FROM asked WHERE what = '{what}' ORDER BY id"
    )
    engine = engines.postgres(url)
    async with engine.connect() as connection:
        rows = (await connection.exec_driver_sql(query)).mappings().all()
    await engine.dispose()
    return [(row["name"], row["by"], row["beside"]) for row in rows]


def column(table: Table) -> str:
    """Return the column that says whose a row is."""
    return "id" if table.name == "community" else "community_id"


async def test_every_table_is_divided_by_community_beside_the_others(citus: str) -> None:
    assert await distribute(citus) == len(metadata.tables)
    divided = await asked(citus, "divide")
    assert divided[0][2] == "default"
    assert {beside for *_, beside in divided[1:]} == {f'"{divided[0][0]}"'}
    assert {name: by for name, by, _ in divided} == {
        name: column(table) for name, table in metadata.tables.items()
    }
    assert {name for name, *_ in await asked(citus, "empty")} == metadata.tables.keys()


async def test_a_table_comes_after_what_it_refers_to(citus: str) -> None:
    """Citus refuses a reference from a table that is divided to one that is not.

    Seen to fail with the tables in alphabetical order.
    """
    await distribute(citus)
    place = {name: number for number, (name, *_) in enumerate(await asked(citus, "divide"))}
    for name, table in metadata.tables.items():
        for key in table.foreign_key_constraints:
            assert place[key.referred_table.name] < place[name]


async def test_dividing_again_does_nothing(citus: str) -> None:
    await distribute(citus)
    before = await asked(citus, "divide")
    assert await distribute(citus) == 0
    assert await asked(citus, "divide") == before


async def test_migrating_divides_nothing(citus: str) -> None:
    await migrate(citus)
    assert not await is_distributed(citus)
    assert not await asked(citus, "divide")


async def test_a_table_that_a_later_migration_makes_is_divided_too(citus: str) -> None:
    """Seen to fail without the last step of `upgrade`."""
    await migrate(citus, "0010")
    await distribute_what_is_there(citus)
    assert "import_part" not in dict.fromkeys(name for name, *_ in await asked(citus, "divide"))
    await migrate(citus)
    assert "import_part" in [name for name, *_ in await asked(citus, "divide")]


async def test_what_is_divided_takes_no_copy(citus: str, sqlite_files: SqliteFiles) -> None:
    """It is copied first and divided afterwards."""
    await distribute(citus)
    source = sqlite_files.fresh()
    with pytest.raises(CannotConvertError, match="divided"):
        await convert(source, citus, lambda *_: None)
    sqlite_files.give_back(source)


async def distribute_what_is_there(url: str) -> None:
    """Divide the tables of an older version of the program."""
    engine = engines.postgres(url)
    async with engine.begin() as connection:
        await connection.run_sync(distribution.distribute)
    await engine.dispose()


async def test_without_citus_nothing_is_changed(empty: str, request: pytest.FixtureRequest) -> None:
    if not is_sqlite(empty) and request.getfixturevalue("postgres").machines:
        pytest.skip("Citus is there")
    with pytest.raises(CannotDistributeError, match="sqlite" if is_sqlite(empty) else "extension"):
        await distribute(empty)
    assert (await version(empty))[0] is None


def test_what_is_unique_is_so_within_a_community() -> None:
    """No machine could know of another's rows whether a value is there already."""
    for table in metadata.sorted_tables:
        by = column(table)
        unique = [
            table.primary_key.columns,
            *(one.columns for one in table.constraints if isinstance(one, UniqueConstraint)),
            *(index.columns for index in table.indexes if index.unique),
        ]
        for columns in unique:
            assert by in [column.name for column in columns], columns


def test_what_refers_to_a_row_names_its_community() -> None:
    """So that both rows are on one machine."""
    for table in metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            pairs = [(one.parent.name, one.column.name) for one in key.elements]
            assert (column(table), column(key.referred_table)) in pairs
