"""Serving the HTTP API: reading requests, applying faults, writing responses."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from urllib.parse import parse_qsl, unquote

from aiohttp import web

from bot.localdiscord.api.faults import Fault, Faults
from bot.localdiscord.api.rate_limits import RateLimits, TooManyRequests
from bot.localdiscord.api.requests import Request, RequestLog
from bot.localdiscord.api.rest import ROUTER
from bot.localdiscord.api.rest.routing import Call, Match
from bot.localdiscord.errors import Problem, Refusal, invalid, not_implemented
from bot.localdiscord.model.files import File
from bot.localdiscord.state.interactions import Interactions
from bot.localdiscord.state.world import LocalWorld
from bot.localdiscord.wire import JsonValue

# Their paths carry a token of their own.
WITHOUT_TOKEN = ("/interactions/", "/webhooks/")
CONTENT_TYPES = (
    "Expected one of application/json, application/x-www-form-urlencoded, multipart/form-data."
)
FILE_FIELD = re.compile(r"files\[(\d+)\]|file")


class HttpApi:
    """Serves requests below /api/v10."""

    def __init__(
        self,
        world: LocalWorld,
        interactions: Interactions,
        requests: RequestLog,
        faults: Faults,
        token: str,
    ) -> None:
        self._world = world
        self._interactions = interactions
        self._requests = requests
        self._faults = faults
        self._token = token
        self.latency = 0.0
        self.limits = RateLimits(None, world.clock)

    async def serve(self, incoming: web.Request) -> web.StreamResponse:
        """Serve one request. Its effects are announced once the response has been sent."""
        path = "/" + incoming.match_info["path"]
        request = Request(incoming.method, path)
        self._requests.begin(request)
        self._world.changes.notify()  # somebody may wait for just this request
        call = Call(self._world, self._interactions, incoming.query)
        if (reason := incoming.headers.get("X-Audit-Log-Reason")) is not None:
            call.reason = unquote(reason)
        match = ROUTER.match(request.method, path)
        request.template = match.template if match else None
        await self._wait()
        refusal = await _read(incoming, request, call)
        fault = self._faults.take(incoming.method, path)
        answer: object = None
        if fault is None or fault.status is None or fault.carried_out:
            if refusal is None:
                answer, refusal = self._handle(incoming, request, call, match)
            if refusal is not None:
                self._requests.refuse(request, refusal)
        await self._wait()
        if fault is not None and fault.delay:
            await asyncio.sleep(fault.delay)
        response = _response(call, answer, refusal)
        if refusal is None and match is not None and response.status != 204:
            assert isinstance(response.body, bytes)
            what = f"{request.method} {match.template} {response.status}"
            self._world.gateway.sessions.review.record(what, response.body.decode())
        if fault is not None and fault.status is not None:
            response = _fault_response(fault)
        if fault is not None and fault.drop and incoming.transport is not None:
            incoming.transport.abort()
        else:
            request.status = response.status
            # A client that is gone by now changes nothing of what was done.
            with contextlib.suppress(ConnectionError):
                await response.prepare(incoming)
                await response.write_eof()
        self._requests.answered(request)
        self._world.gateway.responses += 1
        for effect in call.after:
            effect()
        self._world.notify()
        return response

    async def _wait(self) -> None:
        if self.latency:
            await asyncio.sleep(self.latency / 2)

    def _handle(
        self, incoming: web.Request, request: Request, call: Call, match: Match | None
    ) -> tuple[object, Refusal | None]:
        try:
            authorization = incoming.headers.get("Authorization")
            open_to_all = request.path == "/gateway" or request.path.startswith(WITHOUT_TOKEN)
            if not open_to_all and authorization != f"Bot {self._token}":
                raise Refusal(401, 0, "401: Unauthorized")
            if match is None:
                raise not_implemented(f"{request.method} {request.path}")
            call.headers = self.limits.take(request.method, match.template, match.params)
            if request.body is None and request.method in ("POST", "PUT", "PATCH"):
                request.body = {}
            self._requests.check(request)
            call.params = match.params
            return match.handler(call), None
        except Refusal as refusal:
            return None, refusal


async def _read(incoming: web.Request, request: Request, call: Call) -> Refusal | None:
    """Read the body: JSON, a form with payload_json and files, or a URL-encoded form.

    https://docs.discord.com/developers/reference#http-api
    """
    uploads: dict[str, File] = {}
    try:
        if incoming.content_type == "multipart/form-data":
            request.body = await _read_form(incoming, uploads)
        elif incoming.can_read_body and (data := await incoming.read()):
            if incoming.content_type == "application/x-www-form-urlencoded":
                request.body = _read_urlencoded(data.decode())
            elif incoming.content_type == "application/json":
                request.body = json.loads(data)
            else:
                return invalid([Problem("", "CONTENT_TYPE_INVALID", CONTENT_TYPES)])
    except ValueError:
        return Refusal(400, 50109, "The request body contains invalid JSON.")
    if isinstance(request.body, dict):
        call.body = request.body
    elif isinstance(request.body, list):
        call.array = request.body
    call.uploads = uploads
    request.files = [file.name for file in uploads.values()]
    return None


def _read_urlencoded(text: str) -> JsonValue:
    fields = dict(parse_qsl(text, keep_blank_values=True))
    return json.loads(fields["payload_json"]) if "payload_json" in fields else fields


async def _read_form(incoming: web.Request, uploads: dict[str, File]) -> JsonValue:
    body: JsonValue = {}
    async for part in await incoming.multipart():
        name = getattr(part, "name", None) or ""
        data = bytes(await part.read())  # type: ignore[union-attr]  # forms hold no nested forms
        if name == "payload_json":
            body = json.loads(data)
        elif found := FILE_FIELD.fullmatch(name):
            filename = getattr(part, "filename", None) or "file"
            uploads[found[1] or "0"] = File(filename, data)
    return body


def _json(status: int, body: object, headers: dict[str, str] | None = None) -> web.Response:
    # Without a charset: discord.py compares the whole header.
    return web.Response(
        status=status,
        body=json.dumps(body).encode(),
        content_type="application/json",
        headers=headers,
    )


def _response(call: Call, answer: object, refusal: Refusal | None) -> web.Response:
    if refusal is not None:
        return _json(refusal.status, refusal.to_wire(), call.headers | refusal.headers)
    if answer is None:
        return web.Response(status=204, headers=call.headers)
    return _json(call.status, answer, call.headers)


def _fault_response(fault: Fault) -> web.Response:
    assert fault.status is not None
    if fault.status != 429:
        return _json(fault.status, {"message": f"{fault.status}: on demand", "code": fault.code})
    refusal = TooManyRequests(fault.retry_after, is_global=fault.is_global)
    return _json(429, refusal.to_wire(), refusal.headers)
