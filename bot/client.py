"""The Discord client: how it connects, what it loads, and what it is told of."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from types import ModuleType
from typing import Any

import aiohttp
import discord
import structlog
import yarl
from discord.app_commands import AppCommandContext, AppInstallationType
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot import texts
from bot.runtime.intake import Intake
from bot.runtime.pictures import Pictures
from bot.runtime.unreadable_events import outlive
from bot.runtime.worker import Worker
from bot.services import actors
from bot.services.community import removal, timezones
from bot.services.errors import RefusedError
from bot.settings import Settings
from bot.texts import ENGLISH, language
from bot.ui.core.base import Interaction
from bot.ui.core.command_sync import sync_if_changed
from bot.ui.core.loading import import_all, set_up
from bot.ui.core.router import Tree, route
from bot.ui.core.transient import AWAY, in_time
from bot.ui.permissions.audit import NEEDED
from db.database import Database
from db.errors import DatabaseUnavailableError

CONNECTIONS = 256
"""Connections to Discord at the most; without a limit, a burst of presses waits for handshakes."""

INTENTS = discord.Intents(
    guilds=True,
    members=True,
    guild_messages=True,
    guild_reactions=True,
    guild_scheduled_events=True,
    voice_states=True,
)
"""What Discord is to tell us of. Not what messages say: nobody here needs it."""

UNTOLD = ("GUILD_MEMBER_UPDATE", "GUILD_SCHEDULED_EVENT_USER_ADD")
"""What discord.py keeps to itself when it is about somebody whom it does not remember."""

LONGEST_WAIT = 60.0
"""Seconds that we wait for as long as Discord asks; told to wait longer, we do something else."""

GIVE_UP_SECONDS = 1.0
"""How long what is given up may take to put things away."""

NOTE_SECONDS = 0.5
"""How long somebody's wish waits for their language to be noted."""

_WRONG_TOKEN = 4004

_REFUSED_FOR_GOOD = {4010, 4011, 4012, 4013}
"""Invalid shard, sharding required, invalid version, invalid intents: another try is the same.

From https://docs.discord.com/developers/topics/opcodes-and-status-codes, gateway close codes.
"""

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # we never speak

log = structlog.get_logger(__name__)


class CannotStartError(Exception):
    """Laurel cannot start; `text_id` says why and what to do.

    `passes`: it may go well another time, without anybody doing anything.
    """

    def __init__(self, text_id: str, *, passes: bool = False, **params: object) -> None:
        super().__init__(text_id)
        self.text_id = text_id
        self.passes = passes
        self.params = params


def _point_at(settings: Settings) -> None:
    """Tell discord.py where Discord is; it has no option for that."""
    Route.BASE = settings.discord_api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.discord_gateway_url)


@contextmanager
def _plain_refusals(settings: Settings) -> Iterator[None]:
    """Turn what Discord may have against us into what an operator can do about it."""
    try:
        yield
    except discord.LoginFailure:
        raise CannotStartError("program-wrong-token") from None
    except discord.PrivilegedIntentsRequired:
        raise CannotStartError("program-intents-missing") from None
    except discord.ConnectionClosed as error:
        if error.code == _WRONG_TOKEN:
            raise CannotStartError("program-wrong-token") from None
        if error.code in _REFUSED_FOR_GOOD:
            raise CannotStartError("program-discord-refuses", code=str(error.code)) from None
        raise
    except AWAY as error:
        raise CannotStartError(
            "program-discord-unreachable", passes=True, url=settings.discord_api_url
        ) from error


def _read_ahead(package: str) -> list[ModuleType]:
    """Read, before anybody waits for it, what a command or a listener needs."""
    texts.load()
    timezones.load()
    return import_all(package)


class ClosingError(RefusedError):
    """Laurel is about to stop and takes nothing new."""

    message = "ui-closing"


class NotInvitedError(RefusedError):
    """Somebody brought Laurel along, as an app of their own, to a server that it is not on."""

    message = "ui-not-invited"


