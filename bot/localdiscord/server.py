"""LocalDiscord: the server that a bot connects to, and what tests and demos do with it."""

from __future__ import annotations

import base64
import secrets
import ssl
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from bot.localdiscord.api.faults import Fault, Faults
from bot.localdiscord.api.http import HttpApi
from bot.localdiscord.api.rate_limits import AS_DISCORD, Limits, RateLimits
from bot.localdiscord.api.requests import Check, Request, RequestLog
from bot.localdiscord.app.client import AppClient
from bot.localdiscord.gateway import session_starts
from bot.localdiscord.gateway.payload_review import PayloadReview, Review
from bot.localdiscord.gateway.session_starts import SessionStarts, StartLimit
from bot.localdiscord.model.community import Community
from bot.localdiscord.page.cdn_files import CdnFiles
from bot.localdiscord.page.page import Page
from bot.localdiscord.page.security import refuse_other_pages
from bot.localdiscord.permissions import BOT_DEFAULT
from bot.localdiscord.state.interactions import Interactions
from bot.localdiscord.state.world import LocalWorld
from bot.localdiscord.wire import PRIVILEGED, Intent, Json

T = TypeVar("T")

# The uploads of a whole message, and the form around them.
LARGEST_BODY = 110 * 1024 * 1024


class LocalDiscord:
    """A Discord server program on loopback, for one bot.

    `ssl_context` makes it serve TLS. `latency` is a round trip in seconds. `check` is called with
    method, path template and body of every request and may say what is wrong with it; with
    `check_later` it is called only when `refused` is read, which keeps its work out of
    measurements. `review` is called with everything that is sent to the bot; what it finds wrong
    is in `violations`. `limits` are the rate limits: as Discord has them, WIDE ones, or None,
    without headers; `starts` is the limit on starting sessions, and `shards` how many Discord
    recommends. `deadline` is how many seconds the bot has to acknowledge; for `patience`
    seconds the visible answer is then waited for. Its clock begins `ahead` of the machine's (or,
    if negative, behind it).
    """

    def __init__(
        self,
        *,
        port: int = 0,
        ssl_context: ssl.SSLContext | None = None,
        latency: float = 0.0,
        check: Check | None = None,
        review: Review | None = None,
        check_later: bool = False,
        limits: Limits | None = AS_DISCORD,
        starts: StartLimit = session_starts.AS_DISCORD,
        shards: int = 1,
        deadline: float = 3.0,
        patience: float = 20.0,
        ahead: timedelta = timedelta(),
    ) -> None:
        self.world = LocalWorld(ahead)
        self.interactions = Interactions(self.world)
        self.interactions.deadline = deadline
        self.interactions.patience = patience
        self.world.app = AppClient(self.world, self.interactions)
        # Like Discord's: some clients read the bot's id from its first part.
        bot_id = base64.urlsafe_b64encode(str(self.world.bot.id).encode()).decode().rstrip("=")
        self.token = f"{bot_id}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(20)}"
        self._gateway = self.world.gateway
        self._gateway.sessions.token = self.token
        self._gateway.sessions.starts = SessionStarts(starts)
        self._gateway.sessions.recommended_shards = shards
        self._gateway.sessions.review = PayloadReview(review, later=check_later)
        self._port = port
        self._ssl_context = ssl_context
        self._faults = Faults()
        self._files = CdnFiles(self.world.cdn)
        self._requests = RequestLog(check, later=check_later)
        self._http = HttpApi(
            self.world, self.interactions, self._requests, self._faults, self.token
        )
        self._http.limits = RateLimits(limits, self.world.clock)
        self.latency = latency
        self.page = Page(self.world, self.interactions)
        self._runner: web.AppRunner | None = None
        self.api_url = ""
        self.gateway_url = ""

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen on loopback."""
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[refuse_other_pages])
        app.router.add_get("/gateway", self._gateway.serve)
        app.router.add_get("/gateway/", self._gateway.serve)
        app.on_response_prepare.append(self._set_date)
        self._files.add_routes(app)
        self.page.add_routes(app)
        app.router.add_route("*", "/api/v10/{path:.*}", self._http.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, ssl_context=self._ssl_context)
        await site.start()
        port = self._runner.addresses[0][1]
        secure = "s" if self._ssl_context else ""
        base = f"http{secure}://127.0.0.1:{port}"
        self.api_url = f"{base}/api/v10"
        self.gateway_url = f"ws{secure}://127.0.0.1:{port}/gateway"
        self.world.cdn.base_url = self.page.origin = self._files.origin = base
        self._gateway.sessions.url = self.gateway_url

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        self._gateway.close()
        await self.page.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _set_date(self, _: web.BaseRequest, response: web.StreamResponse) -> None:
        response.headers["Date"] = format_datetime(self.world.clock.now(), usegmt=True)

    @property
    def page_url(self) -> str:
        """The address of the page, with its token: whoever knows it can act for everybody."""
        return self.page.url

    @property
    def cdn_url(self) -> str:
        """Where files, avatars, icons and emojis are, in place of Discord's own CDN."""
        return self.world.cdn.base_url

    @property
    def now(self) -> datetime:
        """The local Discord's time, in UTC."""
        return self.world.clock.now()

    async def advance(self, by: timedelta) -> None:
        """Move the clock forward: the `Date` of responses, new ids, times of messages, lifetimes.

        Nothing waits less for it: rate limits and the seconds to acknowledge are real ones.
        """
        await self.page.advance(by)

    # Waiting

    async def bot_ready(self, timeout: float = 60, *, shards: int | None = None) -> None:
        """Wait until the bot is connected and has received its communities.

        With `shards`, until all of so many are.
        """
        wanted = {(number, shards) for number in range(shards or 0)}
        await self.until(lambda: self._gateway.connected and wanted <= {*self.shards}, timeout)
        await self.world.flush()

    @property
    def shards(self) -> list[tuple[int, int]]:
        """The shards that are connected, as (shard_id, num_shards); one twice if two clients are.

        A client without shards is (0, 1).
        """
        return self._gateway.shards

    async def until(self, condition: Callable[[], T], timeout: float = 60) -> T:
        """Wait until a condition holds and return its value; TimeoutError after `timeout` s."""
        return await self.world.until(condition, timeout)

    # The world

    def add_community(
        self,
        name: str,
        *,
        locale: str = "en-US",
        owner: str = "Owner",
        bot_permissions: int = BOT_DEFAULT,
        shard: tuple[int, int] = (0, 1),
    ) -> Community:
        """Add a community with an owner, and the bot in it; `shard` is who serves it, of how many.

        https://docs.discord.com/developers/events/gateway#sharding
        """
        community = Community(
            self.world,
            name,
            locale=locale,
            owner=owner,
            bot_permissions=bot_permissions,
            shard=shard,
        )
        self.world.communities[community.id] = community
        self._gateway.dispatch_guild(community)
        self.world.emit("community_added", community=community)
        return community

    @property
    def communities(self) -> list[Community]:
        """The communities that the bot is in."""
        return list(self.world.communities.values())

    @property
    def bot_id(self) -> int:
        """The id of the bot's user and application."""
        return self.world.bot.id

    @property
    def commands(self) -> list[Json]:
        """The global commands that the bot has registered."""
        return self.world.commands.registered()

    # Watching

    @property
    def requests(self) -> list[Request]:
        """Every request of the bot so far."""
        return self._requests.all

    @property
    def refused(self) -> list[Request]:
        """The requests that Discord would have refused; tests assert that there are none.

        Not among them: what no bot can know beforehand (closed direct messages, a look-up of
        something that is gone). A test that provokes refusals clears the list when it is done.
        """
        return self._requests.refused

    @property
    def violations(self) -> list[str]:
        """What this server has sent otherwise than Discord would; tests assert that it is empty."""
        return self._gateway.sessions.review.violations

    def on_event(self, callback: Callable[[Json], None]) -> None:
        """Have a callback called with everything that happens, as plain dictionaries."""
        self.world.observers.add(callback)

    def on_request(self, callback: Callable[[Request], None]) -> None:
        """Have a callback called with each request of the bot, once it is answered."""
        self._requests.watch(callback)

    def on_dispatch(self, callback: Callable[[str, Json], None]) -> None:
        """Have a callback called with each event that is sent to the bot: its name and data."""
        self._gateway.sessions.watchers.append(callback)

    # Faults

    def fail(
        self,
        method: str,
        path: str,
        *,
        status: int | None = None,
        code: int = 0,
        times: int = 1,
        retry_after: float = 1.0,
        is_global: bool = False,
        carried_out: bool = False,
        drop: bool = False,
        delay: float = 0.0,
    ) -> None:
        """Make the next requests that match fail ("*" in the path matches anything).

        A `status` (with Discord's own `code`) is answered without carrying the request out,
        unless `carried_out`; `drop` and `delay` carry it out, and break the connection or answer
        so many seconds late.
        """
        self._faults.add(
            Fault(
                method, path, times, status, code, retry_after, is_global, carried_out, drop, delay
            )
        )

    def clear_faults(self) -> None:
        """Remove all faults."""
        self._faults.clear()

    @property
    def faults_waiting(self) -> int:
        """How many requests are yet to fail."""
        return self._faults.count

    @property
    def latency(self) -> float:
        """How long a round trip takes, in seconds."""
        return self._http.latency

    @latency.setter
    def latency(self, seconds: float) -> None:
        self._http.latency = self._gateway.latency = seconds

    def deliver_twice(self) -> None:
        """Deliver the next interaction twice."""
        self.interactions.deliveries = 2

    def expire_tokens(self) -> None:
        """Let the tokens of all interactions die now, as they do after 15 minutes."""
        self.interactions.expire_tokens()

    async def disconnect(self, *, resume: bool = True, shard: int | None = None) -> None:
        """Close the gateway, or a shard; with `resume` the bot gets what it misses meanwhile."""
        await self._gateway.disconnect(resume=resume, shard=shard)

    @property
    def privileged_intents(self) -> Intent:
        """The privileged intents that are switched on for the bot."""
        return self._gateway.sessions.allowed_intents

    @privileged_intents.setter
    def privileged_intents(self, intents: int) -> None:
        self._gateway.sessions.allowed_intents = Intent(intents) & PRIVILEGED
