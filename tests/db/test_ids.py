"""Ids: 64 bits, growing, never twice."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from db.ids import EPOCH, IdFactory
from tests.support.databases import NOON

moments = st.timedeltas(timedelta(), timedelta(days=69 * 365)).map(lambda age: EPOCH + age)
"""As long as 41 bits of milliseconds last."""

seeds = st.integers(min_value=0).map(random.Random)


@given(st.lists(moments, min_size=1, max_size=50), seeds)
def test_ids_grow_whatever_the_clock_does(times: list[datetime], rng: random.Random) -> None:
    make = IdFactory(rng)
    made = [make(now) for now in times]
    assert all(before < after for before, after in pairwise(made))
    assert all(0 < id_ < 2**63 for id_ in made)


@given(moments, seeds, st.integers(1, 10_000))
def test_reserved_ids_are_nobody_elses(now: datetime, rng: random.Random, count: int) -> None:
    make = IdFactory(rng)
    before = make(now)
    first = make.reserve(now, count)
    assert before < first
    assert make(now) == first + count


@given(moments, seeds)
def test_an_id_tells_when_it_was_made(now: datetime, rng: random.Random) -> None:
    age = timedelta(milliseconds=IdFactory(rng)(now) >> 22)
    assert timedelta() <= now - EPOCH - age < timedelta(milliseconds=2)


@given(moments, seeds)
def test_a_later_millisecond_has_later_ids_in_every_process(
    now: datetime, rng: random.Random
) -> None:
    early, late = IdFactory(rng), IdFactory(rng)
    assert early(now) < late(now + timedelta(milliseconds=2))


def test_a_full_millisecond_runs_into_the_next() -> None:
    make = IdFactory(random.Random(1))
    first = make(NOON)
    last = first
    for _ in range(5000):
        last = make(NOON)
    assert last == first + 5000


def test_threads_never_get_the_same() -> None:
    make = IdFactory(random.Random(1))
    with ThreadPoolExecutor(8) as pool:
        batches = list(pool.map(lambda _: [make(NOON) for _ in range(2000)], range(8)))
    made = [id_ for batch in batches for id_ in batch]
    assert len(set(made)) == len(made)
    assert all(batch == sorted(batch) for batch in batches)


def test_two_processes_seldom_draw_the_same() -> None:
    first, second = (IdFactory(random.Random(seed)) for seed in (1, 2))
    times = [NOON + timedelta(milliseconds=step) for step in range(1000)]
    assert not {first(now) for now in times} & {second(now) for now in times}
