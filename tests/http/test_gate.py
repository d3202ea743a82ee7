"""Connections that are held: they keep nobody else out, and fill no log."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from ipaddress import ip_network

import pytest

from bot.http import gate, webhooks_in
from bot.http.gate import Limits
from bot.http.webhooks_in import serve
from bot.runtime.repeats import Repeats
from bot.services.webhooks import secrets
from db.database import Database
from db.session import Session
from tests.support.factories import BOSS, CLUB, add_community
from tests.support.until import until

LONG = 3600.0
"""A deadline that no test reaches."""

SILENT = "POST /hooks/1 HTTP/1.1\r\nHost: laurel"
"""The beginning of a header that does not go on."""

UNKNOWN = "POST /hooks/1 HTTP/1.1\r\nHost: laurel\r\nContent-Length: 0\r\n\r\n"
"""A whole request, answered with 404."""

WITHOUT_BODY = f"POST /hooks/{CLUB} HTTP/1.1\r\nHost: laurel\r\nContent-Length: 9\r\n\r\n"
"""A whole header, after which a body is waited for."""

HEALTH = "GET /health HTTP/1.1\r\nHost: laurel\r\n\r\n"

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Connect = Callable[..., Awaitable[Stream]]


@asynccontextmanager
async def serving(
    db: Database, limits: Limits, *trusted: str
) -> AsyncIterator[tuple[webhooks_in.Serving, Connect]]:
    """Serve with these limits; give the server, and what connects and sends something."""
    networks = [ip_network(one) for one in trusted]
    server = await serve(db, "127.0.0.1", 0, trusted=networks, limits=limits)
    streams: list[Stream] = []

    async def connect(text: str, address: str = "127.0.0.1") -> Stream:
        stream = await asyncio.open_connection("127.0.0.1", server.port, local_addr=(address, 0))
        streams.append(stream)
        stream[1].write(text.encode())
        return stream

    try:
        yield server, connect
    finally:
        for _, writer in streams:
            writer.close()
        await server.cleanup()


async def status(stream: Stream) -> int | None:
    """Return the status of an answer; None where the connection was closed without one."""
    try:
        answer = await stream[0].read()
    except ConnectionResetError:
        return None
    return int(answer.split()[1]) if answer else None


@pytest.fixture(autouse=True)
async def club(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A community that calls may be made to, so that their bodies are waited for, and long."""
    monkeypatch.setattr(webhooks_in, "BODY_SECONDS", LONG)

    def use_case(session: Session) -> None:
        add_community(session)
        secrets.make(session, BOSS, press=1, instead_of=None)

    await db.write(use_case)


async def test_a_header_that_does_not_come_is_not_waited_for(db: Database) -> None:
    """Proven: without the deadline this waits for ever."""
    async with serving(db, Limits(header_seconds=0.05)) as (_, connect):
        for text in ("", SILENT):
            assert await status(await connect(text)) is None


async def test_one_address_keeps_nobody_else_out(db: Database) -> None:
    """Proven: without the count of each address, the third one is answered as any other."""
    limits = Limits(in_all=9, each=2, for_health=2, header_seconds=LONG)
    async with serving(db, limits) as (_, connect):
        silent = [await connect(SILENT) for _ in range(2)]
        assert await status(await connect(UNKNOWN)) == 503
        assert await status(await connect(HEALTH)) == 200
        assert await status(await connect(UNKNOWN, "127.0.0.2")) == 404
        silent[0][1].close()  # which makes room
        await silent[0][1].wait_closed()
        while await status(await connect(UNKNOWN)) != 404:
            pass


async def test_a_trusted_proxy_brings_many(db: Database) -> None:
    limits = Limits(in_all=9, each=2, for_health=2, header_seconds=LONG)
    async with serving(db, limits, "127.0.0.0/30") as (_, connect):
        for _ in range(4):
            await connect(SILENT, "127.0.0.2")
        assert await status(await connect(UNKNOWN, "127.0.0.2")) == 404


async def test_the_oldest_that_says_nothing_makes_room(db: Database) -> None:
    """Proven: without looking for one, the newcomer finds no slot and is refused."""
    limits = Limits(in_all=3, header_seconds=LONG)
    async with serving(db, limits) as (_, connect):
        waiting = await connect(WITHOUT_BODY)
        first, second = await connect(SILENT), await connect(SILENT)
        assert await status(await connect(UNKNOWN)) == 404
        assert await status(first) is None
        second[1].write(UNKNOWN.removeprefix(SILENT).encode())
        assert await status(second) == 404
        waiting[1].write(b"123456789")
        assert await status(waiting) == 401


async def test_health_is_answered_while_somebody_holds_as_many_as_they_can(db: Database) -> None:
    """Proven: without the slots of its own, it is closed without an answer."""
    limits = Limits(in_all=4, each=3, for_health=2, header_seconds=LONG)
    async with serving(db, limits) as (_, connect):
        for address in ("127.0.0.1", "127.0.0.2"):
            for _ in range(3):
                await connect(WITHOUT_BODY, address)
        for _ in range(4):  # of the slots beside the others too
            await connect(SILENT)
        for address in ("127.0.0.1", "127.0.0.2", "127.0.0.3"):
            assert await status(await connect(HEALTH, address)) == 200
            assert await status(await connect(UNKNOWN, address)) == 503


async def test_malformed_requests_are_counted_and_not_traced(
    db: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    logged: list[tuple[str, dict[str, object]]] = []

    class Log:
        """Remembers what is said."""

        def warning(self, event: str, **about: object) -> None:
            logged.append((event, about))

    monkeypatch.setattr(gate, "log", Log())
    async with serving(db, Limits(header_seconds=LONG)) as (_, connect):
        for _ in range(20):
            assert await status(await connect("\x16\x03\x01\x02 nonsense\r\n\r\n")) == 400
            assert await status(await connect("GET / HTTP/1.1\r\n: x\r\n\r\n")) == 400
        bad = WITHOUT_BODY.replace("Content-Length: 9", "Transfer-Encoding: chunked")
        assert await status(await connect(bad + "nonsense\r\n")) == 400
    assert logged == [("web.malformed", {"count": 1})]
    assert not [record for record in caplog.records if record.exc_info]


async def test_what_repeats_is_said_once_in_a_while() -> None:
    logged: list[tuple[str, int]] = []

    def tell(event: str, *, count: int) -> None:
        logged.append((event, count))

    repeats = Repeats(0.01)
    for event in ("held", "held", "late", "held"):
        repeats.say(tell, event)
    assert logged == [("held", 1), ("late", 1)]

    async def all_logged() -> bool:
        return not repeats._counts  # nothing is kept of what has ended

    await until(all_logged)
    assert logged[2:] == [("held", 2)]
    repeats.say(tell, "held")
    assert logged[3:] == [("held", 1)]
