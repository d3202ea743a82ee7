"""What is done to many in slices: a grant by role, an import of codes; and the same rows by hand.

By hand is `executemany` on the bare drivers: the rows that our slices left, in as many slices, with
a commit for each. They are taken out of the tables first, so both write into the same tables.
"""

import io
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import islice
from math import ceil
from typing import Any

import asyncpg
from sqlalchemy import insert, make_url
from sqlmodel import SQLModel

from bot.services.codes import import_confirm, imports
from bot.services.codes.file_layout import Choices, CodeRow, Terms, code_rows, decide, survey
from bot.services.grants import bulk, bulk_plan
from db.database import Database, connect
from db.engines import is_sqlite
from db.session import Session, World
from db.tables import Member, RewardKind, table
from tests.benchmarks.warm import collect_as_the_program
from tests.support import factories
from tests.support.factories import BOSS, CLUB, somebody

GIVEN = ("grant", "holding", "audit_entry", "event", "delivery")
"""Tables into which a grant to many puts rows, those that others refer to first."""

_OUTCOMES = "UPDATE batch_member SET outcome = 'done' WHERE batch_id = $1 AND position = $2"
_KEYS = {
    "holding": "reward_id, member_id",
    "member": "member_id",
    "wallet": "member_id, kind",
}
_WARM = 2
"""Slices of another grant or import, which see to it that everything is compiled."""

Work = list[tuple[str, Sequence[Sequence[Any]]]]
"""Statements, and the rows of parameters that each is run with; one transaction."""


@dataclass(frozen=True)
class Sliced:
    """For how many seconds the decision, each slice, and each slice by hand took."""

    rows: int
    confirm: float
    slices: list[float]
    by_hand: list[float]

    @property
    def rate(self) -> float:
        """Rows a second."""
        return self.rows / sum(self.slices)

    @property
    def rate_by_hand(self) -> float:
        """Rows a second."""
        return self.rows / sum(self.by_hand)


async def measure_grant(url: str, world: World, members: int) -> Sliced:
    """Give a badge to many."""
    db = connect(url, world)
    badge, other = await db.write(_set_up, members)
    await _give(db, other, _WARM * bulk.SLICE)
    collect_as_the_program()
    before = await _counts(url)
    bulk_id, confirm, slices = await _give(db, badge, members)
    await db.close()
    after = await _counts(url)
    grown = {name for name in after if after[name] > before[name]}
    assert grown <= {*GIVEN, "batch", "batch_member"}, grown
    told = [(bulk_id, position) for position in range(members)]
    by_hand = await write_by_hand(url, GIVEN, len(slices), [(_OUTCOMES, told)])
    return Sliced(members, confirm, slices, by_hand)


async def _give(db: Database, reward: int, members: int) -> tuple[int, float, list[float]]:
    wanted = [somebody(number).member_id for number in range(members)]
    plan = await db.write(bulk_plan.plan, BOSS, reward, wanted)
    confirm = await _timed(db, bulk.confirm, BOSS, plan.bulk_id, as_far_as_it_reaches=False)
    slices = await _until(db, lambda report: report.whole, bulk.step, CLUB, plan.bulk_id)
    return plan.bulk_id, confirm, slices


async def measure_import(url: str, world: World, codes: int) -> Sliced:
    """Import codes into the pool of a voucher; staging is not part of it."""
    db = connect(url, world)
    await db.write(factories.add_community)
    await _import(db, "Warm", _WARM * import_confirm.SLICE)
    collect_as_the_program()
    voucher, confirm, slices = await _import(db, "Partner", codes)
    await db.close()
    by_hand = await write_by_hand(url, ("code",), len(slices), [], f"reward_id = {voucher}")
    return Sliced(codes, confirm, slices, by_hand)


async def _import(db: Database, name: str, codes: int) -> tuple[int, float, list[float]]:
    voucher = await db.write(factories.publish, RewardKind.VOUCHER, name)
    import_id = await _stage(db, voucher, name, codes)
    confirm = await _timed(db, import_confirm.confirm, BOSS, import_id)
    slices = await _until(db, lambda report: report.whole, import_confirm.step, CLUB, import_id)
    return voucher, confirm, slices


def _set_up(session: Session, members: int) -> tuple[int, int]:
    factories.add_community(session)
    rows = [
        {
            "community_id": CLUB,
            "member_id": somebody(number).member_id,
            "profile_hidden": False,
            "first_seen_at": session.now,
            "role_ids": [],
        }
        for number in range(members)
    ]
    session.execute(insert(table(Member)), rows)
    return (
        factories.publish(session, RewardKind.BADGE, "Here"),
        factories.publish(session, RewardKind.BADGE, "Warm"),
    )


