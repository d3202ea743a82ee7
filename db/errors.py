"""What can go wrong with the database itself, whatever was asked of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from asyncpg.exceptions import InterfaceError, PostgresError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

COLLISIONS = ("40001", "40P01")
"""SQLSTATEs of two transactions that met head-on: serialization failure, deadlock."""

_PASSING_SQLSTATES = (
    *COLLISIONS,
    "08",  # no connection
    "28",  # we are not let in
    "3D",  # there is no database of that name
    "55P03",  # somebody else's lock was not let go in time
    "53",  # full: disk, memory, connections
    "57P",  # shutting down, or starting up
    "58",  # the system below it failed
)
_PASSING_ON_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
}

_DAMAGE_ON_SQLITE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class DatabaseError(Exception):
    """The database could not do its work."""


class DatabaseUnavailableError(DatabaseError):
    """Locked, full or away; trying again later may succeed.

    Nothing was changed, unless the connection broke while PostgreSQL committed: then nobody can
    know, and the key of what was asked keeps a second try from doing it twice.
    """


class DatabaseTooNewError(DatabaseError):
    """The schema is newer than this program."""


class DatabaseMissingError(DatabaseUnavailableError):
    """There is no such SQLite file."""


class DatabaseDamagedError(DatabaseError):
    """The file is damaged, or is no database at all; only a copy helps."""


class CannotDistributeError(DatabaseError):
    """Its tables cannot be divided among machines: it is "sqlite", or lacks the "extension"."""


class CannotConvertError(DatabaseError):
    """A database cannot go on in this one, in which nothing was changed.

    It has "rows" already, is "divided", or a `table` would come out "unlike" what went in.
    """

    def __init__(self, reason: str, table: str = "") -> None:
        self.table = table
        super().__init__(reason)


class DatabaseInUseError(DatabaseError):
    """Another process holds what bears only one; its id is the error's text."""


class StaleError(Exception):
    """A condition in SQL has refused what was decided: it went by rows that are others by now.

    Everything must be undone; then the same can be decided on what is there now.
    """


def sqlstate(error: BaseException) -> str:
    """Return what PostgreSQL calls an error; empty if it is not one of its own."""
    return getattr(getattr(error, "orig", error), "sqlstate", None) or ""


def is_transient(error: BaseException) -> bool:
    """Tell an outage, which may pass by itself, from a mistake of ours or a broken rule."""
    if isinstance(error, OSError | PoolTimeoutError) or type(error) is InterfaceError:
        return True  # the last is how `asyncpg` says that the connection is closed
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    if sqlstate(error).startswith(_PASSING_SQLSTATES):
        return True
    return _sqlite_code(error) in _PASSING_ON_SQLITE


def in_one_line(message: object) -> str:
    """Return what SQLite says, which may quote anything that stands in a damaged file."""
    return "".join(sign if sign.isprintable() else "?" for sign in str(message))


def is_damage(error: BaseException) -> bool:
    """Return whether SQLite could not make sense of its file."""
    if isinstance(error, UnicodeDecodeError):  # its message quotes what it could not read
        return True
    return _sqlite_code(error) in _DAMAGE_ON_SQLITE


def _sqlite_code(error: BaseException) -> int:
    code: int = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0)
    return code & 0xFF  # an extended code says more in its upper bits


def is_from_database(error: BaseException) -> bool:
    """Tell an error of the database, after which a transaction can only be undone."""
    known = DBAPIError | sqlite3.Error | PostgresError | InterfaceError
    return isinstance(error, known) or is_transient(error)


def is_ours(error: BaseException) -> bool:
    """Tell a mistake of ours from what trying again may mend: an outage, or a collision."""
    return not is_transient(error) and sqlstate(error) not in COLLISIONS


@contextmanager
def outages() -> Iterator[None]:
    """Turn an outage into `DatabaseUnavailableError`, and leave every other error alone.

    A file that SQLite cannot make sense of becomes `DatabaseDamagedError`.
    """
    try:
        yield
    except Exception as error:
        if is_damage(error):
            raise DatabaseDamagedError(in_one_line(getattr(error, "orig", error))) from error
        if is_transient(error):
            said = getattr(error, "orig", error)
            raise DatabaseUnavailableError(type(said.__cause__ or said).__name__) from error
        raise
