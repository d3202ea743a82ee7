"""A copy of a SQLite database, taken while it is in use."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url

from db.engines import is_sqlite
from db.errors import DatabaseUnavailableError


class NotAFileError(Exception):
    """The database is a server, which has tools of its own for this."""


def back_up(url: str, folder: Path, now: datetime) -> Path:
    """Copy the database into a dated file and return it; the file is whole or absent.

    Raises `NotAFileError` for PostgreSQL, `DatabaseUnavailableError` if there is no such
    database or no room.
    """
    if not is_sqlite(url):
        raise NotAFileError
    source = Path(make_url(url).database or "")
    if not source.is_file():
        raise DatabaseUnavailableError(f"{source} does not exist")
    target = folder / f"{source.stem}-{now:%Y-%m-%d-%H%M%S}.db"
    unfinished = target.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(source)) as connection:
            connection.execute("VACUUM INTO ?", (str(unfinished),))
        unfinished.rename(target)
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise DatabaseUnavailableError(str(error)) from error
    return target
