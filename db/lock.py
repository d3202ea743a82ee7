"""The lock file that lets one bot use a SQLite file at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.engines import is_sqlite, sqlite_file
from db.errors import DatabaseInUseError, DatabaseUnavailableError
from db.private import private_folder


def lock_file(url: str) -> Path:
    """Return the file beside a SQLite database that whoever runs on it holds locked."""
    file = sqlite_file(url).resolve()  # so that a link to it is no second database
    return file.with_name(f"{file.name}.lock")


def files_of(url: str) -> list[Path]:
    """Return the files that SQLite and we may make for a database."""
    file = sqlite_file(url)
    return [file, *(file.with_name(file.name + end) for end in ("-wal", "-shm")), lock_file(url)]


@contextmanager
def exclusive(url: str) -> Iterator[None]:
    """Be the only one until the block ends; `DatabaseInUseError` names who is already.

    For `run`, `migrate`, `convert`, and whatever puts another database into its place. The system
    lets go of the lock when the process ends, however it ends; the file stays. A server needs none.
    """
    if not is_sqlite(url):
        yield
        return
    path = lock_file(url)
    try:
        private_folder(path.parent)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise DatabaseUnavailableError(f"{path}: {error.strerror}") from error
    with os.fdopen(descriptor, "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DatabaseInUseError(file.read().strip() or "?") from None
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
