"""Red's LevelUp: experience for each member of each server. What has its default is left out."""

from collections.abc import Iterator
from decimal import Decimal
from math import ceil
from typing import Any

from bot.services.moving.brought import Amount, Money
from bot.services.moving.form import Format, Line, NotThisServerError, object_of


class RedLevelUp(Format, key="red_levelup", moneys=(Money("xp"),)):
    """The data of LevelUp."""

    @classmethod
    def fits(cls, document: object) -> bool:
        """Look for servers that have users."""
        servers = document.get("configs") if isinstance(document, dict) else None
        return isinstance(servers, dict) and all(
            isinstance(server, dict) and isinstance(server.get("users", {}), dict)
            for server in servers.values()
        )

    @classmethod
    def lines(cls, document: Any, community_id: int) -> Iterator[Line]:
        """Take this server's users; the weekly count is contained in theirs."""
        for user, known in _server(document, community_id).get("users", {}).items():
            if isinstance(known, dict):
                yield Line(user, (known.get("xp", 0),), level=known.get("level", 0))
            else:
                yield Line(user, (None,))

    @classmethod
    def roles(cls, document: Any, community_id: int) -> Iterator[tuple[object, object]]:
        """Take the roles of levels."""
        yield from object_of(_server(document, community_id).get("levelroles")).items()

    @classmethod
    def curve(cls, document: Any, community_id: int, level: int) -> Amount | None:
        """Follow the server's own base and exponent, which are 100 and 2 unless it says so."""
        algorithm = object_of(_server(document, community_id).get("algorithm"))
        base, power = algorithm.get("base", 100), algorithm.get("exp", 2)
        if not all(isinstance(one, (int, Decimal)) and 0 < one <= 10_000 for one in (base, power)):
            return None
        if level > 1_000 or power > 10:
            return None
        experience: int = ceil(base * Decimal(level) ** power)
        return experience


def _server(document: Any, community_id: int) -> dict[str, Any]:
    servers = document["configs"]
    if str(community_id) not in servers:
        raise NotThisServerError(servers=", ".join(list(servers)[:5]))
    found: dict[str, Any] = servers[str(community_id)]
    return found
