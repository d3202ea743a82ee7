"""The Discord client: how it connects, what it loads, and which events it receives."""

import asyncio
import math
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

import aiohttp
import discord
import structlog
import yarl
from discord.app_commands import AppCommandContext, AppInstallationType
from discord.ext import commands
from discord.gateway import DiscordWebSocket, KeepAliveHandler
from discord.http import Route

from bot import texts
from bot.runtime.drawing import Drawing
from bot.runtime.identify import wait_for_turn
from bot.runtime.intake import Intake
from bot.runtime.pictures import Pictures
from bot.runtime.throttle import Throttle
from bot.runtime.unreadable_events import skip_unparsable
from bot.runtime.worker import Worker
from bot.services.community import removal, timezones
from bot.services.errors import RefusedError
from bot.settings import Settings
from bot.texts import ENGLISH, language
from bot.ui.core.base import Interaction
from bot.ui.core.command_sync import sync_if_changed
from bot.ui.core.faces import Faces
from bot.ui.core.loading import import_all, set_up
from bot.ui.core.member_languages import MemberLanguages
from bot.ui.core.router import Tree, route
from bot.ui.core.transient import AWAY, in_time
from bot.ui.permissions.audit import NEEDED
from db.database import Database
from db.engines import is_sqlite

CONNECTIONS = 128
"""HTTP connections at the most: enough for 1,500 answers a second to a Discord 80 ms away."""

IDLE_SECONDS = 120
"""How long one stays open over which nothing goes: each that a burst of presses opens anew costs as
much of the processor as an answer."""

INTENTS = discord.Intents(
    guilds=True,
    members=True,
    guild_messages=True,
    guild_reactions=True,
    guild_scheduled_events=True,
    voice_states=True,
)
"""Which events Discord sends. The content of messages is not needed, so it is not asked for."""

UNDISPATCHED = ("GUILD_MEMBER_UPDATE", "GUILD_SCHEDULED_EVENT_USER_ADD")
"""Events that discord.py does not dispatch for a member who is not in its cache."""

LONGEST_WAIT = 60.0
"""Seconds of a rate limit that a request waits for; a longer one raises `discord.RateLimited`."""

GIVE_UP_SECONDS = 1.0
"""How long a cancelled task may take to clean up."""

_WRONG_TOKEN = 4004

_WRONG_SHARDS = {4010, 4011}
"""Invalid shard; sharding required, since a shard has too many servers."""

_FINAL_CLOSE_CODES = {4012, 4013}
"""Invalid version, invalid intents: another try is the same.

From https://docs.discord.com/developers/topics/opcodes-and-status-codes, gateway close codes.
"""

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # voice is never sent

log = structlog.get_logger(__name__)


class CannotStartError(Exception):
    """Laurel cannot start; `text_id` says why and what to do.

    `passes`: a later start may succeed without anybody doing anything.
    """

    def __init__(self, text_id: str, *, passes: bool = False, **params: object) -> None:
        super().__init__(text_id)
        self.text_id = text_id
        self.passes = passes
        self.params = params


def _set_addresses(settings: Settings) -> None:
    """Set the addresses of Discord in discord.py, which has no option for them."""
    Route.BASE = settings.discord_api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.discord_gateway_url)
    discord.Asset.BASE = settings.discord_cdn_url


@contextmanager
def _explain_refusals(settings: Settings) -> Iterator[None]:
    """Turn a refusal of Discord's into an error that says what an operator can do."""
    try:
        yield
    except discord.LoginFailure:
        raise CannotStartError("program-wrong-token") from None
    except discord.PrivilegedIntentsRequired:
        raise CannotStartError("program-intents-missing") from None
    except discord.ConnectionClosed as error:
        if error.code == _WRONG_TOKEN:
            raise CannotStartError("program-wrong-token") from None
        if error.code in _WRONG_SHARDS:  # else the next start has as many as Discord recommends
            passes = settings.shard_count is None
            raise CannotStartError("program-wrong-shards", passes=passes) from None
        if error.code in _FINAL_CLOSE_CODES:
            raise CannotStartError("program-discord-refuses", code=str(error.code)) from None
        raise
    except AWAY as error:
        raise CannotStartError(
            "program-discord-unreachable", passes=True, url=settings.discord_api_url
        ) from error


def load_files(package: str) -> list[ModuleType]:
    """Load what commands and listeners need, before anybody waits for it; return their files."""
    texts.load()
    timezones.load()
    import_all("bot.ui")  # cards name actions; who handles them is known once it is loaded
    return import_all(package)


