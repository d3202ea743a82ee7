"""Statements of the busiest roads, compiled once.

The ORM's own work, not the disk, limits how many claims a second SQLite can take. A statement
that is built once and goes straight to the driver costs a fraction of one that is built anew.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import BindParameter, ClauseElement, Connection, Executable, bindparam
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler

_SQLITE = sqlite.dialect(paramstyle="qmark")


_PREFIX = "given_"


def param(name: str) -> BindParameter[Any]:
    """Return a parameter of a hot statement.

    SQLAlchemy takes a parameter with a column's name for a value to set, hence the prefix.
    """
    return bindparam(_PREFIX + name)


class Statement:
    """A Core statement for `Session.run`. Name its parameters with `param`.

    One that changes something should say RETURNING: the rows tell whether it did. IN with a list
    is not for here, since its SQL depends on the list.
    """

    def __init__(self, core: Executable) -> None:
        self.core = core

    @cached_property
    def _sqlite(self) -> "_Compiled":
        return _Compiled(self.core)

    def run(self, connection: Connection, parameters: Mapping[str, Any]) -> Sequence[Any]:
        """Run on a connection of SQLAlchemy's and return the rows."""
        given = {_PREFIX + name: value for name, value in parameters.items()}
        result = connection.execute(self.core, given)
        return result.all() if result.returns_rows else []

    def run_on_sqlite(self, driver: Any, parameters: Mapping[str, Any]) -> list[Any]:
        """Run on a bare `sqlite3` connection and return the rows."""
        return self._sqlite.run(driver, parameters)


class _Compiled:
    def __init__(self, core: Executable) -> None:
        assert isinstance(core, ClauseElement)
        compiled = core.compile(dialect=_SQLITE)
        assert isinstance(compiled, SQLCompiler)
        self._sql = str(compiled)
        # For each place in the SQL: the name of its parameter, or None and a constant.
        self._slots: list[tuple[str | None, Any, Callable[[Any], Any] | None]] = [
            (
                name.removeprefix(_PREFIX) if name.startswith(_PREFIX) else None,
                compiled.params[name],
                compiled.binds[name].type.dialect_impl(_SQLITE).bind_processor(_SQLITE),
            )
            for name in compiled.positiontup or ()
        ]
        columns = list(getattr(core, "exported_columns", ()) or ())
        self._row = namedtuple("Row", [column.key for column in columns]) if columns else None
        readers = [
            column.type.dialect_impl(_SQLITE).result_processor(_SQLITE, None) for column in columns
        ]
        self._readers = readers if any(readers) else None

    def run(self, driver: Any, parameters: Mapping[str, Any]) -> list[Any]:
        values = []
        for name, constant, process in self._slots:
            value = constant if name is None else parameters[name]
            values.append(value if process is None else process(value))
        rows = driver.execute(self._sql, values).fetchall()
        if self._row is None:
            return []
        make, readers = self._row, self._readers
        if readers is None:
            return [make(*row) for row in rows]
        return [
            make(
                *[
                    cell if read is None else read(cell)
                    for read, cell in zip(readers, row, strict=True)
                ]
            )
            for row in rows
        ]