async def _stage(db: Database, voucher: int, name: str, count: int) -> int:
    """Stage codes in an order that no index likes; return the import's id."""
    import_id = await db.write(imports.begin, BOSS, voucher, "codes.csv")
    numbers = (number * 2_654_435_761 % 2**32 for number in range(count))
    lines = (b"%s-%08x,2099-12-31\n" % (name.encode(), number) for number in numbers)
    file = io.BytesIO(b"".join(lines))
    rows: Iterator[CodeRow] = code_rows(file, decide(survey(file), Choices()), Terms(UTC))
    while some := list(islice(rows, imports.SLICE)):
        await db.work(imports.stage_slice, BOSS, import_id, some)
    await db.write(imports.finish_staging, BOSS, import_id)
    return import_id


async def _timed(db: Database, use_case: Callable[..., Any], *args: Any, **rest: Any) -> float:
    began = time.perf_counter()
    await db.work(use_case, *args, **rest)
    return time.perf_counter() - began


async def _until(
    db: Database, is_done: Callable[[Any], bool], step: Callable[..., Any], *args: Any
) -> list[float]:
    """Run slices until all is done; return how long each took, its commit included."""
    took = []
    while True:
        began = time.perf_counter()
        report = await db.work(step, *args)
        took.append(time.perf_counter() - began)
        if is_done(report):
            return took


class _Direct:
    """A driver's connection; statements number their parameters as PostgreSQL does."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._lite: sqlite3.Connection | None = None
        self._server: Any = None

    async def __aenter__(self) -> "_Direct":
        if is_sqlite(str(self._url)):
            self._lite = sqlite3.connect(self._url.database or "", isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                self._lite.execute(f"PRAGMA {pragma}")
        else:
            plain = self._url.set(drivername="postgresql")
            self._server = await asyncpg.connect(plain.render_as_string(hide_password=False))
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._lite is not None:
            self._lite.close()
        else:
            await self._server.close()

    async def rows(self, query: str) -> tuple[list[str], list[Sequence[Any]]]:
        """Return a query's columns and rows."""
        if self._lite is not None:
            found = self._lite.execute(query)
            return [column[0] for column in found.description], found.fetchall()
        some = await self._server.fetch(query)
        return (list(some[0].keys()) if some else []), [tuple(row) for row in some]

    async def write(self, work: Work) -> None:
        """Run statements in one transaction."""
        if self._lite is not None:
            self._lite.execute("BEGIN IMMEDIATE")
            for text, rows in work:
                self._lite.executemany(text.replace("$", "?"), rows)
            self._lite.execute("COMMIT")
            return
        async with self._server.transaction():
            for text, rows in work:
                await self._server.executemany(text, rows)


async def _counts(url: str) -> dict[str, int]:
    """Return how many rows each table has."""
    names = [name for name in SQLModel.metadata.tables if "." not in name]
    counts = ", ".join(f'(SELECT count(*) FROM "{name}")' for name in names)
    async with _Direct(url) as direct:
        _, (row,) = await direct.rows(f"SELECT {counts}")
    return dict(zip(names, row, strict=True))


async def write_by_hand(
    url: str,
    tables: Sequence[str],
    slices: int,
    besides: Work,
    which: str = "TRUE",
) -> list[float]:
    """Take rows out of tables and write them again in slices; return how long each took.

    `besides`: what else is done, divided among the slices likewise.
    """
    async with _Direct(url) as direct:
        work: Work = list(besides)
        for name in tables:
            key = _KEYS.get(name, "id")
            columns, rows = await direct.rows(
                f'SELECT * FROM "{name}" WHERE {which} ORDER BY {key}'
            )
            places = ", ".join(f"${number}" for number in range(1, len(columns) + 1))
            names = ", ".join(f'"{column}"' for column in columns)
            if rows:
                work.append((f'INSERT INTO "{name}" ({names}) VALUES ({places})', rows))
        for name in reversed(tables):
            await direct.write([(f'DELETE FROM "{name}" WHERE {which} AND $1 = 1', [(1,)])])
        took = []
        for number in range(slices):
            part = [
                (text, rows[number * size : (number + 1) * size])
                for text, rows in work
                if (size := ceil(len(rows) / slices))
            ]
            began = time.perf_counter()
            await direct.write([(text, rows) for text, rows in part if rows])
            took.append(time.perf_counter() - began)
    return took
