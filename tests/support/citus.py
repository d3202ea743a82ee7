"""A server that is divided among several machines by Citus, for `POSTGRES_URL`."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from sqlalchemy import URL

_HAS_CITUS = "SELECT FROM pg_extension WHERE extname = 'citus'"
_NODES = """
    SELECT nodename, nodeport, groupid, shouldhaveshards FROM pg_dist_node
    WHERE noderole = 'primary' ORDER BY groupid
"""


@dataclass
class Machine:
    """One of Citus, as the coordinator knows it."""

    name: str
    port: int
    is_coordinator: bool
    holds_rows: bool

    def at(self, coordinator: URL) -> URL:
        """Return where it is, for who may do the same there as at the coordinator."""
        if self.is_coordinator:
            return coordinator
        query = {key: coordinator.query[key] for key in coordinator.query if key != "host"}
        return coordinator.set(host=self.name, port=self.port, query=query)

    def join(self) -> Iterator[str]:
        """Yield what tells the coordinator of it, in another database than the first."""
        if self.is_coordinator:
            yield f"SELECT citus_set_coordinator_host('{self.name}', {self.port})"
            yield (
                f"SELECT citus_set_node_property('{self.name}', {self.port},"
                f" 'shouldhaveshards', {self.holds_rows})"
            )
        else:
            yield f"SELECT citus_add_node('{self.name}', {self.port})"


def machines(uri: URL) -> list[Machine]:
    """Return the machines among which a server's first database is divided; none without Citus."""
    if not execute(uri, _HAS_CITUS):
        return []
    found = [
        Machine(name, port, not group, holds) for name, port, group, holds in execute(uri, _NODES)
    ]
    assert found, "Citus is there, and knows no machine: SELECT citus_set_coordinator_host(…)"
    return found


def execute(url: URL, *statements: str) -> Sequence[Any]:
    """Run statements, each in a transaction of its own; return the rows of the last one."""

    async def run() -> Sequence[Any]:
        connection = await reach(url)
        try:
            for statement in statements[:-1]:
                await connection.execute(statement)
            rows: Sequence[Any] = await connection.fetch(statements[-1])
            return rows
        finally:
            await connection.close()

    return asyncio.run(run())


async def reach(url: URL) -> Any:
    """Return a connection of asyncpg's."""
    _, options = url.get_dialect()().create_connect_args(url)
    return await asyncpg.connect(statement_cache_size=0, **options)
