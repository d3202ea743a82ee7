"""Who comes, goes and changes, and what Laurel missed while it was away.

All of it goes through the intake, so that it is taken up in the order in which it happened.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

import discord
import structlog
from discord.ext import commands

from bot.repeats import Repeats
from bot.services.community import removal
from bot.services.deletions import places
from bot.services.members import role_meanings, sync
from bot.services.members.diff import Seen
from bot.ui.passing import is_passing, pause
from db.errors import DatabaseUnavailableError
from db.session import Session
from db.tables import GoneKind

PAGE = 1_000
"""Members that Discord hands out at a time."""

AGAIN_SECONDS = 60
"""How long to wait before all members are looked at again, after Discord would not list them."""

_LAST = 2**63 - 1
"""No id is larger."""

P = ParamSpec("P")
T = TypeVar("T")

log = structlog.get_logger(__name__)


class Presence(commands.Cog):
    """Listens to what becomes of members, and looks at all of them after a gap."""

    def __init__(self, bot: Any) -> None:
        self._bot = bot
        # Communities to look at, and of whom something was heard while that is being done.
        self._waiting: asyncio.Queue[int] = asyncio.Queue()
        self._heard: dict[int, set[int]] = {}
        # Communities that are looked at once more, and when that was done last, by the loop's time.
        self._again: dict[int, asyncio.TimerHandle] = {}
        self._looked: dict[int, float] = {}
        self._failures: Counter[int] = Counter()
        self._repeats = Repeats()

    async def cog_load(self) -> None:
        """Begin to look."""
        self._work = asyncio.create_task(self._look_at_all())

    async def cog_unload(self) -> None:
        """Stop looking; the next start begins anew."""
        self._work.cancel()
        for again in self._again.values():
            again.cancel()

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Take up that somebody has come."""
        self._observe(member.guild.id, seen(member))

    @commands.Cog.listener()
    async def on_raw_guild_member_update(self, data: dict[str, Any]) -> None:
        """Take up what has changed about somebody."""
        try:
            told = _told(data)
        except (KeyError, TypeError, ValueError) as error:
            self._repeats.say(partial(log.error, exc_info=error), "presence.unreadable")
            self._look_again(int(data["guild_id"]))
        else:
            self._observe(int(data["guild_id"]), told)

    @commands.Cog.listener()
    async def on_raw_member_remove(self, event: discord.RawMemberRemoveEvent) -> None:
        """Take up that somebody has left, or was made to."""
        self._note(event.guild_id, event.user.id)
        self._bot.intake.do(event.guild_id, sync.left, event.guild_id, event.user.id)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Take up that nobody has a role any more; Discord does not say so for each of them."""
        community_id, after = role.guild.id, 0
        while last := await self._in_turn(
            community_id,
            sync.role_deleted,
            community_id,
            role.id,
            name=role.name,
            after=after,
        ):
            after = last

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Take up that a channel is gone, for all that names it."""
        self._bot.intake.do(
            channel.guild.id,
            places.deleted,
            channel.guild.id,
            GoneKind.CHANNEL,
            channel.id,
            channel.name,
        )

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Look at everybody after a start, and after a gap; a resumed connection has none."""
        self._waiting.put_nowait(guild.id)

    @commands.Cog.listener()
    async def on_missed_something(self, community_id: int, _event: str) -> None:
        """Look at everybody where something that Discord told could not be read."""
        self._look_again(community_id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Look at everybody in a new community."""
        self._waiting.put_nowait(guild.id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that Laurel is not there any more."""
        self._bot.intake.do(guild.id, removal.removed, guild.id)

    @commands.Cog.listener()
    async def on_shard_ready(self, shard: int) -> None:
        """Note which communities have removed Laurel while it was away."""
        here = {guild.id for guild in self._bot.guilds if guild.shard_id == shard}
        try:
            await self._bot.db.write(
                removal.missed, here, shard=shard, shards=self._bot.shard_count
            )
        except DatabaseUnavailableError as error:  # the next start sees it too
            log.debug("presence.database_away", error=str(error))

    def _look_again(self, community_id: int) -> None:
        """Look at everybody soon, but not all the time: the same may be unreadable many times."""
        if community_id in self._again:
            return
        loop = asyncio.get_running_loop()
        last = self._looked.get(community_id)
        pause = 0.0 if last is None else max(0.0, last + AGAIN_SECONDS - loop.time())
        self._again[community_id] = loop.call_later(pause, self._look_now, community_id)

    def _look_now(self, community_id: int) -> None:
        del self._again[community_id]
        self._looked[community_id] = asyncio.get_running_loop().time()
        self._waiting.put_nowait(community_id)

    def _observe(self, community_id: int, one: Seen) -> None:
        self._note(community_id, one.member_id)
        self._bot.intake.do(community_id, sync.observe, community_id, [one])

    def _note(self, community_id: int, member_id: int) -> None:
        """Remember that what is being listed of somebody may be older than what was just heard."""
        if community_id in self._heard:
            self._heard[community_id].add(member_id)

    async def _in_turn(
        self,
        community_id: int,
        use_case: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """Have something done after all that was heard before, and return what it returns.

        None if it failed, which the intake has logged.
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T | None] = loop.create_future()

        def tell(result: T | None) -> None:
            if not done.done():
                done.set_result(result)

        def run(session: Session) -> None:
            result = None
            try:
                result = use_case(session, *args, **kwargs)
            finally:
                loop.call_soon_threadsafe(tell, result)

        self._bot.intake.do(community_id, run)
        return await done

    async def _look_at_all(self) -> None:
        while True:
            community_id = await self._waiting.get()
            guild = self._bot.get_guild(community_id)
            if guild is None:
                continue
            self._heard[community_id] = set()
            try:
                await self._look_at(guild)
            except Exception as error:  # noqa: BLE001  # whatever it was, it is looked at again
                self._look_later(community_id, error)
            else:
                self._failures.pop(community_id, None)
            finally:
                del self._heard[community_id]

    def _look_later(self, community_id: int, error: Exception) -> None:
        """Look at a community once more; until then its webhooks, for one, are told to wait."""
        if self._bot.get_guild(community_id) is None:  # Laurel was removed from it meanwhile
            self._failures.pop(community_id, None)
            return
        self._failures[community_id] += 1
        if is_passing(error):
            seconds = pause(error, self._failures[community_id])
            log.warning(
                "presence.not_listed",
                community=community_id,
                error=type(error).__name__,
                seconds=seconds,
            )
        else:
            seconds = AGAIN_SECONDS
            log.error("presence.stumbled", community=community_id, exc_info=error)
        loop = asyncio.get_running_loop()
        loop.call_later(seconds, self._waiting.put_nowait, community_id)

    async def _look_at(self, guild: discord.Guild) -> None:
        """Compare all members with what is known of them, page by page in the order of ids."""
        await self._see_to_deletions(guild)
        after, heard, whole = 0, self._heard[guild.id], False
        while not whole:
            heard.clear()
            # Not as members of the library's: one that it cannot read would spoil the whole list.
            listed = await self._bot.http.get_members(guild.id, PAGE, after)
            page, unreadable, end = readable(listed)
            whole = len(listed) < PAGE
            if unreadable:
                log.error("presence.unreadable", community=guild.id, count=len(unreadable))
            for first in range(0, len(page) or 1, sync.SLICE):
                some = page[first : first + sync.SLICE]
                last = first + sync.SLICE >= len(page)
                upto = (_LAST if whole else end) if last else some[-1].member_id
                await self._in_turn(
                    guild.id,
                    sync.reconcile,
                    guild.id,
                    some,
                    after=after,
                    upto=upto,
                    heard=frozenset(heard | unreadable),
                )
                after = upto
        named, role_ids = await self._roles(guild)
        await self._in_turn(guild.id, sync.reconciled, guild.id, role_ids, named=named)
        called = {role.id: role.name for role in guild.roles if role.id in named}
        await self._in_turn(guild.id, role_meanings.know_levels, guild.id, called)
        log.info("presence.looked_at_all", community=guild.id)
        self._bot.dispatch("looked_at_all", guild)

    async def _roles(self, guild: discord.Guild) -> tuple[frozenset[int], frozenset[int]]:
        """Return the roles that are named here and, looked up after them, those that there are.

        What the library remembers lacks what it could not read: only Discord says what is gone.
        """
        named = frozenset(await self._bot.db.read(places.named, guild.id, GoneKind.ROLE))
        there = frozenset(role.id for role in guild.roles)
        if not named <= there:
            listed = await self._bot.http.get_roles(guild.id)
            there = frozenset(int(role["id"]) for role in listed)
        return named, there

    async def _see_to_deletions(self, guild: discord.Guild) -> None:
        """Find what was deleted meanwhile of what is named here, before members are looked at."""
        named, there = await self._roles(guild)
        gone = [(GoneKind.ROLE, role_id) for role_id in sorted(named - there)]
        for channel_id in sorted(await self._bot.db.read(places.named, guild.id, GoneKind.CHANNEL)):
            known = guild.get_channel_or_thread(channel_id)
            if known is None and await _is_gone(guild, channel_id):
                gone.append((GoneKind.CHANNEL, channel_id))
        for kind, id_ in gone:
            await self._in_turn(guild.id, places.deleted, guild.id, kind, id_, held=True)