class ClosingError(RefusedError):
    """Laurel is stopping and accepts nothing new."""

    message = "ui-closing"


class NotInvitedError(RefusedError):
    """Somebody uses Laurel as an app of their own on a server that has not invited it."""

    message = "ui-not-invited"


class Laurel(commands.AutoShardedBot):
    """The client. What it needs is passed in; `setup_hook` does everything that happens once."""

    def __init__(
        self, settings: Settings, db: Database, *, cogs: str = "cogs", **options: Any
    ) -> None:
        _set_addresses(settings)
        shared: dict[str, Any] = {}
        if not is_sqlite(settings.database_url):  # else there is one process
            shared["http_trace"] = Throttle(db).trace
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            # For every command, group and menu alike: on servers that have invited Laurel only.
            allowed_contexts=AppCommandContext(guild=True),
            allowed_installs=AppInstallationType(guild=True),
            intents=INTENTS,
            shard_count=settings.shard_count,
            member_cache_flags=discord.MemberCacheFlags(joined=False),  # only who is in voice
            max_messages=None,
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            connector=aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=IDLE_SECONDS),
            max_ratelimit_timeout=LONGEST_WAIT,
            **{"guild_ready_timeout": 0.5} | shared | options,
        )
        self.shard_ids = settings.shard_ids
        self.settings = settings
        self.db = db
        self.pictures = Pictures()
        self.drawing = Drawing()
        self.faces = Faces()
        self.worker = Worker(db)
        self.intake = Intake(db, meet=self.meet, wake=self.worker.wake)
        self._turns: set[int] = set()  # shards whose turn has come, and that are connecting
        self._cogs = cogs
        self._met: set[int] = set()
        self._languages = MemberLanguages(db, self._wait_for)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closing = False
        self.take_message: Callable[[Mapping[str, Any]], bool] = lambda _data: False
        """Takes what Discord sent of a message; what it returns False for is parsed and dispatched.

        Messages come in masses, and most of a `discord.Message` is used by nobody."""
        self._dispatch_raw_events()
        skip_unparsable(self._connection.parsers, partial(self.dispatch, "unreadable_event"))

    def _dispatch_raw_events(self) -> None:
        """Dispatch them with their payload: `on_raw_guild_member_update(data)`, and so on."""
        parsers = self._connection.parsers
        for event in UNDISPATCHED:

            def parse(
                data: object,
                parse_first: Callable[[object], None] = parsers[event],
                name: str = f"raw_{event.lower()}",
            ) -> None:
                parse_first(data)
                self.dispatch(name, data)

            parsers[event] = parse
        parsers["MESSAGE_CREATE"] = partial(self._offer_message, parsers["MESSAGE_CREATE"])

    def _offer_message(self, parse: Callable[[object], None], data: Mapping[str, Any]) -> None:
        if not self.take_message(data):
            parse(data)

    async def setup_hook(self) -> None:
        """Load commands and listeners, and register the commands. A broken file stops the start."""
        for module in await asyncio.to_thread(load_files, self._cogs):
            await set_up(self, module)
        await in_time(partial(sync_if_changed, self.tree, self.db), "commands")
        self.worker.start()
        self.intake.start()

    async def close(self) -> None:
        """Store what has come, finish the piece of work in hand, and disconnect."""
        await self.intake.stop()
        await self.worker.stop()
        await self.drawing.close()
        await self.faces.close()
        await super().close()
        self._stop_heartbeats()

    def _stop_heartbeats(self) -> None:
        """Stop the thread of a connection that was cut off as it began: the library forgets it."""
        for thread in threading.enumerate():
            if isinstance(thread, KeepAliveHandler) and thread.ws._connection is self._connection:
                thread.stop()

    async def serve(self, token: str) -> None:
        """Stay connected until `close` is called; `CannotStartError` if Discord refuses."""
        with _explain_refusals(self.settings):
            await self.start(token)

    async def launch_shards(self) -> None:
        """Start the shards of this process; `CannotStartError` if Discord lets too few start."""
        limits = await in_time(partial(ask_for_limits, self), "gateway")
        self.shard_count = self.shard_count or limits.shards
        limits.require(len(self.shard_ids or range(self.shard_count)))
        await super().launch_shards()

    async def launch_shard(
        self, gateway: yarl.URL, shard_id: int, *, initial: bool = False
    ) -> None:
        """Connect a shard when it is its turn: who connects and then says nothing is cut off."""
        await self.take_turn(shard_id)
        self._turns.add(shard_id)
        await super().launch_shard(gateway, shard_id, initial=initial)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Let a shard introduce itself when it is its turn."""
        if shard_id in self._turns:
            self._turns.remove(shard_id)
        else:
            await self.take_turn(shard_id or 0)

    async def take_turn(self, shard_id: int) -> None:
        """Wait for a shard's turn to introduce itself, among the shards of all processes.

        `CannotStartError` if there are no turns left, as when its sessions keep breaking.
        """
        limits = await in_time(partial(ask_for_limits, self), "gateway")
        limits.require(1)
        await wait_for_turn(self.db, shard_id, limits.max_concurrency)

    async def welcome(self, interaction: Interaction) -> None:
        """Make sure that the community has a row, and that stopping waits for the answer."""
        if self._closing:
            raise ClosingError
        task = asyncio.current_task()
        assert task is not None
        self._wait_for(task)
        if interaction.guild_id is not None:
            if self.get_guild(interaction.guild_id) is None:
                raise NotInvitedError
            await self.meet(interaction.guild_id)
            await self._languages.note(interaction.guild_id, interaction)

    def _wait_for(self, task: asyncio.Task[Any]) -> None:
        """Let `finish` wait for a task."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def meet(self, community_id: int) -> None:
        """Make sure that a community has a row."""
        if community_id in self._met:
            return
        if not await self.db.read(removal.is_here, community_id):
            guild = self.get_guild(community_id)
            preferred = language(guild.preferred_locale.value) if guild else ENGLISH
            await self.db.write(removal.arrive, community_id, preferred)
        self._met.add(community_id)

    async def finish(self, seconds: float) -> None:
        """Accept nothing new and wait so many seconds for what is being answered.

        What is not done by then is cancelled: a file half read, a picture half decoded.
        """
        self._closing = True
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=seconds)
        for task in late:
            task.cancel()
        if late:
            log.warning("stopping.given_up", count=len(late))
            await asyncio.wait(late, timeout=GIVE_UP_SECONDS)

    async def on_ready(self) -> None:
        """Log it. Nothing else belongs here: it happens again after each new session."""
        ours = [*self.shards]
        log.info("discord.ready", communities=len(self.guilds), shards=self.shard_count, ours=ours)

    async def on_message(self, message: discord.Message) -> None:
        """Look for no commands in messages: all of them are slash commands."""

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Add the row of a new community, or of one that has invited Laurel again."""
        self._met.discard(guild.id)
        await self.meet(guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Check the row again if Laurel is invited again."""
        self._met.discard(guild.id)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer a button, a list or a form."""
        await route(interaction)


@asynccontextmanager
async def visiting(settings: Settings) -> AsyncIterator[discord.Client]:
    """Log in for requests only: without the gateway, and without changing anything."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord.Asset.BASE
    _set_addresses(settings)
    client = discord.Client(intents=discord.Intents(guilds=True))
    try:
        async with client:
            with _explain_refusals(settings):
                await client.login(settings.token)
            yield client
    finally:  # a bot may run in this process too
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord.Asset.BASE = before


