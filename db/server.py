"""What a server of PostgreSQL says of itself, and what stands between."""

import asyncio
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from db.engines import POOLED, postgres
from db.errors import outages

PATIENCE_SECONDS = 3.0
"""How long a pooler may take to find a connection while another one is used."""

ROUNDS = 3
"""How often we look, since other programs take connections too."""


class Pooling(StrEnum):
    """For how long a pooler lets us have a connection of the server's."""

    TRANSACTION = "transaction"
    SESSION = "session"
    TOO_FEW = "too-few"  # it had none for a second transaction at a time


@dataclass(frozen=True)
class Server:
    """What bears on how many processes it can take."""

    version: str
    connections: int  # how many it allows to somebody like us, at the same time
    pooling: Pooling | None  # None: nothing stands between


_LIMITS = """
    SELECT current_setting('server_version'), least(
        current_setting('max_connections')::int
            - current_setting('superuser_reserved_connections')::int
            - coalesce(current_setting('reserved_connections', true)::int, 0),
        (SELECT nullif(rolconnlimit, -1) FROM pg_roles WHERE rolname = current_user),
        (SELECT nullif(datconnlimit, -1) FROM pg_database WHERE datname = current_database())
    )
"""


async def describe(url: str) -> Server:
    """Ask a server; `DatabaseUnavailableError` where nothing answers."""
    engine = postgres(url, pool_size=2)
    try:
        with outages():
            async with engine.connect() as connection:
                version, connections = (await connection.execute(text(_LIMITS))).one()
                await connection.rollback()
                pooled = (await connection.get_raw_connection()).info.get(POOLED)
                pooling = await _pooling(engine, connection) if pooled else None
    finally:
        await engine.dispose()
    return Server(version.split()[0], connections, pooling)


async def _pooling(engine: AsyncEngine, ours: AsyncConnection) -> Pooling:
    """Find out what a pooler does while one of our connections rests and another is in use.

    The one in use gets what the other had last, unless that was kept for it.
    """
    served = set()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS), engine.connect() as other:
            for _ in range(ROUNDS):
                served.add(await _process(ours))
                await ours.rollback()
                await _process(other)
                served.add(await _process(ours))
                await ours.rollback()
                await other.rollback()
    except TimeoutError:
        return Pooling.TOO_FEW
    return Pooling.SESSION if len(served) == 1 else Pooling.TRANSACTION


async def _process(connection: AsyncConnection) -> int:
    found = await connection.execute(text("SELECT pg_backend_pid()"))
    return int(found.scalar_one())
