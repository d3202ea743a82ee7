"""Comparing all members of a server with what is known of them, after a start and after a gap."""

import asyncio
from collections import Counter

import discord
import structlog

from bot.client import Laurel
from bot.services.deletions import deleted_roles, places
from bot.services.members import role_meanings, sync
from bot.ui.core.transient import is_transient, pause
from cogs.listeners.member_payload import parse_members
from db.tables import GoneKind

PAGE = 1_000
"""Members in one answer at the most: "Guild Resource" of Discord's documentation, "List Guild
Members"."""

AGAIN_SECONDS = 60
"""Seconds between two syncs of a server that are asked for by what could not be parsed, and before
another try after one that failed by a mistake of ours."""

_LAST = 2**63 - 1
"""No id is larger."""

log = structlog.get_logger(__name__)


class FullSync:
    """Syncs one server after the other, in the order in which they were asked for."""

    def __init__(self, bot: Laurel) -> None:
        self._bot = bot
        self._queue: asyncio.Queue[int] = asyncio.Queue()
        # The server that is being synced now, and of whom a newer event came meanwhile.
        self._newer: dict[int, set[int]] = {}
        # Servers that are asked for again, and when that was last, by the loop's time.
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._asked_again_at: dict[int, float] = {}
        self._failures: Counter[int] = Counter()

    def start(self) -> None:
        """Begin to work through the queue."""
        self._work = asyncio.create_task(self._work_through())

    def stop(self) -> None:
        """Stop; the next start asks for every server anew."""
        self._work.cancel()
        for timer in self._timers.values():
            timer.cancel()

    def ask_for(self, community_id: int) -> None:
        """Sync a server as soon as its turn comes."""
        self._queue.put_nowait(community_id)

    def ask_again(self, community_id: int) -> None:
        """Sync a server soon, but not all the time: the same may be unreadable many times."""
        if community_id in self._timers:
            return
        loop = asyncio.get_running_loop()
        last = self._asked_again_at.get(community_id)
        seconds = 0.0 if last is None else max(0.0, last + AGAIN_SECONDS - loop.time())
        self._timers[community_id] = loop.call_later(seconds, self._ask_again_now, community_id)

    def _ask_again_now(self, community_id: int) -> None:
        del self._timers[community_id]
        self._asked_again_at[community_id] = asyncio.get_running_loop().time()
        self.ask_for(community_id)

    def member_changed(self, community_id: int, member_id: int) -> None:
        """Prefer the event that just came of a member to the list that is being read."""
        if community_id in self._newer:
            self._newer[community_id].add(member_id)

    async def _work_through(self) -> None:
        while True:
            community_id = await self._queue.get()
            guild = self._bot.get_guild(community_id)
            if guild is None:
                continue
            self._newer[community_id] = set()
            try:
                await self._sync(guild)
            except Exception as error:  # noqa: BLE001  # whatever it was, it is tried again
                self._retry_later(community_id, error)
            else:
                self._failures.pop(community_id, None)
            finally:
                del self._newer[community_id]

    def _retry_later(self, community_id: int, error: Exception) -> None:
        """Sync a server once more; until then its webhooks, for one, are told to wait."""
        if self._bot.get_guild(community_id) is None:  # Laurel was removed from it meanwhile
            self._failures.pop(community_id, None)
            return
        self._failures[community_id] += 1
        if is_transient(error):
            seconds = pause(error, self._failures[community_id])
            log.warning(
                "member_sync.not_listed",
                community=community_id,
                error=type(error).__name__,
                seconds=seconds,
            )
        else:
            seconds = AGAIN_SECONDS
            log.error("member_sync.failed", community=community_id, exc_info=error)
        asyncio.get_running_loop().call_later(seconds, self.ask_for, community_id)

    async def _sync(self, guild: discord.Guild) -> None:
        """Compare all members with what is known of them, page by page in the order of ids."""
        do = self._bot.intake.do_and_wait
        await self._find_deleted(guild)
        after, newer, whole = 0, self._newer[guild.id], False
        while not whole:
            newer.clear()
            # Not as members of the library's: one that it cannot parse would spoil the whole list.
            asked_at = self._bot.db.world.clock()
            listed = await self._bot.http.get_members(guild.id, PAGE, after)
            page, unreadable, end = parse_members(listed)
            whole = len(listed) < PAGE
            if unreadable:
                log.error("member_sync.unreadable", community=guild.id, count=len(unreadable))
            for first in range(0, len(page) or 1, sync.SLICE):
                some = page[first : first + sync.SLICE]
                last = first + sync.SLICE >= len(page)
                upto = (_LAST if whole else end) if last else some[-1].member_id
                await do(
                    guild.id,
                    sync.reconcile,
                    guild.id,
                    some,
                    after=after,
                    upto=upto,
                    heard=frozenset(newer | unreadable),
                    asked_at=asked_at,
                )
                after = upto
        named, role_ids = await self._roles(guild)
        await do(guild.id, deleted_roles.reconciled, guild.id, role_ids, named=named)
        role_names = {role.id: role.name for role in guild.roles if role.id in named}
        await do(guild.id, role_meanings.name_levels, guild.id, role_names)
        log.info("member_sync.done", community=guild.id)
        self._bot.dispatch("members_synced", guild)

    async def _roles(self, guild: discord.Guild) -> tuple[frozenset[int], frozenset[int]]:
        """Return the roles that are named here and, looked up after them, those that there are.

        The library's cache lacks what it could not parse: only Discord says what is deleted.
        """
        named = frozenset(await self._bot.db.read(places.named, guild.id, GoneKind.ROLE))
        there = frozenset(role.id for role in guild.roles)
        if not named <= there:
            listed = await self._bot.http.get_roles(guild.id)
            there = frozenset(int(role["id"]) for role in listed)
        return named, there

    async def _find_deleted(self, guild: discord.Guild) -> None:
        """Find what was deleted meanwhile of what is named here, before members are compared."""
        named, there = await self._roles(guild)
        gone = [(GoneKind.ROLE, role_id) for role_id in sorted(named - there)]
        for channel_id in sorted(await self._bot.db.read(places.named, guild.id, GoneKind.CHANNEL)):
            known = guild.get_channel_or_thread(channel_id)
            if known is None and await _is_deleted(guild, channel_id):
                gone.append((GoneKind.CHANNEL, channel_id))
        for kind, id_ in gone:
            await self._bot.intake.do_and_wait(
                guild.id, places.deleted, guild.id, kind, id_, held=True
            )


async def _is_deleted(guild: discord.Guild, channel_id: int) -> bool:
    """Ask Discord for a channel that is not in the cache: it may only be hidden from us."""
    try:
        await guild.fetch_channel(channel_id)
    except discord.NotFound:
        return True
    except (discord.Forbidden, discord.InvalidData):  # hidden, or of another server
        return False
    return False
