"""Several senders share what is due: each its own shards' first, and what a dead one left."""

from datetime import timedelta

import pytest

from bot.services import deliveries, rates
from bot.services.deliveries import DIRECT_MESSAGES, LATE, LEASE, Lane, Shards
from db.database import Database
from db.session import Session
from db.tables import DeliveryKind
from tests.support.databases import Clock
from tests.support.factories import CLUB, MAI
from tests.support.rates import forward_rates
from tests.support.sending import announce, states

SHARDS = 3
COMMUNITIES = [number << 22 for number in range(3, 9)]  # two of each shard, in turns


def write_to_mai(session: Session) -> None:
    """Enqueue a direct message."""
    deliveries.enqueue(
        session, CLUB, DeliveryKind.NOTIFICATION, key="hello", member_id=MAI.member_id
    )


def community_ids(together: list[deliveries.LeasedDelivery]) -> set[int]:
    return {delivery.community_id for delivery in together}


async def test_each_process_takes_its_own_first(db: Database, clock: Clock) -> None:
    """Where each takes any, Discord is asked about most servers, which it tells one shard of."""
    for community_id in COMMUNITIES:
        await db.write(announce(1, community_id=community_id))
    clock.forward(seconds=3)
    for shard in range(SHARDS):
        mine = Shards([shard], SHARDS)
        found: set[int] = set()
        assert await db.read(deliveries.any_due, Lane.CHANNELS, mine)
        while together := await db.write(deliveries.lease, Lane.CHANNELS, mine):
            found |= community_ids(together)
        assert found == set(COMMUNITIES[shard::SHARDS])
        assert not await db.read(deliveries.any_due, Lane.CHANNELS, mine)


async def test_what_a_dead_process_left_is_taken_over_within_half_a_minute(
    db: Database, clock: Clock
) -> None:
    """With a lease of 30 s it took 35."""
    theirs, ours = Shards([0], SHARDS), Shards([1, 2], SHARDS)
    for number in range(2):
        await db.write(announce(1, community_id=COMMUNITIES[0], channel_id=number))
    clock.forward(seconds=3)
    leased = await db.write(deliveries.lease, Lane.CHANNELS, theirs)  # and dies
    assert not await db.write(deliveries.lease, Lane.CHANNELS, ours)
    clock.forward(seconds=LATE.total_seconds())
    (other,) = await db.write(deliveries.lease, Lane.CHANNELS, ours)  # which was due all the time
    await db.write(deliveries.sent, other)
    clock.forward(seconds=LEASE.total_seconds() - 1)
    assert not await db.write(deliveries.lease, Lane.CHANNELS, ours)
    clock.forward(seconds=1)
    (repeated,) = await db.write(deliveries.lease, Lane.CHANNELS, ours)
    assert (repeated.id, repeated.nonce) == (leased[0].id, leased[0].nonce)
    assert timedelta(seconds=30) > LATE + LEASE


@pytest.mark.parametrize("tried", [False, True])
async def test_what_has_not_begun_is_due_again_once_it_is_given_back(
    db: Database, clock: Clock, tried: bool
) -> None:
    await db.write(announce(1))
    clock.forward(seconds=3)
    if tried:
        await db.write(deliveries.lease)
        clock.forward(seconds=LEASE.total_seconds())
    first = await db.write(deliveries.lease)
    await db.write(deliveries.give_back, first)
    (again,) = await db.write(deliveries.lease)
    assert again.tried is tried
    await db.write(deliveries.give_back, first)  # whose lease it is no more
    assert not await db.write(deliveries.lease)
    await db.write(deliveries.sent, again)
    assert await states(db) == ["sent"]


async def test_direct_messages_keep_the_pace_of_all_processes(db: Database) -> None:
    await db.write(write_to_mai)
    assert await db.read(deliveries.any_due, Lane.DIRECT)
    for _ in range(DIRECT_MESSAGES.burst + 1):
        await db.write(rates.reserve, DIRECT_MESSAGES)
    assert not await db.read(deliveries.any_due, Lane.DIRECT)
    await forward_rates(db, seconds=2)
    assert await db.read(deliveries.any_due, Lane.DIRECT)
