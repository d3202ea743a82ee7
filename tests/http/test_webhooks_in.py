"""Calls to webhooks as they come over the wire, with the specification's own library to sign."""

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlmodel import select
from standardwebhooks import Webhook

from bot.http import webhooks_in
from bot.runtime import logs
from bot.services import actors, communities
from bot.services.community import removal
from bot.services.webhooks import calls, receiving, secrets
from db.database import Database
from db.errors import DatabaseUnavailableError
from db.session import Session
from db.tables import CallOutcome, Direction, Event
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, MAI, add_community, mark_synced

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "webhooks.md"

BODY = '{"type": "course_complete", "member": "2", "data": {"id": "python-101"}}'
QUIET = CLUB + 1
"""A community that has no secret."""


class Sender:
    """A program that calls."""

    def __init__(self, http: aiohttp.ClientSession, port: int, secret: str, clock: Clock) -> None:
        self.http = http
        self.clock = clock
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.secret = secret

    def headers(
        self, call_id: str, body: str, *, ago: timedelta = timedelta(), secret: str = ""
    ) -> dict[str, str]:
        """Sign a call."""
        at = self.clock() - ago
        return {
            "webhook-id": call_id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(secret or self.secret).sign(call_id, at, body),
        }

    async def call(
        self, call_id: str = "msg_1", body: str = BODY, **signed: Any
    ) -> tuple[int, dict[str, Any]]:
        """Call; return the answer's status and what it says."""
        return await self.post(f"/hooks/{CLUB}", body, self.headers(call_id, body, **signed))

    async def post(
        self,
        path: str,
        body: str | bytes,
        headers: dict[str, str] | list[tuple[str, str]],
    ) -> tuple[int, dict[str, Any]]:
        """Send anything."""
        async with self.http.post(self.url + path, data=body, headers=headers) as answer:
            self.last = answer
            is_json = answer.content_type == "application/json"
            return answer.status, json.loads(await answer.text()) if is_json else {}

    async def get(self, path: str) -> int:
        """Look at something."""
        async with self.http.get(self.url + path) as answer:
            return answer.status


@pytest.fixture
async def secret(db: Database) -> str:
    """The secret of a community in which Mai is."""

    def use_case(session: Session) -> str:
        add_community(session)
        add_community(session, community_id=QUIET)
        actors.remember(session, CLUB, MAI.member_id)
        mark_synced(session)
        return secrets.make(session, BOSS, press=1, instead_of=None).secret

    return await db.write(use_case)


@pytest.fixture
async def server(db: Database, secret: str) -> AsyncIterator[webhooks_in.Serving]:
    """A server on a free port."""
    runner = await webhooks_in.serve(db, "127.0.0.1", 0)
    yield runner
    await runner.cleanup()


@pytest.fixture
async def sender(server: webhooks_in.Serving, secret: str, clock: Clock) -> AsyncIterator[Sender]:
    """A program that knows the secret."""
    async with aiohttp.ClientSession() as http:
        yield Sender(http, server.port, secret, clock)


async def events(db: Database) -> int:
    """Return how many events there are."""
    return await db.read(lambda session: len(session.exec(select(Event)).all()))


async def outcomes(db: Database) -> list[CallOutcome]:
    """Return what became of the last calls, the newest first."""
    return [line.outcome for line in await db.read(calls.list_calls, BOSS)]


async def test_it_is_stored_before_it_is_answered_and_once(db: Database, sender: Sender) -> None:
    assert await sender.call() == (202, {"outcome": "stored"})
    assert await events(db) == 1
    assert await sender.call() == (202, {"outcome": "repeated"})
    assert await sender.call("msg_2") == (202, {"outcome": "known"})
    assert await events(db) == 1
    assert await outcomes(db) == [CallOutcome.KNOWN, CallOutcome.REPEATED, CallOutcome.STORED]


async def test_the_same_call_many_times_at_once(db: Database, sender: Sender) -> None:
    answers = await asyncio.gather(*(sender.call() for _ in range(20)))
    assert {status for status, _ in answers} == {202}
    assert await events(db) == 1


async def test_a_wrong_signature_is_refused(db: Database, sender: Sender) -> None:
    for signed in (
        {"secret": "whsec_" + "A" * 32},
        {"ago": timedelta(minutes=6)},
        {"ago": timedelta(minutes=-6)},
    ):
        assert (await sender.call(**signed))[0] == 401
    path = f"/hooks/{CLUB}"
    assert (await sender.post(path, BODY, {}))[0] == 401
    assert (await sender.post(path, BODY + " ", sender.headers("msg_1", BODY)))[0] == 401
    of_another = sender.headers("msg_1", BODY) | {"webhook-id": "msg_2"}
    assert (await sender.post(path, BODY, of_another))[0] == 401
    assert await events(db) == 0
    # Anybody can do that, so it is remembered now and then, not each time.
    assert await outcomes(db) == [CallOutcome.UNSIGNED]


