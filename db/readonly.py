"""Looking into a SQLite file beside a running bot, without being able to change anything."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from db.errors import DatabaseUnavailableError, in_one_line

BUSY_SECONDS = 5.0
"""How long a look waits for somebody else's lock."""


class ReadOnlyFile:
    """A connection of its own to a SQLite file, which SQLite itself keeps from writing.

    It belongs to one thread at a time.
    """

    def __init__(self, path: Path) -> None:
        """Open the file; `sqlite3.OperationalError` where there is none."""
        self._connection = sqlite3.connect(
            f"file:{quote(str(path))}?mode=ro",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        self._connection.execute("PRAGMA query_only=ON")

    def rows(self, statement: str, *values: object) -> Sequence[tuple[Any, ...]]:
        """Return the rows of a SELECT; `DatabaseUnavailableError` where others lock the file."""
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.OperationalError as error:
            raise DatabaseUnavailableError(in_one_line(error)) from error

    def version(self) -> int:
        """Return a number that changes whenever others have committed something."""
        ((number,),) = self.rows("PRAGMA data_version")
        return int(number)

    def close(self) -> None:
        """Close it."""
        self._connection.close()
