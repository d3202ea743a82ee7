"""Whether a SQLite file is whole, by SQLite's own check."""

import sqlite3
import threading
from contextlib import closing
from itertools import islice
from pathlib import Path

from db.errors import in_one_line, is_damage

MOST = 20
"""How many faults are looked for; one is enough to restore a copy."""

STEPS = 10_000
"""After how many of SQLite's steps it looks whether it is to stop: some milliseconds."""


def damage(file: Path, *, quick: bool = False, stop: threading.Event | None = None) -> list[str]:
    """Return what is wrong with a file, in SQLite's words; nothing is the proof.

    `quick` leaves out whether indexes and references hold. Reads all of the file, so call it in
    a thread. Another process may use the file meanwhile.
    """
    try:
        with closing(sqlite3.connect(file)) as connection:
            stop_when(connection, stop)
            connection.execute("PRAGMA query_only=ON")
            kind = "quick_check" if quick else "integrity_check"
            findings = connection.execute(f"PRAGMA {kind}({MOST})").fetchall()
            if findings != [("ok",)]:
                lines = [line for (text,) in findings for line in text.split("\n")]
                return [in_one_line(line) for line in lines if not line.startswith("***")]
            return [] if quick else _references(connection)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if is_damage(error):
            return [in_one_line(error)]
        raise


def stop_when(connection: sqlite3.Connection, stop: threading.Event | None) -> None:
    """Let what a connection does end with `sqlite3.OperationalError` once an event is set."""
    if stop is not None:
        connection.set_progress_handler(stop.is_set, STEPS)


def _references(connection: sqlite3.Connection) -> list[str]:
    """Return rows that refer to what is not there."""
    return [
        f"{table}: row {row} refers to no {parent}"
        for table, row, parent, _ in islice(connection.execute("PRAGMA foreign_key_check"), MOST)
    ]
