"""Watches that each statement keeps to one community, as several machines ask for.

What locks or writes says whose rows it means, in the form by which Citus finds the machine: for
each table `community_id = $1`, or that it equals that of a table for which this is said. So does
what only reads, except where the place that asks is listed in `tests/support/across.py`.

It goes by the SQL that is sent to PostgreSQL, wherever that was built.
"""

import sys
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from functools import wraps
from types import FrameType
from typing import Any

import asyncpg
import pytest
from sqlalchemy import Connection, Engine, event

from tests.support.across import MAY_LOCK_AND_WRITE, MAY_READ
from tests.support.sql import judge

_PROGRAM = ("bot.", "cogs.", "db.")
_BELOW = {"db.session", "db.statement", "db.postgres"}
"""Files through which all statements go."""


class Watcher:
    """Notes what does not keep to one community and is not listed.

    `program`: how the names of the modules begin whose statements it judges. What a test asks for
    itself is no matter of ours.
    """

    def __init__(
        self,
        program: tuple[str, ...] = _PROGRAM,
        may_read: Set[str] = MAY_READ.keys(),
        may_write: Set[str] = MAY_LOCK_AND_WRITE.keys(),
    ) -> None:
        self._program = program
        self._listed = {False: may_read, True: may_write}
        self._refused: dict[str, str] = {}

    def look(self, sql: str) -> None:
        """Look at a statement that is about to be sent."""
        verdict = judge(sql)
        place = self._place(sys._getframe(1)) if verdict.across else None
        if (
            place is not None
            and not {place, place.rpartition(".")[0]} & self._listed[verdict.writes]
        ):
            does = "locks or writes" if verdict.writes else "reads"
            tables = ", ".join(verdict.across)
            self._refused[place] = f"{place} {does} {tables} of any community: {sql}"

    def take_refused(self) -> list[str]:
        """Return what was refused since the last time, each place once."""
        refused, self._refused = list(self._refused.values()), {}
        return refused

    def _place(self, frame: FrameType | None) -> str | None:
        """Return the function that asks, as `module.function`; None where a test does."""
        while frame is not None:
            module, name = str(frame.f_globals.get("__name__")), frame.f_code.co_name
            if module.startswith(self._program):
                if module not in _BELOW and not name.startswith("<"):
                    return f"{module}.{name}"
            elif module.startswith("tests.") and module != __name__:
                return None
            frame = frame.f_back
        return None


@contextmanager
def watching(watcher: Watcher) -> Iterator[None]:
    """Let it look at everything that goes to PostgreSQL: by way of SQLAlchemy, and past it."""

    def by_sqlalchemy(connection: Connection, _cursor: object, sql: str, *_: object) -> None:
        if connection.dialect.name == "postgresql":
            watcher.look(sql)

    def past_it(send: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(send)
        def look_and_send(connection: Any, sql: str, *values: Any, **options: Any) -> Any:
            watcher.look(sql)
            return send(connection, sql, *values, **options)

        return look_and_send

    event.listen(Engine, "before_cursor_execute", by_sqlalchemy)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("execute", "executemany", "fetch", "fetchmany", "fetchrow", "fetchval"):
            patch.setattr(asyncpg.Connection, name, past_it(getattr(asyncpg.Connection, name)))
        yield
    event.remove(Engine, "before_cursor_execute", by_sqlalchemy)
