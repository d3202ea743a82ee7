"""A copy of a SQLite database, taken while it is in use."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import make_url

from db.engines import is_sqlite
from db.errors import DatabaseUnavailableError

NIGHT = 3
"""The hour, by the clock of this machine, from which on a new night's copy is due."""

_DATED = "%Y-%m-%d-%H%M%S"


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
    target = folder / f"{source.stem}-{now:{_DATED}}.db"
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


def back_up_nightly(url: str, folder: Path, keep: int, now: datetime) -> Path | None:
    """Copy the database unless that was done since the last night began; keep the newest copies.

    So a night that was missed is made up for as soon as somebody asks again.
    """
    night = now.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    if night > now:
        night -= timedelta(days=1)
    night, until = night.replace(tzinfo=None), now.replace(tzinfo=None)
    if any(night <= made <= until for made in _copies(url, folder)):
        return None
    for left_over in folder.glob("*.part"):  # by a process that was killed
        left_over.unlink(missing_ok=True)
    made = back_up(url, folder, now)
    copies = _copies(url, folder)
    for old in sorted(copies)[:-keep]:
        copies[old].unlink(missing_ok=True)
    return made


def last_backup(url: str, folder: Path) -> datetime | None:
    """Return when the newest copy in a folder was made; None: there is none."""
    made = max(_copies(url, folder), default=None)
    return made.astimezone() if made is not None else None


def _copies(url: str, folder: Path) -> dict[datetime, Path]:
    """Return a database's copies in a folder by when they were made, by this machine's clock."""
    named = Path(make_url(url).database or "").stem.replace("%", "%%") + "-" + _DATED
    copies = {}
    for file in folder.glob("*.db"):
        try:
            made = datetime.strptime(file.stem, named)  # noqa: DTZ007  # as it was named
        except ValueError:  # none of ours
            continue
        copies[made] = file
    return copies
