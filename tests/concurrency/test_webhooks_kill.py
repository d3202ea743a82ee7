"""The process is killed while calls to webhooks come: what was answered with 202 is there."""

import asyncio
import itertools
import json
import multiprocessing
import random
from contextlib import suppress
from datetime import UTC, datetime

import aiohttp
import pytest
from sqlmodel import select
from standardwebhooks import Webhook

from bot.services import actors, events
from bot.services.webhooks import secrets
from db.database import connect
from db.session import Session, real_world
from db.tables import Event
from tests.concurrency import webhook_process
from tests.support import factories
from tests.support.factories import BOSS, CLUB, MAI

AT_ONCE = 20

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["__main__", webhook_process.__name__])


def set_up(session: Session) -> str:
    """Make a community with a secret, and return that."""
    factories.add_community(session)
    actors.remember(session, CLUB, MAI.member_id)
    factories.mark_synced(session)
    return secrets.make(session, BOSS, press=1, instead_of=None).secret


async def call(http: aiohttp.ClientSession, port: int, secret: str, number: int) -> int:
    """Tell of one course more; return the answer's status."""
    data = {"id": str(number)}
    body = json.dumps({"type": "course_complete", "member": str(MAI.member_id), "data": data})
    call_id, at = f"msg_{number}", datetime.now(UTC)
    headers = {
        "webhook-id": call_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(call_id, at, body),
    }
    url = f"http://127.0.0.1:{port}/hooks/{CLUB}"
    async with http.post(url, data=body, headers=headers) as answer:
        return answer.status


async def until_killed(
    url: str, secret: str, numbers: "itertools.count[int]", most: int
) -> set[int]:
    """Call a process from many places, kill it after so many answers; return what was accepted."""
    receiver, sender = _processes.Pipe(duplex=False)
    process = _processes.Process(target=webhook_process.run, args=(url, sender))
    process.start()
    port = await asyncio.to_thread(receiver.recv)
    accepted: set[int] = set()

    async def keep_calling(http: aiohttp.ClientSession) -> None:
        with suppress(aiohttp.ClientError, ConnectionError):
            for number in numbers:
                assert await call(http, port, secret, number) == 202
                accepted.add(number)
                if len(accepted) >= most:
                    process.kill()

    async with aiohttp.ClientSession() as http:
        await asyncio.gather(*(keep_calling(http) for _ in range(AT_ONCE)))
    await asyncio.to_thread(process.join)
    return accepted


def stored(session: Session, most: int) -> set[int]:
    """Return the numbers of the calls that are there."""
    there = {number for number in range(most) if events.find(session, CLUB, f"hook:msg_{number}")}
    assert len(session.exec(select(Event)).all()) == len(there)
    return there


# Answered before the commit, calls were lost with the first kill.
@pytest.mark.parametrize("kills", [3, pytest.param(30, marks=pytest.mark.soak)])
async def test_what_a_killed_process_accepted_is_there(db_url: str, kills: int) -> None:
    db = connect(db_url, real_world())
    secret = await db.write(set_up)
    numbers = itertools.count()
    accepted: set[int] = set()
    for _ in range(kills):
        accepted |= await until_killed(db_url, secret, numbers, random.randint(1, 60))
        assert accepted <= await db.read(stored, next(numbers))
    await db.close()
