"""The little web server that takes calls to webhooks. Every answer is given after the commit.

It keeps nothing that matters to another process, so several may run one each.
"""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog
from aiohttp import web
from sqlmodel import select

from bot.http.gate import LIMITS, Gate, Limits
from bot.services.errors import InvalidInputError, RefusedError
from bot.services.webhooks import calls, receiving, secrets
from bot.settings import IpNetwork
from bot.texts import t
from db.database import Database
from db.errors import DatabaseUnavailableError
from db.session import Session
from db.tables import CallOutcome

LONGEST_BODY = 64 * 1024
"""Bytes that a call may have."""

BODY_SECONDS = 10.0
"""How long a body may take to arrive."""

CLOSE_SECONDS = 3.0
"""How long calls that are under way may take once we are asked to stop."""

AWAY_SECONDS = 5
"""When whoever called is to try again because the database is away."""

FULL_SECONDS = 5
"""When whoever called is to try again because too many are connected."""

MOST_HEADERS = 64

REMARK_SECONDS = 10.0
"""How far apart remarks are that a call was not signed: anybody can send one."""

NOT_YET_SECONDS = 30
"""When whoever called is to try again because Laurel has just come to a community."""

log = structlog.get_logger(__name__)

_GATE = web.AppKey("gate", Gate)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Until:
    """Communities with which something is not to be done until a moment."""

    def __init__(self) -> None:
        self._until: dict[int, float] = {}

    def set(self, community_id: int, seconds: float) -> None:
        """Let it not be done for so long."""
        self._until[community_id] = _now() + seconds

    def left(self, community_id: int) -> float:
        """Return for how many seconds not; 0: it may be done."""
        return max(0.0, self._until.get(community_id, 0.0) - _now())


class WebhookHandler:
    """Answers calls to the webhooks of all communities."""

    def __init__(self, db: Database) -> None:
        self._db = db
        # What is refused must cost nobody else anything, so the database is not asked again.
        self._full = Until()
        self._remarked = Until()

    async def call(self, request: web.Request) -> web.Response:
        """Take one call: `POST /hooks/{community}`."""
        community_id = int(request.match_info["community"])
        if community_id >= 2**63:
            raise web.HTTPNotFound
        valid = await self._db.read(receiving.keys, community_id)
        if not valid:
            raise web.HTTPNotFound
        body = await _body(request)
        signed = secrets.verified(valid, request.headers.items(), body, self._db.world.clock())
        if signed is None:
            if not self._remarked.left(community_id):
                self._remarked.set(community_id, REMARK_SECONDS)
                await self._db.write(calls.note, community_id, CallOutcome.UNSIGNED)
            return _no(401, t("en", "hook-unsigned"))
        if seconds := self._full.left(community_id):
            return _too_many(seconds)
        try:
            outcome = await self._accept(community_id, signed)
        except receiving.TooManyCallsError as refusal:
            self._full.set(community_id, refusal.wait.total_seconds())
            return _too_many(refusal.wait.total_seconds())
        log.info("hook.accepted", community=community_id, outcome=outcome.value)
        return web.json_response({"outcome": outcome.value}, status=202)

    async def _accept(self, community_id: int, signed: secrets.Signed) -> CallOutcome:
        try:
            return await self._db.write(receiving.accept, community_id, signed.id, signed.body)
        except receiving.TooManyCallsError:
            raise
        except RefusedError as refusal:
            await self._db.write(receiving.refuse, community_id, refusal)
            log.info("hook.refused", community=community_id, why=refusal.message)
            raise

    async def health(self, _: web.Request) -> web.Response:
        """Say that all is well if the database answers in time: `GET /health`."""
        try:
            async with asyncio.timeout(AWAY_SECONDS):
                await self._db.read(_ping)
        except TimeoutError:
            raise DatabaseUnavailableError("slow") from None
        return web.json_response({"status": "ok"})


