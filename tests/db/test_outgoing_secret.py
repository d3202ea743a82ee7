"""Secrets from before there were two kinds stay what other programs sign with, and nothing else."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.services.deliveries import Lane, LeasedDelivery, lease, no_secret, waiting_for_secret
from bot.services.webhooks import secrets
from db.database import connect
from db.migrate import migrate
from db.tables import DeliveryKind, Direction
from tests.db.schema import run
from tests.support.databases import Clock, PostgresServer, still_world
from tests.support.scene import BOSS, CLUB, found

AT = "'2025-06-01 12:00:00.000000'"
KEPT = "whsec_" + "A" * 32


@pytest.fixture(params=["sqlite", "postgres"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of revision 0002 with a secret, and a call that nobody has made yet."""
    server: PostgresServer | None = None
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'old.db'}"
    else:
        server = request.getfixturevalue("postgres")
        url = server.empty()
    asyncio.run(_fill(url))
    yield url
    if server is not None:
        server.drop(url)


async def _fill(url: str) -> None:
    await migrate(url, "0002")
    await run(
        url,
        "INSERT INTO webhook_secret (community_id, id, secret, created_by, created_at)"
        f" VALUES ({CLUB}, 1, '{KEPT}', 2, {AT})",
        "INSERT INTO delivery (community_id, id, kind, key, payload, state, due_at, attempts,"
        f" created_at) VALUES ({CLUB}, 1, 'webhook', 'call', '{{}}', 'pending', {AT}, 0, {AT})",
    )
    await migrate(url)


async def test_what_there_was_is_for_calls_that_come(old: str, clock: Clock) -> None:
    db = connect(old, still_world(clock))
    try:
        await db.write(found)
        assert await db.read(secrets.valid, CLUB) == [KEPT]
        assert await db.read(secrets.valid, CLUB, Direction.OUTGOING) == []
        (due,) = await db.write(lease, Lane.WEB)
        assert isinstance(due, LeasedDelivery)
        assert due.kind is DeliveryKind.WEBHOOK
        await db.write(no_secret, due)
        clock.forward(seconds=1)
        made = await db.write(
            secrets.make, BOSS, press=7, instead_of=None, direction=Direction.OUTGOING
        )
        assert await db.read(secrets.valid, CLUB, Direction.OUTGOING) == [made.secret]
        assert await db.read(secrets.valid, CLUB) == [KEPT]
        assert await db.read(waiting_for_secret, CLUB) == 0
        assert [again.id for again in await db.write(lease, Lane.WEB)] == [due.id]
    finally:
        await db.close()
