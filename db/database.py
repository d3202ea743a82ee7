"""The database as the rest of Laurel sees it: `read`, `write`, `work`, the same for both kinds."""

from collections.abc import Callable, Hashable, Sequence
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from db.engines import is_sqlite
from db.lock import exclusive
from db.migrate import migrate, version
from db.postgres import PostgresDatabase
from db.session import Session, World, real_world
from db.sqlite import SqliteDatabase
from db.waiting import Waiting

P = ParamSpec("P")
T = TypeVar("T")
Request = TypeVar("Request")


class Database(Protocol):
    """Runs use cases, each in one transaction."""

    world: World
    waiting: Waiting

    async def read(
        self,
        use_case: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a use case that only reads, on one consistent view."""
        ...

    async def write(
        self,
        use_case: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a use case that somebody waits for; return once its commit is on disk.

        An exception of the use case undoes it alone. A caller that goes away does not stop it.
        It may be run more than once before it is committed, so it has no effect but on the session.
        """
        ...

    async def work(
        self,
        use_case: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Do the same for background work, which lets whatever people wait for go first."""
        ...

    async def write_together(
        self,
        use_case: Callable[[Session, Sequence[Request]], Sequence[T | Exception]],
        request: Request,
        group: Hashable,
    ) -> T:
        """Do the same for what many people ask for at the same moment: one transaction for all.

        `use_case` gets those requests of a `group` that wait, and returns an outcome for each; one
        that is an exception is raised to whoever asked. If it raises, nothing of it is done, and
        each request is tried alone.
        """
        ...

    async def close(self) -> None:
        """Finish what was handed in, then let go of every connection."""
        ...


async def open_database(url: str, world: World | None = None) -> Database:
    """Open the database at a SQLAlchemy URL and bring its schema up to date.

    Raises `DatabaseTooNewError` for a schema that this program does not know, and
    `DatabaseUnavailableError` where nothing answers.
    """
    await migrate(url)
    return connect(url, world or real_world())


async def open_beside(url: str, world: World | None = None) -> Database:
    """Open a database on which a bot may be running: its schema moves only where none does.

    Raises `DatabaseInUseError` where it would have to move under a running bot.
    """
    there, ours = await version(url)
    if there != ours:
        with exclusive(url):
            await migrate(url)
    return connect(url, world or real_world())


def connect(url: str, world: World) -> Database:
    """Open a database whose schema is up to date."""
    if is_sqlite(url):
        return SqliteDatabase(url, world)
    return PostgresDatabase(url, world)
