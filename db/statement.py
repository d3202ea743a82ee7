"""Hot statements: the busiest ones, compiled once.

The ORM's own work, not the disk, limits how many claims a second a database can take. A statement
that is built once and goes straight to the driver costs a fraction of one that is built anew.
"""

import json
import sqlite3
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

from sqlalchemy import (
    ARRAY,
    BindParameter,
    Boolean,
    ColumnElement,
    Dialect,
    Executable,
    Text,
    bindparam,
    column,
    func,
    literal,
    literal_column,
    make_url,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.dialects.postgresql.dml import OnConflictDoUpdate
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.visitors import replacement_traverse
from sqlalchemy.types import TypeDecorator, TypeEngine

from db.compiled import PREFIX, Compiled, returned

_SQLITE = sqlite.dialect(paramstyle="qmark")
_POSTGRES = make_url("postgresql+asyncpg://").get_dialect()()


def param(name: str, type_: TypeEngine[Any] | None = None) -> BindParameter[Any]:
    """Return a parameter of a hot statement; its type, where no column tells it.

    SQLAlchemy takes a parameter with a column's name for a value to set, hence the prefix.
    """
    return bindparam(PREFIX + name, type_=type_)


class AsyncDriver(Protocol):
    """What SQLAlchemy makes of a connection of asyncpg's."""

    def run_async(self, use: Callable[[Any], Awaitable[Any]]) -> Any:
        """Wait for what is done with the connection."""


Driver = sqlite3.Connection | AsyncDriver


def params(*names: str, **columns: str) -> dict[str, BindParameter[Any]]:
    """Return parameters for columns to set, called as these are, or otherwise: `kind="wallet"`."""
    return {
        column: param(name) for column, name in ({name: name for name in names} | columns).items()
    }


def equals(*columns: Any, **named: Any) -> list[ColumnElement[bool]]:
    """Ask that columns equal parameters of their names, or of another: `reward_id=Reward.id`."""
    named = {column.key: column for column in columns} | named
    return [column == param(name) for name, column in named.items()]


def inline(value: str) -> ColumnElement[str]:
    """Return a constant of ours that stands in the SQL itself, as in what an index is limited to.

    A bound one would have SQLite and PostgreSQL plan anew each time, to see that the index serves.
    """
    assert value.isidentifier()
    return literal_column(f"'{value}'", Text())


class _ListOf(TypeDecorator[Collection[Any]]):
    """Many values in one parameter: the text of an array on PostgreSQL, JSON on SQLite.

    About each type of array itself, asyncpg asks the server once for each connection, and Citus
    takes seconds to answer that.
    """

    impl = Text
    cache_ok = True

    def __init__(self, element: TypeEngine[Any]) -> None:
        super().__init__()
        self.element = element

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> str:
        """Turn the values into what the driver takes."""
        process = self.element.dialect_impl(dialect).bind_processor(dialect)
        values = [process(one) for one in value or ()] if process else list(value or ())
        return _array(values) if dialect.name == "postgresql" else json.dumps(values)


def _array(values: Sequence[Any]) -> str:
    escaped = (str(one).replace("\\", r"\\").replace('"', r"\"") for one in values)
    return "{" + ",".join(f'"{one}"' for one in escaped) + "}"


class _Among(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> "_Among":  # noqa: ARG002  # SQLAlchemy names it
        """Stand in AND and OR as it is: `(…) = 1`, as for SQLite, would use no index."""
        return self


@compiles(_Among)
def _among_array(element: _Among, compiler: SQLCompiler, **more: Any) -> str:
    column, values = element.clauses
    assert isinstance(values.type, _ListOf)
    of = compiler.dialect.type_compiler_instance.process(values.type.element)
    array = f"CAST({compiler.process(values, **more)} AS {of}[])"
    return f"{compiler.process(column, **more)} = ANY({array})"


@compiles(_Among, "sqlite")
def _among_json(element: _Among, compiler: SQLCompiler, **more: Any) -> str:
    column, values = element.clauses
    each = f"SELECT value FROM json_each({compiler.process(values, **more)})"  # noqa: S608  # what stands there is a parameter
    return f"{compiler.process(column, **more)} IN ({each})"


def among(column: Any, name: str) -> ColumnElement[bool]:
    """Ask that a column equals one of many values, which are one parameter.

    Unlike with IN, the SQL does not depend on how many there are.
    """
    values = bindparam(PREFIX + name, type_=_ListOf(column.type))
    return _Among(column, values)


def by_no_index(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column as no index has it, where another one is to serve.

    While PostgreSQL knows little of a table, it takes each index for as good, and one that
    leads to a voucher's codes would lead through all of them for each value.
    """
    return func.coalesce(column, column)


class Statement:
    """A Core statement for `Session.run`. Name its parameters with `param`.

    One that changes something says RETURNING where somebody asks whether it did: the rows tell. It
    costs SQLite a fourth of an INSERT. For a list there is `among`; the SQL of IN would depend on
    the list.
    """

    def __init__(self, core: Executable) -> None:
        self.core = core

    @cached_property
    def _for_sqlite(self) -> Compiled:
        return Compiled(self.core, _SQLITE)

    @cached_property
    def _for_postgres(self) -> Compiled:
        return Compiled(self.core, _POSTGRES)

    @property
    def tells(self) -> bool:
        """Whether it returns rows."""
        return bool(returned(self.core))

    @property
    def postgres_sql(self) -> tuple[str, int]:
        """Its SQL on PostgreSQL, and how many values that takes."""
        return self._for_postgres.sql, self._for_postgres.places

    def postgres_values(self, parameters: Mapping[str, Any]) -> list[Any]:
        """Return the values that PostgreSQL takes."""
        return self._for_postgres.values(parameters)

    def run(self, driver: Driver, parameters: Mapping[str, Any]) -> Sequence[Any]:
        """Run past SQLAlchemy and return the rows.

        On a `sqlite3` connection, or on what SQLAlchemy makes of one of `asyncpg`.
        """
        if isinstance(driver, sqlite3.Connection):
            ready = self._for_sqlite
            return ready.rows(driver.execute(ready.sql, ready.values(parameters)).fetchall())
        ready = self._for_postgres
        values = ready.values(parameters)
        return ready.rows(driver.run_async(lambda connection: connection.fetch(ready.sql, *values)))


class BulkStatement:
    """A Core INSERT, UPDATE or DELETE for `Session.run_many`, without RETURNING.

    `at_once`: no two of its parameters are about one row, and ON CONFLICT has none of its own
    (EXCLUDED has them). Then PostgreSQL takes them all as lists, in one statement. An INSERT that
    changes no row always does. `lists`: what does the same without them in ON CONFLICT, if it has
    some. (It may ask another table instead, which Citus refuses in an INSERT of VALUES.)
    """

    tells = True  # how many rows it changed

    def __init__(self, core: Any, *, at_once: bool = False, lists: Any = None) -> None:
        self.core = core
        self._lists = core if lists is None else lists
        conflict = getattr(core, "_post_values_clause", None)
        adds = isinstance(core, Insert) and not isinstance(conflict, OnConflictDoUpdate)
        self._at_once = at_once or adds

    @cached_property
    def _for_sqlite(self) -> Compiled:
        return Compiled(self.core, _SQLITE)

    @cached_property
    def _for_postgres(self) -> Compiled:
        return Compiled(_telling_rows(self.core), _POSTGRES)

    @cached_property
    def _of_lists(self) -> Compiled:
        return Compiled(_telling_rows(_of_lists(self._lists)), _POSTGRES)

    @property
    def takes_lists(self) -> bool:
        """Whether PostgreSQL takes all of its parameters at once."""
        return self._at_once

    @property
    def postgres_sql(self) -> tuple[str, int]:
        """Its SQL on PostgreSQL for many at once, and how many lists that takes."""
        return self._of_lists.sql, self._of_lists.places

    def postgres_lists(self, many: Sequence[Mapping[str, Any]]) -> list[Any]:
        """Return the lists that PostgreSQL takes."""
        ready = self._of_lists
        return ready.values({name: [one[name] for one in many] for name in ready.names})

    def run(
        self, driver: Driver, many: Sequence[Mapping[str, Any]], *, divided: bool = False
    ) -> int:
        """Run past SQLAlchemy for each of many parameters; return how many rows were changed.

        `divided`: the tables are, and lists of rows could go to any machine.
        """
        if isinstance(driver, sqlite3.Connection):
            ready = self._for_sqlite
            return driver.executemany(ready.sql, ready.values_of_many(many)).rowcount
        if not self._at_once or divided or len(many) == 1:
            one = self._for_postgres
            rows = [one.values(parameters) for parameters in many]
            return len(driver.run_async(lambda connection: connection.fetchmany(one.sql, rows)))
        sql, lists = self._of_lists.sql, self.postgres_lists(many)
        return len(driver.run_async(lambda connection: connection.fetch(sql, *lists)))


def _telling_rows(core: Any) -> Any:
    return core.returning(literal(1).label("changed"))


def _of_lists(core: Any) -> Any:
    """Return a statement that does for lists of values what another does for one of each."""
    compiled = core.compile(dialect=_POSTGRES)
    types = {name: bind.type for name, bind in compiled.binds.items() if name.startswith(PREFIX)}
    lists = [bindparam(name, type_=ARRAY(type_)) for name, type_ in types.items()]
    given = func.unnest(*lists).table_valued(
        *[column(name, type_) for name, type_ in types.items()], name="given"
    )
    given = given.render_derived()

    def instead(element: Any, **_: Any) -> Any:
        is_ours = isinstance(element, BindParameter) and element.key in types
        return given.c[element.key] if is_ours else None

    if not isinstance(core, Insert):
        return replacement_traverse(core, {}, instead)
    values: Mapping[Any, Any] = core._values or {}  # SQLAlchemy has no other way
    rows = select(*[replacement_traverse(value, {}, instead) for value in values.values()])
    names = [getattr(column, "key", column) for column in values]  # some are names already
    of_lists = insert(core.table).from_select(names, rows)
    of_lists._post_values_clause = core._post_values_clause  # as above
    return of_lists