class Laurel(commands.AutoShardedBot):
    """The client. What it needs is handed in; `setup_hook` does everything that happens once."""

    def __init__(
        self, settings: Settings, db: Database, *, cogs: str = "cogs", **options: Any
    ) -> None:
        _point_at(settings)
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            # For every command, group and menu alike: on servers that have invited Laurel only.
            allowed_contexts=AppCommandContext(guild=True),
            allowed_installs=AppInstallationType(guild=True),
            intents=INTENTS,
            member_cache_flags=discord.MemberCacheFlags(joined=False),  # only who is in voice
            max_messages=None,
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            connector=aiohttp.TCPConnector(limit=CONNECTIONS),
            max_ratelimit_timeout=LONGEST_WAIT,
            **{"guild_ready_timeout": 0.5} | options,
        )
        self.settings = settings
        self.db = db
        self.pictures = Pictures()
        self.worker = Worker(db)
        self.intake = Intake(db, meet=self.meet, wake=self.worker.wake)
        self._cogs = cogs
        self._met: set[int] = set()
        self._languages: dict[tuple[int, int], str] = {}
        self._at_work: set[asyncio.Task[Any]] = set()
        self._closing = False
        self._pass_on_what_is_untold()
        outlive(self._connection.parsers, partial(self.dispatch, "unreadable_event"))

    def _pass_on_what_is_untold(self) -> None:
        """Dispatch it as it comes: `on_raw_guild_member_update(data)`, and so on."""
        parsers = self._connection.parsers
        for event in UNTOLD:

            def parse(
                data: Any,
                parse_first: Callable[[Any], None] = parsers[event],
                name: str = f"raw_{event.lower()}",
            ) -> None:
                parse_first(data)
                self.dispatch(name, data)

            parsers[event] = parse

    async def setup_hook(self) -> None:
        """Load every file of commands and make them known. What is broken stops us."""
        for module in await asyncio.to_thread(_read_ahead, self._cogs):
            await set_up(self, module)
        await in_time(partial(sync_if_changed, self.tree), "commands")
        self.worker.start()
        self.intake.start()

    async def close(self) -> None:
        """Store what was heard, finish the piece of work in hand, and leave Discord."""
        await self.intake.stop()
        await self.worker.stop()
        await super().close()

    async def serve(self, token: str) -> None:
        """Be on Discord until `close` is called; `CannotStartError` if Discord does not let us."""
        with _plain_refusals(self.settings):
            await self.start(token)

    async def launch_shards(self) -> None:
        """Ask where the gateway is until Discord says so; the library would end the program."""
        await in_time(super().launch_shards, "gateway")

    async def welcome(self, interaction: Interaction) -> None:
        """Make sure that the community is known and that the answer is waited for."""
        if self._closing:
            raise ClosingError
        task = asyncio.current_task()
        assert task is not None
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)
        if interaction.guild_id is not None:
            if self.get_guild(interaction.guild_id) is None:
                raise NotInvitedError
            await self.meet(interaction.guild_id)
            await self._remember_language(interaction.guild_id, interaction)

    async def _remember_language(self, community_id: int, interaction: Interaction) -> None:
        """Store the language of somebody's Discord when it is another than the stored one.

        Nobody who only wants to read waits long for that.
        """
        theirs = language(interaction.locale.value)
        who = (community_id, interaction.user.id)
        if self._languages.get(who) == theirs:
            return
        if await self.db.read(actors.language_of, *who) == theirs:
            self._languages[who] = theirs
            return
        storing = asyncio.create_task(self._store_language(who, theirs))
        self._at_work.add(storing)
        storing.add_done_callback(self._at_work.discard)
        await asyncio.wait({storing}, timeout=NOTE_SECONDS)

    async def _store_language(self, who: tuple[int, int], theirs: str) -> None:
        try:
            await self.db.write(actors.store_language, *who, theirs)
        except DatabaseUnavailableError as error:  # the next thing that they do notes it
            log.info("language.not_noted", error=str(error))
        except Exception as error:  # it is no reason to refuse what somebody asked for
            log.error("language.not_noted", exc_info=error)
        else:
            self._languages[who] = theirs

    async def meet(self, community_id: int) -> None:
        """Make sure that the database knows a community."""
        if community_id in self._met:
            return
        if not await self.db.read(removal.is_here, community_id):
            guild = self.get_guild(community_id)
            preferred = language(guild.preferred_locale.value) if guild else ENGLISH
            await self.db.write(removal.arrive, community_id, preferred)
        self._met.add(community_id)

    async def finish(self, seconds: float) -> None:
        """Take nothing new and finish what is in hand, but wait no longer than that.

        What is not done by then is given up: a file half read, a picture half opened.
        """
        self._closing = True
        if not self._at_work:
            return
        _, late = await asyncio.wait(self._at_work, timeout=seconds)
        for task in late:
            task.cancel()
        if late:
            log.warning("stopping.given_up", count=len(late))
            await asyncio.wait(late, timeout=GIVE_UP_SECONDS)

    async def on_ready(self) -> None:
        """Say so in the log; nothing else belongs here, for it happens again and again."""
        log.info("discord.ready", communities=len(self.guilds), shards=self.shard_count)

    async def on_message(self, message: discord.Message) -> None:
        """Look for no commands in what is written: Laurel has none that are typed so."""

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Get to know a new community, or one that has invited Laurel again."""
        self._met.discard(guild.id)
        await self.meet(guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Meet it anew if Laurel is invited again."""
        self._met.discard(guild.id)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer what somebody pressed, chose or sent."""
        await route(interaction)


@asynccontextmanager
async def visiting(settings: Settings) -> AsyncIterator[discord.Client]:
    """Log in only to ask: without the gateway, and without changing anything."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    _point_at(settings)
    client = discord.Client(intents=discord.Intents(guilds=True))
    try:
        async with client:
            with _plain_refusals(settings):
                await client.login(settings.token)
            yield client
    finally:  # a bot may run beside the visitor
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


async def may_see_members(client: discord.Client) -> bool:
    """Tell whether the application was allowed to see who the members are."""
    flags = (await client.application_info()).flags
    return flags.gateway_guild_members or flags.gateway_guild_members_limited


def invitation(client: discord.Client) -> str:
    """Return the address at which somebody invites Laurel with the permissions it needs."""
    assert client.application_id is not None
    return discord.utils.oauth_url(client.application_id, permissions=NEEDED)
