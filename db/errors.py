"""What can go wrong with the database itself, whatever was asked of it."""


class DatabaseError(Exception):
    """The database could not do its work."""


class DatabaseUnavailableError(DatabaseError):
    """Locked, full or away: nothing was changed, and trying again later may succeed."""


class DatabaseTooNewError(DatabaseError):
    """The schema is newer than this program."""
