"""However many events are processed at once, the same events leave the same tables."""

import random

import pytest

from bot.runtime import worker
from bot.runtime.worker import Worker
from bot.services import events
from bot.services.maintenance import integrity
from bot.services.pipeline import reverse
from db.database import Database, connect
from tests.activity import canonical
from tests.activity.canonical import Dump, differences
from tests.activity.conftest import SIZES
from tests.activity.entangled import Slice, digests_of, entangled, fill
from tests.activity.sample_data import BEGINS
from tests.support.databases import Clock, still_world
from tests.support.factories import CLUB


async def tables_after(url: str, slices: list[Slice], most: int) -> Dump:
    """Process all slices in batches of so many, and return what the tables say."""
    clock = Clock(BEGINS)
    db = connect(url, still_world(clock))
    await db.write(fill)
    work = Worker(db, most=most)
    for one in slices:
        clock.now = one.now
        await db.write(events.store, one.new_events)
        await _delete(db, one, one.deleted_while_waiting)
        await work.until_nothing_is_left()
        await _delete(db, one, one.deleted_afterwards)
        await work.until_nothing_is_left()
    assert await db.read(integrity.check) == []
    found = await db.read(canonical.dump, await db.read(digests_of, slices))
    await db.close()
    return found


async def _delete(db: Database, one: Slice, keys: list[str]) -> None:
    for key in keys:
        while await db.write(reverse.reverse_event, CLUB, key, one.now):
            pass


@pytest.mark.timeout(600)  # beside many other tests
@pytest.mark.parametrize(
    ("seed", "count"),
    [(5, 5), pytest.param(6, 60, marks=pytest.mark.soak)],
)
async def test_the_size_of_a_batch_changes_nothing(
    urls: list[str], monkeypatch: pytest.MonkeyPatch, seed: int, count: int
) -> None:
    """Where the oldest events are chosen by id instead of by time, another gets the last code."""
    monkeypatch.setattr(worker, "LONG_SECONDS", 3600)  # else a slow machine makes batches smaller
    monkeypatch.setattr(worker, "LEAST", max(SIZES))  # and the first ones are small
    slices = entangled(random.Random(seed), BEGINS, slices=count, at_once=40)
    one_by_one, *others = [
        await tables_after(url, slices, most) for url, most in zip(urls, SIZES, strict=True)
    ]
    _is_telling(one_by_one)
    for other in others:
        found = differences(one_by_one, other)
        assert not found, "\n".join(found)


def _is_telling(dump: Dump) -> None:
    """Make sure that all happened in which the order matters."""
    runs = " ".join(dump["run"])
    for said in ('"done"', '"declined"', '"failed"', '"ended"', "run-too-deep", "reward-sold-out"):
        assert said in runs, said
    rows = {name: " ".join(dump[name]) for name in ("code", "event", "ledger_entry", "grant")}
    assert '"assigned"' in rows["code"]
    assert '"available"' not in rows["code"]
    assert "deleted within a minute" in rows["event"]
    assert "taken back" in rows["ledger_entry"]
    for source in ("goal", "workflow"):
        assert f'"{source}"' in rows["grant"]