async def may_see_members(client: discord.Client) -> bool:
    """Return whether the application has the intent for members."""
    flags = (await client.application_info()).flags
    return flags.gateway_guild_members or flags.gateway_guild_members_limited


@dataclass(frozen=True)
class GatewayLimits:
    """How many shards Discord recommends, and how often shards may still start today.

    `max_concurrency` is how many may at once, `minutes` how long today lasts.
    """

    shards: int
    total: int
    remaining: int
    max_concurrency: int
    minutes: int

    def require(self, count: int) -> None:
        """Refuse to start more shards than Discord lets start: one too many costs the token."""
        if self.remaining < count:
            raise CannotStartError(
                "program-starts-used-up", passes=True, total=self.total, minutes=self.minutes
            )


async def ask_for_limits(client: discord.Client) -> GatewayLimits:
    """Ask Discord: "Get Gateway Bot" on the page "Gateway" of its documentation."""
    shards, _, starts = await client.http.get_bot_gateway()
    return GatewayLimits(
        shards,
        starts["total"],
        starts["remaining"],
        starts["max_concurrency"],
        math.ceil(starts["reset_after"] / 60_000),
    )


def invitation(client: discord.Client) -> str:
    """Return the address that invites Laurel with the permissions that it needs."""
    assert client.application_id is not None
    return discord.utils.oauth_url(client.application_id, permissions=NEEDED)