async def _is_gone(guild: discord.Guild, channel_id: int) -> bool:
    """Ask Discord for a channel that it did not tell us of: it may only be hidden from us."""
    try:
        await guild.fetch_channel(channel_id)
    except discord.NotFound:
        return True
    except (discord.Forbidden, discord.InvalidData):  # hidden, or of another server
        return False
    return False


def seen(member: discord.Member) -> Seen:
    """Return a member as the services know them."""
    return Seen(
        member.id,
        frozenset(role.id for role in member.roles if not role.is_default()),
        member.joined_at,
        member.pending,
        member.premium_since,
        member.bot,
    )


def readable(listed: Sequence[dict[str, Any]]) -> tuple[list[Seen], set[int], int]:
    """Return who is in a list of Discord's, the ids of those who cannot be read, and the last id.

    Whoever cannot be read is there all the same, and stays as they were known. An entry without
    an id is a list that cannot be read: `KeyError`, `TypeError` or `ValueError`.
    """
    page: dict[int, Seen] = {}
    unreadable: set[int] = set()
    for data in listed:
        member_id = int(data["user"]["id"])
        try:
            page[member_id] = _told(data)
        except (KeyError, TypeError, ValueError):
            unreadable.add(member_id)
    last = max((*page, *unreadable), default=0)
    return [page[member_id] for member_id in sorted(page)], unreadable, last


def _told(data: dict[str, Any]) -> Seen:
    """Return the member of whom Discord says that something has changed."""
    return Seen(
        int(data["user"]["id"]),
        frozenset(int(role_id) for role_id in data["roles"]),
        discord.utils.parse_time(data.get("joined_at")),
        bool(data.get("pending")),
        discord.utils.parse_time(data.get("premium_since")),
        bool(data["user"].get("bot")),
    )


async def setup(bot: Any) -> None:
    """Add the listener to the bot."""
    await bot.add_cog(Presence(bot))