@pytest.mark.parametrize("doubled", ["webhook-id", "webhook-timestamp", "webhook-signature"])
async def test_a_doubled_header_is_refused(db: Database, sender: Sender, doubled: str) -> None:
    """Proven: one signed call, sent with other ids before its own, was paid for each time."""
    headers = sender.headers("msg_1", BODY)
    for other in ("msg_2", "msg_3"):
        twice = [(doubled, other), *headers.items()]
        assert (await sender.post(f"/hooks/{CLUB}", BODY, twice))[0] == 401
    assert await events(db) == 0
    assert (await sender.call())[0] == 202
    assert await events(db) == 1


async def test_what_we_send_is_no_call_to_us(db: Database, sender: Sender) -> None:
    """Proven: with one secret for both, this call of ours, whatever its id, is taken."""
    ours = await db.write(
        secrets.make, BOSS, press=7, instead_of=None, direction=Direction.OUTGOING
    )
    assert (await sender.call(secret=ours.secret))[0] == 401
    assert await events(db) == 0


async def test_two_secrets_while_one_replaces_the_other(
    db: Database, sender: Sender, clock: Clock
) -> None:
    made = await db.write(secrets.make, BOSS, press=2, instead_of=1)
    assert (await sender.call("msg_1"))[0] == 202
    assert (await sender.call("msg_2", secret=made.secret))[0] == 202
    clock.now += secrets.CHANGING_OVER
    assert (await sender.call("msg_3"))[0] == 401
    assert (await sender.call("msg_4", secret=made.secret))[0] == 202
    await db.write(secrets.end, BOSS, 2)
    assert (await sender.call("msg_5", secret=made.secret))[0] == 404


async def test_a_bad_body_is_refused_with_the_reason(db: Database, sender: Sender) -> None:
    status, answer = await sender.call(body='{"type": "course_complete", "member": 2}')
    assert status == 400
    assert "member" in answer["error"]
    status, answer = await sender.call(body='{"type": "user_signup", "member": "2"}')
    assert status == 400
    assert "course_complete" in answer["error"]
    raw = b"\xff"
    assert (await sender.post(f"/hooks/{CLUB}", raw, sender.headers("msg_1", "")))[0] == 400
    assert await outcomes(db) == [CallOutcome.REFUSED] * 2
    assert await sender.call() == (202, {"outcome": "stored"})  # the same id, now right


@pytest.mark.parametrize(
    "path",
    [
        f"/hooks/{QUIET}",
        "/hooks/4711",
        "/hooks/9999999999999999999",
        "/hooks/99999999999999999999999",
        "/hooks/²",
        "/hooks/",
        f"/hooks/{CLUB}/more",
        "/",
    ],
)
async def test_what_is_not_there_looks_all_the_same(sender: Sender, path: str) -> None:
    status, answer = await sender.post(path, BODY, sender.headers("msg_1", BODY))
    assert (status, answer) == (404, {})


async def test_the_members_are_not_known_yet(db: Database, sender: Sender) -> None:
    def just_arrived(session: Session) -> None:
        communities.get(session, CLUB).reconciled_at = None

    await db.write(just_arrived)
    assert (await sender.call())[0] == 503
    assert int(sender.last.headers["Retry-After"]) > 0
    assert await events(db) == 0
    await db.write(mark_synced)
    assert await sender.call() == (202, {"outcome": "stored"})


async def test_laurel_is_not_there_any_more(db: Database, sender: Sender) -> None:
    await db.write(removal.removed, CLUB)
    assert await sender.call() == (404, {})
    assert await events(db) == 0


async def test_only_posts_are_calls(sender: Sender) -> None:
    assert await sender.get(f"/hooks/{CLUB}") == 405


async def test_a_body_that_is_too_long(db: Database, sender: Sender) -> None:
    fits = json.dumps({**json.loads(BODY), "more": ""})
    fits = fits.replace('""', f'"{"x" * (webhooks_in.LONGEST_BODY - len(fits))}"')
    assert len(fits) == webhooks_in.LONGEST_BODY
    assert (await sender.call(body=fits))[0] == 202
    assert (await sender.call("msg_2", body=fits + " "))[0] == 413
    assert await events(db) == 1

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 16_384

    with pytest.raises((AssertionError, aiohttp.ClientError)):
        async with sender.http.post(sender.url + f"/hooks/{CLUB}", data=endless()) as answer:
            assert answer.status != 413


