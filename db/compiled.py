"""A statement as one of the databases takes it: its SQL, its values, and what rows come of it."""

import json
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ARRAY,
    JSON,
    ClauseElement,
    Column,
    ColumnDefault,
    Date,
    DateTime,
    Dialect,
    Executable,
)
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

PREFIX = "given_"
"""With which names of parameters begin: SQLAlchemy takes one with a column's name for its value."""


def returned(core: Any) -> list[Any]:
    """Return the columns of the rows that a statement returns."""
    return list(getattr(core, "exported_columns", ()) or ())


def _default(column: Column[Any]) -> Any:
    """Return what a row has in a column that a statement does not mention."""
    default = column.default
    assert isinstance(default, ColumnDefault)
    return default.arg(None) if default.is_callable else default.arg


_SHARED: dict[tuple[object, Dialect, bool], Callable[[Any], Any]] = {}
"""For moments and days, by their type: each stands in many rows, of several tables."""


def _processor(
    type_: TypeEngine[Any], dialect: Dialect, *, binds: bool
) -> Callable[[Any], Any] | None:
    """Return what turns values into the driver's, or those into ours."""
    if binds and isinstance(type_, ARRAY):
        each = _processor(type_.item_type, dialect, binds=True)
        return None if each is None else lambda values: list(map(each, values))
    impl = type_.dialect_impl(dialect)
    if binds and isinstance(type_, JSON):
        return _json
    process = impl.bind_processor(dialect) if binds else impl.result_processor(dialect, None)
    if process is not None and isinstance(type_, JSON):
        return _from_json
    of_time = isinstance(getattr(type_, "impl_instance", type_), Date | DateTime)
    if process is None or not of_time:
        return process
    return _SHARED.setdefault((type(type_), dialect, binds), lru_cache(maxsize=4096)(process))


_encode = json.JSONEncoder(check_circular=False).encode  # nothing that is stored holds itself


def _json(value: object) -> str:
    return "{}" if value == {} else _encode(value)  # mostly there is nothing to say


def _from_json(stored: str | None) -> Any:
    if stored == "{}":
        return {}
    return None if stored is None else json.loads(stored)


class Compiled:
    """A statement's SQL for one database, and what turns values into the driver's and back."""

    def __init__(self, core: Executable, dialect: Dialect) -> None:
        assert isinstance(core, ClauseElement)
        compiled = core.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        self.sql = str(compiled)
        # What a table fills in by itself is known here only by its column.
        constants = dict(compiled.params) | {
            column.key: _default(column) for column in compiled.insert_prefetch
        }
        # For each place in the SQL the name of its parameter, or None and the driver's constant;
        # and for some parameters what turns a value into the driver's.
        self._slots = list[tuple[str | None, Any]]()
        self._binders = list[tuple[int, Callable[[Any], Any]]]()
        for at, name in enumerate(compiled.positiontup or ()):
            bind = _processor(compiled.binds[name].type, dialect, binds=True)
            if not name.startswith(PREFIX):
                constant = constants[name]
                self._slots.append((None, constant if bind is None else bind(constant)))
                continue
            self._slots.append((name.removeprefix(PREFIX), None))
            if bind is not None:
                self._binders.append((at, bind))
        names = self.names
        self._pick = itemgetter(*names) if len(names) > 1 else None
        self._picks_all = self._pick is not None and len(names) == len(self._slots)
        columns = returned(core)
        self._row = namedtuple("Row", [column.key for column in columns]) if columns else None
        readers = [_processor(column.type, dialect, binds=False) for column in columns]
        self._readers = [(at, read) for at, read in enumerate(readers) if read is not None]

    @property
    def names(self) -> list[str]:
        """The parameters."""
        return [name for name, _ in self._slots if name is not None]

    @property
    def places(self) -> int:
        """How many values its SQL takes; one for each number, as they all differ."""
        return len(self._slots)

    def values(self, parameters: Mapping[str, Any]) -> list[Any]:
        """Return what stands in each place of the SQL."""
        if self._pick is not None and self._picks_all:
            values = list(self._pick(parameters))
        else:
            values = [
                constant if name is None else parameters[name] for name, constant in self._slots
            ]
        for at, bind in self._binders:
            values[at] = bind(values[at])
        return values

    def values_of_many(self, many: Sequence[Mapping[str, Any]]) -> Iterable[Sequence[Any]]:
        """Return the same for each of many parameters; a column is turned at once."""
        if self._pick is None:
            return map(self.values, many)
        picked = iter(zip(*map(self._pick, many), strict=True))
        columns: list[Iterable[Any]] = [
            repeat(constant) if name is None else next(picked) for name, constant in self._slots
        ]
        for at, bind in self._binders:
            columns[at] = map(bind, columns[at])
        return zip(*columns)  # noqa: B905  # constants are as many as the others

    def rows(self, found: Sequence[Sequence[Any]]) -> list[Any]:
        """Return rows whose columns are attributes."""
        if self._row is None:
            return []
        make = self._row
        if not self._readers:
            return [make(*row) for row in found]
        return [make(*self._read(row)) for row in found]

    def _read(self, row: Sequence[Any]) -> list[Any]:
        cells = list(row)
        for at, read in self._readers:
            cells[at] = read(cells[at])
        return cells
