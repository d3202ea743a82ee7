"""The claim as somebody would write it for speed alone: bare SQL on the bare drivers.

It leaves the rows that a claim of ours leaves (`tests/benchmarks/test_by_hand.py`), one statement
after the other, and commits each claim. The texts number their parameters as PostgreSQL does.
"""

import asyncio
import hashlib
import hmac
import json
import secrets
import sqlite3
from collections.abc import Generator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import asyncpg
from sqlalchemy import make_url

from db.session import World

OFFER = "SELECT member_id, reward_id, price FROM offer WHERE community_id = $1 AND id = $2"
LOCK = """
    SELECT id, kind, state, name, cost, stock, granted, expires_on, member_limit,
           required_role_id, badge_role_id
    FROM reward WHERE community_id = $1 AND id = $2"""
FACTS = """
    SELECT timezone, announcement_channel_id,
        (SELECT count FROM holding
         WHERE community_id = $1 AND reward_id = $2 AND member_id = $3),
        (SELECT balance FROM wallet
         WHERE community_id = $1 AND member_id = $3 AND kind = 'spend'),
        (SELECT id FROM "grant" WHERE community_id = $1 AND key = $4)
    FROM community WHERE id = $1"""
REMEMBER = """
    INSERT INTO member (community_id, member_id, profile_hidden, first_seen_at)
    VALUES ($1, $2, FALSE, $3) ON CONFLICT DO NOTHING"""
GRANT = """
    INSERT INTO "grant" (community_id, id, reward_id, member_id, state, source, actor_id, paid,
                         redemption_code, expires_on, key, created_at)
    VALUES ($1, $2, $3, $4, 'held', 'claim', NULL, $5, $6, NULL, $7, $8)"""
COUNT_UP = """
    UPDATE reward SET granted = granted + 1
    WHERE community_id = $1 AND id = $2 AND (stock IS NULL OR granted < stock)
    RETURNING granted"""
HOLD = """
    INSERT INTO holding (community_id, reward_id, member_id, count) VALUES ($1, $2, $3, 1)
    ON CONFLICT (community_id, reward_id, member_id) DO UPDATE SET count = holding.count + 1
    WHERE holding.count < 4611686018427387904 RETURNING count"""
ENTER = """
    INSERT INTO ledger_entry (community_id, id, member_id, wallet, amount, reason, note, actor_id,
                              grant_id, key, at)
    VALUES ($1, $2, $3, 'spend', $4, 'purchase', NULL, NULL, $5, $6, $7)"""
TAKE = """
    UPDATE wallet SET balance = balance - $1
    WHERE community_id = $2 AND member_id = $3 AND kind = 'spend' AND balance >= $1
    RETURNING balance"""
RECORD = """
    INSERT INTO audit_entry (community_id, id, action, actor_id, member_id, reward_id, details, at)
    VALUES ($1, $2, 'reward.claimed', $3, $3, $4, $5, $6)"""
SECRET = "SELECT secret FROM community WHERE id = $1"
RAISE = """
    INSERT INTO event (community_id, id, trigger, key, member_id, channel_id, data, depth, state,
                       error, happened_at, created_at, counted, worth, hangs_on)
    VALUES ($1, $2, 'reward_claimed', $3, $4, NULL, $5, 0, 'pending', NULL, $6, $6, 0, 0, NULL)"""
BALANCE = """
    SELECT balance FROM wallet WHERE community_id = $1 AND member_id = $2 AND kind = 'spend'"""

Statements = Generator[tuple[str, Sequence[Any]], Any, None]
"""Each is answered with its first row."""


def _claim(world: World, community_id: int, offer: Any, offer_id: int, now: Any) -> Statements:
    """Yield a claim's statements after the first, which found the offer."""
    member_id, reward_id, price = offer
    grant_id = world.ids(world.clock())
    yield LOCK, (community_id, reward_id)
    yield FACTS, (community_id, reward_id, member_id, f"offer:{offer_id}")
    yield REMEMBER, (community_id, member_id, now)
    code = secrets.token_hex(6)
    key = f"offer:{offer_id}"
    yield GRANT, (community_id, grant_id, reward_id, member_id, price, code, key, now)
    yield COUNT_UP, (community_id, reward_id)
    yield HOLD, (community_id, reward_id, member_id)
    entry, key = world.ids(world.clock()), f"grant:{grant_id}"
    yield ENTER, (community_id, entry, member_id, -price, grant_id, key, now)
    yield TAKE, (price, community_id, member_id)
    details = json.dumps({"paid": price, "source": "claim"})
    line = world.ids(world.clock())
    yield RECORD, (community_id, line, member_id, reward_id, details, now)
    (secret,) = yield SECRET, (community_id,)
    key = hmac.new(secret.encode(), f"claimed:{grant_id}".encode(), hashlib.sha256).hexdigest()[:32]
    data = json.dumps({"reward": str(reward_id), "grant": str(grant_id)})
    event = world.ids(world.clock())
    yield RAISE, (community_id, event, key, member_id, data, now)
    yield BALANCE, (community_id, member_id)


def sqlite_claims(url: str, world: World, community_id: int, offers: Sequence[int]) -> None:
    """Claim every offer on one connection, a commit for each."""
    texts = {text: text.replace("$", "?") for text in globals().values() if isinstance(text, str)}
    connection = sqlite3.connect(make_url(url).database or "", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    for offer_id in offers:
        connection.execute("BEGIN IMMEDIATE")
        offer = connection.execute(texts[OFFER], (community_id, offer_id)).fetchone()
        now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
        claim, row = _claim(world, community_id, offer, offer_id, now), None
        with suppress(StopIteration):
            while True:
                text, values = claim.send(row)
                rows = connection.execute(texts[text], values).fetchall()
                assert rows or "RETURNING" not in text
                row = rows[0] if rows else None
        connection.execute("COMMIT")
    connection.close()


async def postgres_claims(
    url: str, world: World, community_id: int, offers: Sequence[int], *, connections: int
) -> None:
    """Claim every offer over several connections, a commit for each."""
    waiting = iter(offers)
    pool_url = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    async with asyncpg.create_pool(pool_url, min_size=connections, max_size=connections) as pool:

        async def work() -> None:
            async with pool.acquire() as connection:
                for offer_id in waiting:
                    await _claim_on_postgres(connection, world, community_id, offer_id)

        await asyncio.gather(*(work() for _ in range(connections)))


async def _claim_on_postgres(
    connection: Any, world: World, community_id: int, offer_id: int
) -> None:
    async with connection.transaction():
        offer = await connection.fetchrow(OFFER, community_id, offer_id)
        claim, row = _claim(world, community_id, offer, offer_id, datetime.now(UTC)), None
        with suppress(StopIteration):
            while True:
                text, values = claim.send(row)
                locked = f"{text} FOR UPDATE" if text is LOCK else text
                row = await connection.fetchrow(locked, *values)
                assert row or "RETURNING" not in text