async def test_compressed_is_not_what_was_signed(db: Database, sender: Sender) -> None:
    headers = sender.headers("msg_1", BODY) | {"Content-Encoding": "gzip"}
    assert (await sender.post(f"/hooks/{CLUB}", BODY, headers))[0] == 202  # read as it came
    assert await events(db) == 1


async def test_a_body_that_does_not_come(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks_in, "BODY_SECONDS", 0.05)
    reader, writer = await asyncio.open_connection("127.0.0.1", sender.port)
    writer.write(b"POST /hooks/%d HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n" % CLUB)
    assert b"408" in await reader.readline()
    writer.close()


async def test_too_many_calls(
    db: Database, secret: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where each process counts by itself, as many are taken for each process."""
    rate = replace(receiving.CALLS, every=timedelta(seconds=10), burst=3)
    monkeypatch.setattr(receiving, "CALLS", rate)
    processes = [await webhooks_in.serve(db, "127.0.0.1", 0) for _ in range(2)]
    async with aiohttp.ClientSession() as http:
        one, another = (Sender(http, process.port, secret, clock) for process in processes)
        for number in range(5):  # nobody else uses up what a community may do
            assert (await one.call(f"no_{number}", secret="whsec_" + "A" * 32))[0] == 401
        assert (await one.call("msg_0"))[0] == 202
        assert (await another.call("msg_1", body="{}"))[0] == 400  # which counts as well
        assert (await one.call("msg_2"))[0] == 202
        for sender in (one, another, one, another):
            assert (await sender.call("msg_3"))[0] == 429
            assert 5 <= int(sender.last.headers["Retry-After"]) <= 10
    for process in processes:
        await process.cleanup()
    assert await events(db) == 1  # both told the same


class Away:
    """A database that does not answer any more."""

    def __init__(self, db: Database, *, reads: bool) -> None:
        self.world = db.world
        self.waiting = db.waiting
        self._db = db
        self._reads = reads

    async def read(self, *args: Any, **kwargs: Any) -> Any:
        """Read, or fail to."""
        if not self._reads:
            raise DatabaseUnavailableError("as when it is locked")
        return await self._db.read(*args, **kwargs)

    async def write(self, *args: Any, **kwargs: Any) -> Any:
        """Fail."""
        raise DatabaseUnavailableError("as when the disk is full")

    work = write_together = write

    async def close(self) -> None:
        """Do nothing."""


@pytest.mark.parametrize("reads", [False, True])
async def test_the_database_is_away(db: Database, secret: str, clock: Clock, reads: bool) -> None:
    runner = await webhooks_in.serve(Away(db, reads=reads), "127.0.0.1", 0)
    async with aiohttp.ClientSession() as http:
        sender = Sender(http, runner.port, secret, clock)
        assert (await sender.call())[0] == 503
        assert int(sender.last.headers["Retry-After"]) > 0
        assert await sender.get("/health") == (200 if reads else 503)
    await runner.cleanup()
    assert await events(db) == 0


async def test_health(sender: Sender) -> None:
    assert await sender.get("/health") == 200


async def test_logs_hold_neither_secrets_nor_what_was_told(
    sender: Sender, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("DEBUG", "json")
    try:
        for body in (BODY, BODY.replace("course_complete", "course_done"), "{"):
            await sender.call(body=body)
        await sender.call(secret="whsec_" + "A" * 32)
    finally:
        logging.getLogger().handlers.clear()
    written = capfd.readouterr().err
    assert "hook.accepted" in written
    for kept_back in (sender.secret, "whsec_", "python-101", "course_done", "msg_1"):
        assert kept_back not in written


async def test_several_servers_share_what_they_know(
    db: Database, sender: Sender, secret: str, clock: Clock
) -> None:
    runner = await webhooks_in.serve(db, "127.0.0.1", 0)
    other = Sender(sender.http, runner.port, secret, clock)
    answers = await asyncio.gather(*(one.call() for one in [sender, other] * 5))
    assert {status for status, _ in answers} == {202}
    assert await events(db) == 1
    await runner.cleanup()


async def test_the_example_of_the_documentation(db: Database, sender: Sender, clock: Clock) -> None:
    clock.now = datetime.now(UTC)  # as the example has it
    (example,) = re.findall(r"```python\n(.*?)```", DOCUMENTATION.read_text(), re.DOTALL)
    names: dict[str, Any] = {}
    exec(example, names)
    url = f"{sender.url}/hooks/{CLUB}"
    arguments = [url, sender.secret, "course_complete", MAI.member_id]
    assert await asyncio.to_thread(lambda: names["tell"](*arguments, id="python-101")) == 202
    assert await events(db) == 1


async def test_a_place_that_is_taken(db: Database, server: webhooks_in.Serving) -> None:
    with pytest.raises(OSError, match="in use"):
        await webhooks_in.serve(db, "127.0.0.1", server.port)
