"""Which errors may pass by themselves, and which are ours to mend."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from db.errors import DatabaseUnavailableError, is_transient, outages


def fill(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA max_page_count=4")
    connection.execute("INSERT INTO thing VALUES (zeroblob(100000))")


def lock(connection: sqlite3.Connection, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("BEGIN IMMEDIATE")
    finally:
        other.close()


def lose(connection: sqlite3.Connection, path: Path) -> None:
    sqlite3.connect(path / "not a folder")


def misspell(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("SELECT * FROM nowhere")


def break_a_rule(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("INSERT INTO thing VALUES (NULL)")


def write_while_reading(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA query_only=ON")
    connection.execute("INSERT INTO thing VALUES (1)")


@pytest.mark.parametrize(
    ("happens", "passing"),
    [
        (fill, True),
        (lock, True),
        (lose, True),
        (misspell, False),
        (break_a_rule, False),
        (write_while_reading, False),
    ],
)
def test_what_sqlite_says(
    tmp_path: Path, happens: Callable[[sqlite3.Connection, Path], None], passing: bool
) -> None:
    """Also where SQLAlchemy has wrapped it."""
    path = tmp_path / "things.db"
    connection = sqlite3.connect(path, isolation_level=None, timeout=0)
    connection.execute("CREATE TABLE thing (content NOT NULL)")
    with pytest.raises(sqlite3.Error) as raised:
        happens(connection, path)
    connection.close()
    assert is_transient(raised.value) is passing
    assert is_transient(DBAPIError("…", None, raised.value)) is passing


class PostgresError(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("sqlstate", "passing"),
    [
        ("40P01", True),  # deadlock
        ("08006", True),  # connection failure
        ("53100", True),  # disk full
        ("57P01", True),  # shutting down
        ("23505", False),  # unique violation
        ("22003", False),  # number out of range
        ("25006", False),  # written while reading
        ("42P01", False),  # no such table
        ("57014", False),  # query cancelled
    ],
)
def test_what_postgres_says(sqlstate: str, passing: bool) -> None:
    """Driver's own errors meet us bare while connecting, and wrapped afterwards."""
    error = PostgresError(sqlstate)
    assert is_transient(error) is passing
    assert is_transient(DBAPIError("…", None, error)) is passing


def test_other_outages() -> None:
    assert is_transient(ConnectionRefusedError())
    assert is_transient(TimeoutError())
    assert is_transient(PoolTimeoutError())
    assert is_transient(DBAPIError("…", None, Exception(), connection_invalidated=True))
    assert not is_transient(ValueError())


def test_an_outage_becomes_our_own_error_and_nothing_else_does() -> None:
    with pytest.raises(DatabaseUnavailableError) as unavailable, outages():
        raise TimeoutError
    assert isinstance(unavailable.value.__cause__, TimeoutError)
    with pytest.raises(KeyError), outages():
        raise KeyError
