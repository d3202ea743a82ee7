"""The session of a use case: it also knows the time, makes ids and draws at random."""

import random
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import sqlmodel
from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    delete,
    inspect,
    orm,
    select,
    text,
)
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from db.ids import IdFactory
from db.parts import Bulk, Part, run_bulks, run_parts
from db.statement import AsyncDriver, BulkStatement, Statement
from db.upsert import insert

Row = TypeVar("Row")

_IDS = 32
"""How many ids a transaction reserves at a time."""


def utc_now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class World:
    """What a program passes in from outside, so that a test can pass in something else."""

    clock: Callable[[], datetime]
    rng: random.Random
    ids: IdFactory


def real_world(clock: Callable[[], datetime] = utc_now) -> World:
    """Return the real clock, or one that knows better, and randomness that nobody can foresee."""
    rng = random.SystemRandom()
    return World(clock, rng, IdFactory(rng))


class Session(sqlmodel.Session):
    """A transaction in progress. Use cases never commit: their caller does, or rolls back."""

    world: World
    now: datetime  # the same moment for the whole transaction
    depth: int = 0  # how many workflows caused each other until here
    driver: Any  # the driver's own connection: hot statements go straight to it
    divided: bool = False  # whether Citus may have divided the tables among several machines
    _ids: Iterator[int]

    def enter(self, world: World, driver: Any, *, divided: bool = False) -> "Session":
        """Fix the moment of the transaction and its sources of ids and randomness.

        Where something is written, what it is bound to has begun the transaction, and ends it.
        """
        self.world = world
        self.now = world.clock()
        self.depth = 0
        self.driver = driver
        self.divided = divided
        self._ids = iter(range(0))
        return self

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file."""
        return isinstance(self.driver, sqlite3.Connection)

    def plan_anew(self) -> None:
        """Have PostgreSQL plan each statement of this transaction by how large tables are now.

        It keeps a plan otherwise, and one made while a table was empty may go through all of it.
        """
        if not self.is_sqlite:
            self.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))

    @property
    def is_used(self) -> bool:
        """Whether SQLAlchemy has any part in it; else all went straight to the driver."""
        return self.in_transaction() or bool(self.new) or bool(self.identity_map)

    @property
    def rng(self) -> random.Random:
        """The source of randomness."""
        return self.world.rng

    def new_id(self) -> int:
        """Return a fresh id; they are reserved some at a time."""
        for id_ in self._ids:
            return id_
        first = self.world.ids.reserve(self.now, _IDS)
        self._ids = iter(range(first + 1, first + _IDS))
        return first

    def new_ids(self, count: int) -> int:
        """Return the first of `count` fresh ids in a row."""
        self._ids = iter(range(0))  # so that later ones are greater
        return self.world.ids.reserve(self.now, count)

    def locked(self, model: type[Row], key: object, *, key_share: bool = False) -> Row | None:
        """Return a row as it is now; nothing else changes it until the transaction ends.

        `key_share`: meanwhile others may still add rows that refer to it.
        """
        lock = {"key_share": True} if key_share else True
        return self.get(model, key, with_for_update=lock, populate_existing=True)

    def unheld(
        self,
        model: type[Row],
        *wanted: ColumnElement[bool],
        order: SQLColumnExpression[Any],
        key_share: bool = False,
    ) -> Iterator[Row]:
        """Lock rows that are wanted, one after the other, and leave out what somebody else holds.

        Which there are is asked first, as what locks a row must name its community. So look at
        each anew: who held it may just be done with it.
        """
        key = inspect(model).primary_key
        for found in self.execute(select(*key).where(*wanted).order_by(order)).all():
            this = [column == value for column, value in zip(key, found, strict=True)]
            row: Row | None = self.execute(
                select(model)
                .where(*this)
                .with_for_update(skip_locked=True, key_share=key_share)
                .execution_options(populate_existing=True)
            ).scalar_one_or_none()
            if row is not None:
                yield row

    def set_unless_taken(
        self, row: object, values: Mapping[str, Any], index: Sequence[str]
    ) -> bool:
        """Set columns of a row; False, and none is set, where another row has such a value.

        `index`: how the databases tell of the unique index that decides. Looking first could not
        see a row that gets the value at this moment.
        """
        try:
            with self.begin_nested():
                for name, value in values.items():
                    setattr(row, name, value)
                self.add(row)
                self.flush()
        except IntegrityError as error:
            if not any(mark in str(error.orig) for mark in index):
                raise
            return False
        return True

    def add_row(self, model: type[SQLModel], **values: object) -> bool:
        """Add a row; False where one with that key, or another unique value, is there already."""
        row = insert(model).values(values).on_conflict_do_nothing()
        return bool(self.execute(row.returning(*_key(model))).all())

    def remove_row(self, model: type[SQLModel], *key: object) -> bool:
        """Remove the row with a primary key; False where there is none."""
        columns = _key(model)
        is_it = [column == value for column, value in zip(columns, key, strict=True)]
        return bool(self.execute(delete(model).where(*is_it).returning(*columns)).all())

    def begin_nested(self) -> orm.SessionTransaction:
        """Begin a part that can be undone by itself.

        SQLAlchemy would set the savepoint only with the first statement of its own, too late for
        hot ones that went before.
        """
        nested = super().begin_nested()
        self.connection()
        return nested

    def run(self, statement: Statement, **parameters: object) -> Sequence[Any]:
        """Run a hot statement and return its rows, whose columns are attributes.

        Pending ORM changes are flushed first. Objects already loaded are not refreshed.
        """
        self.flush()
        return statement.run(self.driver, parameters)

    def run_parts(self, parts: Mapping[str, Part]) -> dict[str, Any]:
        """Run hot statements that belong together; return the number of each, None where no row.

        On PostgreSQL they are one, and wait for the network once; except with Citus, which knows
        no INSERT within another statement. All are done whatever others return, so a use case that
        misses a number raises, or undoes a part.
        """
        self.flush()
        driver = self._takes_several
        if driver is None:
            found = [statement.run(self.driver, values) for statement, values in parts.values()]
            numbers = [rows[0][0] if rows else None for rows in found]
            return dict(zip(parts, numbers, strict=True))
        return dict(zip(parts, run_parts(driver, [*parts.values()]), strict=True))

    def run_many(self, statement: BulkStatement, many: Sequence[Mapping[str, Any]]) -> int:
        """Run a hot statement for each of many parameters; return how many rows it changed.

        Fewer than expected: a condition of the statement, or of ON CONFLICT, has refused some.
        """
        if not many:
            return 0
        self.flush()
        return statement.run(self.driver, many, divided=self.divided)

    def run_bulks(self, bulks: Sequence[Bulk]) -> list[int]:
        """Run hot statements for many that belong together; return how many rows each changed.

        On PostgreSQL those that take lists are one, as with `run_parts`.
        """
        driver = self._takes_several
        if driver is None or not all(statement.takes_lists for statement, _ in bulks):
            return [self.run_many(statement, many) for statement, many in bulks]
        self.flush()
        some = [bulk for bulk in bulks if bulk[1]]
        changed = iter(run_bulks(driver, some) if some else ())
        return [next(changed) if many else 0 for _, many in bulks]

    @property
    def _takes_several(self) -> AsyncDriver | None:
        """What takes several statements as one, if anything does here."""
        driver: AsyncDriver = self.driver
        return None if self.is_sqlite or self.divided else driver


def _key(model: type[SQLModel]) -> list[Any]:
    return [getattr(model, column.key) for column in inspect(model).primary_key]
