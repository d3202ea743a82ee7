"""For how long each slice of what is done to many keeps the one writer of SQLite from others.

Measured is the processor time of the thread that works, which on SQLite does all there is to do;
on PostgreSQL, where writers do not wait for each other, it is the time by the wall, and not judged.
"""

import time
from collections.abc import Callable
from datetime import UTC, date, timedelta
from io import BytesIO
from itertools import islice
from typing import Any

import pytest

from bot.services import audit
from bot.services.codes import import_confirm, imports
from bot.services.codes.file_layout import Choices, Terms, code_rows, decide, survey
from bot.services.grants import bulk, bulk_plan
from bot.services.maintenance import expiry
from bot.services.points import many
from db.database import Database, connect
from db.session import Session, real_world
from db.sqlite import SqliteDatabase
from db.tables import BatchKind, RewardKind
from tests.support import factories
from tests.support.factories import BOSS, CLUB, somebody

pytestmark = pytest.mark.bench

MOST = 0.2
"""Seconds that one slice may take at the most."""

SLICES = 8
"""How many slices of each kind are looked at."""


class Watch:
    """Runs use cases and keeps, for each kind, for how long its slices were at work."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._clock = time.thread_time if isinstance(db, SqliteDatabase) else time.perf_counter
        self.took: dict[str, list[float]] = {}

    async def write(self, kind: str, use_case: Callable[..., Any], *args: Any, **rest: Any) -> None:
        """Run one slice."""

        def timed(session: Session) -> float:
            began = self._clock()
            use_case(session, *args, **rest)
            session.flush()
            return self._clock() - began

        self.took.setdefault(kind, []).append(await self._db.write(timed))


def _set_up(session: Session) -> tuple[int, int, int]:
    factories.add_community(session)
    gone = session.now.date() - timedelta(days=3)
    old = [(f"OLD-{number}", gone) for number in range(expiry.SLICE * SLICES)]
    stock = [(f"GIFT-{number}", date(2099, 12, 31)) for number in range(bulk.SLICE * SLICES)]
    return (
        factories.publish(session, RewardKind.VOUCHER, "Old", codes=old),
        factories.publish(session, RewardKind.VOUCHER, "Gift", codes=stock),
        factories.publish(session, RewardKind.VOUCHER, "Partner"),
    )


async def _import(db: Database, watch: Watch, voucher: int) -> None:
    import_id = await db.write(imports.begin, BOSS, voucher, "codes.csv")
    lines = range(imports.SLICE * SLICES)
    file = BytesIO(b"".join(b"CODE-%08x,2099-12-31\n" % (n * 2_654_435_761 % 2**32) for n in lines))
    rows = code_rows(file, decide(survey(file), Choices()), Terms(UTC))
    while some := list(islice(rows, imports.SLICE)):
        await watch.write("staging codes", imports.stage_slice, BOSS, import_id, some)
    await db.write(imports.finish_staging, BOSS, import_id)
    await watch.write("deciding an import", import_confirm.confirm, BOSS, import_id)
    for _ in range(SLICES):
        await watch.write("adding codes", import_confirm.step, CLUB, import_id)


async def _points(db: Database, watch: Watch) -> None:
    batch_id = await db.write(many.begin, BOSS, BatchKind.IMPORT, {"mode": "add"})
    ids = range(10**17, 10**17 + many.SLICE * SLICES)
    for first in range(0, len(ids), many.SLICE):
        rows = [(one, 5, 5) for one in ids[first : first + many.SLICE]]
        await watch.write("writing down points", many.extend, BOSS, batch_id, rows)
    await db.write(many.confirm, BOSS, batch_id)
    for _ in range(SLICES + 1):  # the last one finds that nobody is left
        await watch.write("importing points", many.step, CLUB, batch_id)
    await db.write(many.undo, BOSS, batch_id)
    for _ in range(SLICES + 1):
        await watch.write("undoing an import", many.step, CLUB, batch_id)


async def test_slices(db_url: str) -> None:
    db = connect(db_url, real_world())
    _, gift, partner = await db.write(_set_up)
    watch = Watch(db)
    for _ in range(SLICES):
        await watch.write("one line", audit.record, CLUB, "reward.archived", actor_id=None)
    await _import(db, watch, partner)
    members = [somebody(number).member_id for number in range(bulk.SLICE * SLICES)]
    plan = await db.write(bulk_plan.plan, BOSS, gift, members)
    await db.write(bulk.confirm, BOSS, plan.bulk_id, as_far_as_it_reaches=False)
    for _ in range(SLICES):
        await watch.write("giving to many", bulk.step, CLUB, plan.bulk_id)
        await watch.write("expiring", expiry.expire)
    await _points(db, watch)
    await db.close()
    reference = max(watch.took.pop("one line"))
    for kind, took in watch.took.items():
        usual = sorted(took)[len(took) // 2]
        line = (
            f"{max(took) * 1000:.0f} ms at the most, {usual * 1000:.0f} ms mostly,"
            f" {max(took) / reference:.0f}× one line"
        )
        print(f"\n{db_url.split(':')[0]}, {kind}: {line}")  # noqa: T201  # this is the result
    if isinstance(db, SqliteDatabase):  # the wall tells more of the machine than of us
        assert max(max(took) for took in watch.took.values()) < MOST + reference
