"""The process is killed while it hears messages: only the very last of them are missing."""

import asyncio
import multiprocessing
import random
import signal
import time
from contextlib import suppress

import pytest
from sqlmodel import delete, select

from db.database import connect
from db.session import Session, real_world
from db.tables import Event
from tests.concurrency import intake_process
from tests.concurrency.intake_process import Heard

PROMISED_SECONDS = 0.1
"""What came earlier than that before the end is stored."""

BUSY_MACHINE = 10
"""How many times as long it may take where other tests run beside this one."""

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["__main__", intake_process.__name__])


def heard_until_killed(url: str, count: int) -> tuple[list[Heard], float]:
    """Let a process hear at least so many messages and kill it; return what it told, and when."""
    receiver, sender = _processes.Pipe(duplex=False)
    process = _processes.Process(target=intake_process.run, args=(url, sender))
    process.start()
    sender.close()
    received: list[Heard] = [receiver.recv() for _ in range(count)]
    killed_at = time.monotonic()
    process.kill()
    with suppress(EOFError):
        while True:
            received.append(receiver.recv())
    process.join()
    assert process.exitcode == -signal.SIGKILL
    process.close()
    receiver.close()
    return received, killed_at


def numbers(session: Session) -> list[int]:
    """Return which messages are stored, and make room for the next."""
    found = sorted(event.data["n"] for event in session.exec(select(Event)))
    session.exec(delete(Event))
    return found


# Proved: the first assertion fails when the last that wait are stored first, the second when the
# worker is woken before the commit, the third when what comes first waits longer for company.
@pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.soak)])
async def test_only_the_last_moment_is_lost(db_url: str, kills: int) -> None:
    db = connect(db_url, real_world())
    for _ in range(kills):
        received, killed_at = await asyncio.to_thread(
            heard_until_killed, db_url, count=random.randint(300, 900)
        )
        stored = await db.write(numbers)
        assert stored == list(range(len(stored)))  # nothing is missing in between
        assert len(stored) >= received[-1][2]  # what was said to be stored is
        lost = [heard_at for count, heard_at, _ in received if count > len(stored)]
        assert all(killed_at - at < PROMISED_SECONDS * BUSY_MACHINE for at in lost)
    await db.close()