class _Counted(logging.Filter):
    """Counts what the library would log: it is about what strangers send."""

    def __init__(self, gate: Gate) -> None:
        super().__init__()
        self._gate = gate

    def filter(self, _: logging.LogRecord) -> bool:
        """Count it, and let nothing through."""
        self._gate.say("web.malformed")
        return False


@dataclass
class Serving:
    """A server that takes calls."""

    port: int
    _server: asyncio.Server
    _runner: web.AppRunner

    async def cleanup(self) -> None:
        """Take no more, and finish what is under way."""
        self._server.close()
        await self._runner.cleanup()


async def serve(
    db: Database,
    host: str,
    port: int,
    *,
    trusted: Sequence[IpNetwork] = (),
    limits: Limits = LIMITS,
) -> Serving:
    """Begin to take calls; `cleanup` of what is returned ends it. `OSError`: the place is taken."""
    handler, gate = WebhookHandler(db), Gate(trusted, limits)
    app = web.Application(
        client_max_size=LONGEST_BODY, middlewares=[_one_request, _answer_troubles]
    )
    app.router.add_post("/hooks/{community:[0-9]{1,19}}", handler.call)
    app.router.add_get("/health", handler.health)
    app[_GATE] = gate
    remarks = logging.Logger(__name__)
    remarks.addFilter(_Counted(gate))
    runner = web.AppRunner(
        app,
        access_log=None,
        logger=remarks,
        auto_decompress=False,
        max_headers=MOST_HEADERS,
        shutdown_timeout=CLOSE_SECONDS,
    )
    await runner.setup()
    assert runner.server is not None
    try:
        server = await asyncio.get_running_loop().create_server(
            gate.before(runner.server), host, port
        )
    except OSError:
        await runner.cleanup()
        raise
    addresses = [listener.getsockname()[:2] for listener in server.sockets]
    log.info("web.listening", addresses=addresses)
    return Serving(addresses[0][1], server, runner)


@web.middleware
async def _one_request(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer and close: a connection that asks nothing more has no reason to stay."""
    gate = request.app[_GATE]
    try:
        if gate.asked(request.transport) or request.path == "/health":
            response = await handler(request)
        else:
            response = _no(503, t("en", "hook-full"), retry_after=FULL_SECONDS)
    except web.HTTPException as answer:
        answer.force_close()
        raise
    finally:
        gate.answered(request.transport)
    response.force_close()
    return response


@web.middleware
async def _answer_troubles(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPRequestEntityTooLarge:
        return _no(413, t("en", "hook-too-long", most=LONGEST_BODY // 1024))
    except web.HTTPException:
        raise
    except web.RequestPayloadError:  # a body that cannot be one
        request.app[_GATE].say("web.malformed")
        return _no(400, t("en", "hook-bad-body"))
    except receiving.NotYetError as refusal:
        return _no(503, t("en", refusal.message), retry_after=NOT_YET_SECONDS)
    except RefusedError as refusal:
        return _no(400, t("en", refusal.message, **refusal.params))
    except DatabaseUnavailableError as error:
        log.debug("web.database_away", error=str(error))
        return _no(503, t("en", "hook-database-away"), retry_after=AWAY_SECONDS)
    except ConnectionError:
        raise  # the caller has gone
    except Exception as error:
        log.error("web.stumbled", exc_info=error)
        return _no(500, t("en", "hook-stumbled"))


async def _body(request: web.Request) -> str:
    """Return the body as it was signed."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return (await request.read()).decode()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except UnicodeDecodeError:
        raise InvalidInputError("body", "hook-bad-body") from None


def _too_many(seconds: float) -> web.Response:
    return _no(429, t("en", "hook-too-many"), retry_after=math.ceil(seconds))


def _no(status: int, error: str, *, retry_after: int | None = None) -> web.Response:
    headers = {"Retry-After": str(retry_after)} if retry_after else None
    return web.json_response({"error": error}, status=status, headers=headers)


def _ping(session: Session) -> None:
    session.exec(select(1)).one()


def _now() -> float:
    return asyncio.get_running_loop().time()
