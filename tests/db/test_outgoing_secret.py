"""Secrets from before there were two kinds stay what other programs sign with, and nothing else."""

import asyncio

import pytest

from bot.services.deliveries import Lane, LeasedDelivery, lease, no_secret, waiting_for_secret
from bot.services.webhooks import secrets
from db.database import connect
from db.migrate import migrate
from db.tables import DeliveryKind, Direction
from tests.db.schema import run
from tests.support.databases import Clock, still_world
from tests.support.factories import BOSS, CLUB, add_community

AT = "'2025-06-01 12:00:00.000000'"
KEPT = "whsec_" + "A" * 32


@pytest.fixture
def filled(old: str) -> str:
    """A database with a secret, and a call that nobody has made yet, brought up to date."""
    asyncio.run(_fill(old))
    return old


async def _fill(url: str) -> None:
    await run(
        url,
        "INSERT INTO webhook_secret (community_id, id, secret, created_by, created_at)"
        f" VALUES ({CLUB}, 1, '{KEPT}', 2, {AT})",
        "INSERT INTO delivery (community_id, id, kind, key, payload, state, due_at, attempts,"
        f" created_at) VALUES ({CLUB}, 1, 'webhook', 'call', '{{}}', 'pending', {AT}, 0, {AT})",
    )
    await migrate(url)


async def test_what_there_was_is_for_calls_that_come(filled: str, clock: Clock) -> None:
    db = connect(filled, still_world(clock))
    try:
        await db.write(add_community)
        assert await db.read(secrets.valid, CLUB) == [KEPT]
        assert await db.read(secrets.valid, CLUB, Direction.OUTGOING) == []
        (delivery,) = await db.write(lease, Lane.WEB)
        assert isinstance(delivery, LeasedDelivery)
        assert delivery.kind is DeliveryKind.WEBHOOK
        await db.write(no_secret, delivery)
        clock.forward(seconds=1)
        made = await db.write(
            secrets.make, BOSS, press=7, instead_of=None, direction=Direction.OUTGOING
        )
        assert await db.read(secrets.valid, CLUB, Direction.OUTGOING) == [made.secret]
        assert await db.read(secrets.valid, CLUB) == [KEPT]
        assert await db.read(waiting_for_secret, CLUB) == 0
        assert [again.id for again in await db.write(lease, Lane.WEB)] == [delivery.id]
    finally:
        await db.close()
