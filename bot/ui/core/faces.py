"""Who people are, for pictures that show names and avatars; Laurel stores neither."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Collection

import discord
import structlog

from bot.ui.core.avatars import Avatars, Person

SECONDS = 0.6
"""How long a picture waits for the names on it, and as long again for the avatars."""

KEPT_SECONDS = 60.0
"""How long they are remembered: when many look at a leaderboard, Discord is asked once."""

MOST_KEPT = 2_000
"""People who are remembered."""

MOST_ASKED = 100
"""People who are asked for at once: "Gateway Events", Request Guild Members."""

log = structlog.get_logger(__name__)


class Faces:
    """What knows who people are; one for each running bot."""

    def __init__(self, patience: float = SECONDS) -> None:
        self.patience = patience
        self._kept: OrderedDict[tuple[int, int], tuple[float, discord.Member]] = OrderedDict()
        self._asking: dict[tuple[int, frozenset[int]], asyncio.Task[None]] = {}
        self._avatars = Avatars()

    async def avatars(self, people: Collection[Person]) -> dict[int, bytes]:
        """Return the avatars of people that are there in time, by id."""
        return await self._avatars.of(people, self.patience)

    async def close(self) -> None:
        """Ask for nobody any more."""
        for task in list(self._asking.values()):
            task.cancel()
        await self._avatars.close()

    async def of(
        self, guild: discord.Guild, member_ids: Collection[int]
    ) -> dict[int, discord.Member]:
        """Return who these are, as far as they are on a server and Discord says so in time."""
        missing = frozenset(one for one in member_ids if self._known(guild.id, one) is None)
        if missing:
            key = guild.id, frozenset(sorted(missing)[:MOST_ASKED])
            if key not in self._asking:
                self._asking[key] = asyncio.create_task(self._ask(guild, *key))
            await asyncio.wait({self._asking[key]}, timeout=self.patience)
        known = {one: self._known(guild.id, one) for one in member_ids}
        return {one: member for one, member in known.items() if member is not None}

    def _known(self, guild_id: int, member_id: int) -> discord.Member | None:
        until, member = self._kept.get((guild_id, member_id), (0.0, None))
        return member if time.monotonic() < until else None

    async def _ask(self, guild: discord.Guild, guild_id: int, ids: frozenset[int]) -> None:
        try:
            async with asyncio.timeout(self.patience):
                found = await guild.query_members(user_ids=list(ids), limit=len(ids), cache=False)
        except (TimeoutError, discord.DiscordException, ConnectionError) as error:
            log.info("faces.not_here", error=type(error).__name__)
            return
        finally:
            self._asking.pop((guild_id, ids), None)
        until = time.monotonic() + KEPT_SECONDS
        for member in found:
            self._kept[guild_id, member.id] = until, member
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
