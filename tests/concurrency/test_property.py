"""Random sequences of all use cases do what a plain model says, after every step."""

import random

import pytest

from bot.services.maintenance import integrity
from db.database import Database
from tests.concurrency.random_walk import RandomWalk
from tests.concurrency.steps import STEPS, begin
from tests.support.databases import NOON, Clock

LENGTH = 120
"""Steps of a round, in three communities by turns."""


@pytest.mark.parametrize("rounds", [4, pytest.param(100, marks=pytest.mark.soak)])
async def test_every_sequence_does_what_the_model_says(
    db: Database, clock: Clock, rounds: int
) -> None:
    community_id = 5_000
    for _ in range(rounds):
        seed = random.randrange(2**32)
        dice = random.Random(seed)
        clock.now = NOON
        walks = [RandomWalk(db, clock, dice, community_id + number, seed) for number in range(3)]
        community_id += 3
        for walk in walks:
            await walk.start()
            await begin(walk)
        for _ in range(LENGTH):
            await dice.choice(walks).step(STEPS)
        for walk in walks:
            await walk.compare()
        assert await db.read(integrity.check) == []
