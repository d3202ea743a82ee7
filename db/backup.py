"""A copy of a SQLite database, taken while it is in use."""

import sqlite3
import threading
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from db.engines import is_sqlite, sqlite_file
from db.errors import (
    DatabaseDamagedError,
    DatabaseMissingError,
    DatabaseUnavailableError,
    in_one_line,
    is_damage,
)
from db.integrity import damage, stop_when
from db.lock import files_of
from db.private import private_file, private_folder

NIGHT = 3
"""The hour, by the clock of this machine, from which on a new night's copy is due."""

_DATED = "%Y-%m-%d-%H%M%S"


class NotAFileError(Exception):
    """The database is a server, which has tools of its own for this."""


def back_up(url: str, folder: Path, now: datetime, stop: threading.Event | None = None) -> Path:
    """Copy the database into a dated file and return it; the file is whole or absent.

    Raises `NotAFileError` for PostgreSQL, `DatabaseMissingError`, `DatabaseUnavailableError` if
    there is no room or `stop` was set meanwhile, and `DatabaseDamagedError`.
    """
    if not is_sqlite(url):
        raise NotAFileError
    source = sqlite_file(url)
    if not source.is_file():
        raise DatabaseMissingError(f"{source} does not exist")
    target = folder / f"{source.stem}-{now:{_DATED}}.db"
    unfinished = target.with_suffix(".part")
    try:
        private_folder(folder)
        unfinished.unlink(missing_ok=True)
        private_file(unfinished)
        _copy(source, unfinished, stop)
        unfinished.rename(target)
    except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
        kind = DatabaseDamagedError if is_damage(error) else DatabaseUnavailableError
        raise kind(in_one_line(error)) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return target


def _copy(source: Path, target: Path, stop: threading.Event | None) -> None:
    """Copy a database and look whether the copy is whole; stop in the middle when asked to."""
    with closing(sqlite3.connect(source)) as connection:
        stop_when(connection, stop)
        connection.execute("VACUUM INTO ?", (str(target),))
    if found := damage(target, quick=True, stop=stop):
        raise DatabaseDamagedError(found[0])


def back_up_nightly(
    url: str, folder: Path, keep: int, now: datetime, stop: threading.Event | None = None
) -> Path | None:
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
    made = back_up(url, folder, now, stop)
    copies = _copies(url, folder)
    for old in sorted(copies)[:-keep]:
        copies[old].unlink(missing_ok=True)
    return made


def files_with_codes(url: str, folder: Path) -> list[Path]:
    """Return the files of a database and its copies in a folder, as far as they are there."""
    if not is_sqlite(url):
        return []
    files = [*files_of(url), *_copies(url, folder).values()]
    return [file for file in files if file.is_file()]


def last_backup(url: str, folder: Path) -> datetime | None:
    """Return when the newest copy in a folder was made; None: there is none."""
    made = max(_copies(url, folder), default=None)
    return made.astimezone() if made is not None else None


def _copies(url: str, folder: Path) -> dict[datetime, Path]:
    """Return a database's copies in a folder by when they were made, by this machine's clock."""
    named = sqlite_file(url).stem.replace("%", "%%") + "-" + _DATED
    copies = {}
    for file in folder.glob("*.db"):
        try:
            made = datetime.strptime(file.stem, named)  # noqa: DTZ007  # as it was named
        except ValueError:  # none of ours
            continue
        copies[made] = file
    return copies
