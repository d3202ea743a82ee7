"""Calls to other people's servers, over real connections to a real server on this machine."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from standardwebhooks import Webhook

from bot.http.webhooks_out import LONGEST_PAUSE, Call, Outcome, Result, is_public, send
from bot.texts import SHIPPED, t
from tests.support.certificate import make_certificate
from tests.support.discord import patient_discord

OURS, OLD = ("whsec_" + letter * 32 for letter in "AB")
BODY = '{"type": "greeting", "data": {"name": "Mai ♥"}}'

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Server:
    """Somebody else's server: what it was sent, and what it answers."""

    port: int = 0
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"thanks"
    wait: asyncio.Event | None = None
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Answer whatever is asked."""
        self.got.append((dict(request.headers), await request.read()))
        if self.wait is not None:
            await self.wait.wait()
        return web.Response(status=self.status, headers=self.headers, body=self.body)

    def url(self, host: str = "127.0.0.1", scheme: str = "http") -> str:
        """Return its address."""
        return f"{scheme}://{host}:{self.port}/hook?from=laurel"


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    """A server on this machine."""
    server = Server()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.port = runner.addresses[0][1]
    yield server
    if server.wait is not None:
        server.wait.set()
    await runner.cleanup()


def call(url: str) -> Call:
    """Return a call, signed by two secrets, as while one replaces the other."""
    return Call(url, "run:7:steps.0", BODY, [OURS, OLD])


async def tell(url: str, *, private_addresses: bool = True, seconds: float = 15) -> Outcome:
    """Make a call, as an operator who lets them go to this machine."""
    return await send(
        call(url), datetime.now(UTC), private_addresses=private_addresses, seconds=seconds
    )


def because(outcome: Outcome) -> tuple[Result, str | None]:
    """Return how a call went and why, and make sure that it can be said."""
    if outcome.cause is not None:
        for language in SHIPPED:
            assert t(language, outcome.cause, **outcome.params)
    return outcome.result, outcome.cause


async def test_a_call_arrives_as_it_was_signed(server: Server) -> None:
    assert await tell(server.url()) == Outcome(Result.SENT)
    ((headers, body),) = server.got
    assert body.decode() == BODY
    assert headers["webhook-id"] == "laurel_run:7:steps.0"
    assert headers["Content-Type"] == "application/json"
    for secret in (OURS, OLD):
        Webhook(secret).verify(body, headers)


@pytest.mark.parametrize("status", [200, 201, 202, 204])
async def test_it_was_taken(server: Server, status: int) -> None:
    server.status = status
    assert (await tell(server.url())).result is Result.SENT


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(server: Server, status: int) -> None:
    server.status, server.headers = status, {"Location": "/elsewhere"}
    assert because(await tell(server.url())) == (Result.REFUSED, "outgoing-redirected")
    assert len(server.got) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 413])
async def test_it_was_refused(server: Server, status: int) -> None:
    server.status = status
    assert because(await tell(server.url())) == (Result.REFUSED, "outgoing-answered")


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504])
async def test_it_may_go_better_later(server: Server, status: int) -> None:
    server.status = status
    outcome = await tell(server.url())
    assert because(outcome) == (Result.LATER, "outgoing-answered")
    assert outcome.after is None


@pytest.mark.parametrize(
    ("asked", "after"),
    [
        ("30", timedelta(seconds=30)),
        ("9" * 30, LONGEST_PAUSE),
        ("-1", None),
        ("soon", None),
        ("²", None),
    ],
)
async def test_a_server_says_when(server: Server, asked: str, after: timedelta | None) -> None:
    server.status, server.headers = 503, {"Retry-After": asked}
    assert (await tell(server.url())).after == after


async def test_an_answer_that_does_not_come(server: Server) -> None:
    server.wait = asyncio.Event()
    assert because(await tell(server.url(), seconds=0.2)) == (Result.LATER, "outgoing-slow")


async def test_the_answer_itself_is_not_waited_for() -> None:
    """It begins and never ends."""

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65_536)

    app = web.Application()
    app.router.add_post("/hook", endless)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        assert await tell(f"http://127.0.0.1:{runner.addresses[0][1]}/hook") == Outcome(Result.SENT)
    finally:
        await runner.cleanup()


async def test_a_server_that_hangs_up() -> None:
    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        outcome = await tell(f"http://127.0.0.1:{port}/hook")
    assert because(outcome) == (Result.LATER, "outgoing-unreachable")


@pytest.mark.parametrize("host", ["127.0.0.1:1", "nobody.invalid"])
async def test_nobody_is_there(host: str) -> None:
    assert because(await tell(f"http://{host}/")) == (Result.LATER, "outgoing-unreachable")


async def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    context = make_certificate(tmp_path).server_context()
    async with patient_discord(ssl_context=context) as discord:
        outcome = await tell(discord.api_url)
        assert not discord.requests
    assert because(outcome) == (Result.LATER, "outgoing-unreachable")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0.0.0.0",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "10.1.2.3",
        "169.254.169.254",
    ],
)
async def test_private_addresses_are_refused(server: Server, host: str) -> None:
    """However they are written: what is judged is where the connection would go."""
    outcome = await tell(server.url(host, "https"), private_addresses=False, seconds=5)
    result, cause = because(outcome)
    assert result is Result.REFUSED
    assert cause in {"outgoing-private", "outgoing-bad-address"}  # the latter: no name at all
    assert not server.got


async def test_a_name_is_judged_by_where_it_leads(server: Server) -> None:
    """There is no look at the name before the connection, so no second answer could differ."""
    outcome = await tell(server.url("localhost", "https"), private_addresses=False)
    assert because(outcome) == (Result.REFUSED, "outgoing-private")


async def test_without_tls_only_where_the_operator_allows(server: Server) -> None:
    outcome = await tell(server.url(), private_addresses=False)
    assert because(outcome) == (Result.REFUSED, "outgoing-not-https")
    assert not server.got


@pytest.mark.parametrize(
    "url",
    [
        "",
        "laurel.example",
        "ftp://laurel.example/",
        "file:///etc/passwd",
        "https://",
        "https://:80/",
        "https://laurel.example:99999/",
        f"https://{'x' * 70}.example/",
    ],
)
@pytest.mark.parametrize("private_addresses", [True, False])
async def test_what_is_no_address(url: str, private_addresses: bool) -> None:
    outcome = await tell(url, private_addresses=private_addresses)
    assert outcome.result is not Result.SENT
    assert because(outcome)[1] in {"outgoing-bad-address", "outgoing-unreachable"}


async def test_without_a_secret_nothing_is_sent(server: Server) -> None:
    unsigned = replace(call(server.url()), secrets=[])
    outcome = await send(unsigned, datetime.now(UTC), private_addresses=True)
    assert because(outcome) == (Result.REFUSED, "outgoing-no-secret")
    assert not server.got


def test_secrets_are_not_shown() -> None:
    assert OURS not in repr(call("https://laurel.example/"))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:10.0.0.1",
        "2002:a00:1::1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",  # NAT64 for local use
        "64:ff9b:1:a00:0:100::",
        "fec0::1",  # site-local
        "feff::1",
        "::10.0.0.1",  # IPv4-compatible
        "::8.8.8.8",
        "::2",
        "::ffff:0:0",
        "::ffff:127.0.0.1",
        "::ffff:0:8.8.8.8",  # IPv4-translated
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "2001::1",  # Teredo
        "2001:0:808:808::1",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "100::1",
        "100:0:0:1::1",
        "3fff::1",
        "5f00::1",
        "4000::1",
        "fdff::1",
        "febf::1",
        "ff0e::1",
        "0.1.2.3",
        "100.127.255.255",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.0.8",
        "192.0.0.170",
        "192.88.99.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "239.255.255.250",
        "240.0.0.1",
    ],
)
def test_what_not_everybody_can_reach(address: str) -> None:
    """Proven: by `ipaddress` alone several of these count as public, more in older Pythons."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "93.184.215.14",
        "100.63.255.255",
        "100.128.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "198.20.0.1",
        "223.255.255.254",
        "2606:4700::1111",
        "2001:4860:4860::8888",
        "2a00:1450:4001::1",
        "::ffff:1.1.1.1",
        "64:ff9b::101:101",
        "2002:101:101::1",
    ],
)
def test_what_everybody_can_reach(address: str) -> None:
    assert is_public(address)
