"""How long each transaction holds SQLite's writer, whichever build it is that writes."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch


class _Cursor(sqlite3.Cursor):
    connection: "_Connection"

    def execute(self, sql: str, *args: Any) -> Any:
        self.connection.begins(sql)
        return super().execute(sql, *args)


class _Connection(sqlite3.Connection):
    """Measures from BEGIN IMMEDIATE until the commit is done."""

    held: list[float]
    began: float | None = None

    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)

    def execute(self, sql: str, *args: Any) -> Any:
        self.begins(sql)
        done = super().execute(sql, *args)
        if sql.startswith("COMMIT"):
            self._ended()
        return done

    def commit(self) -> None:
        super().commit()
        self._ended()

    def begins(self, sql: str) -> None:
        if sql.startswith("BEGIN IMMEDIATE"):
            self.began = time.perf_counter()

    def _ended(self) -> None:
        if self.began is not None:
            self.held.append(time.perf_counter() - self.began)
            self.began = None


@contextmanager
def watched() -> Iterator[list[float]]:
    """Give a list to which every transaction is added, in seconds; connect within."""
    held: list[float] = []
    real = sqlite3.connect

    def connect(*args: Any, **kwargs: Any) -> Any:
        connection = real(*args, **({"factory": _Connection} | kwargs))
        if isinstance(connection, _Connection):
            connection.held = held
        return connection

    with patch.object(sqlite3.dbapi2, "connect", connect):
        yield held
