"""One process does many pieces of work, and is another one after anything went wrong."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from bot.isolation.process import BrokenWorkError, Limits, TooCostlyError
from bot.isolation.warm import WarmProcess
from tests.isolation.test_process import PATIENT, SAMPLES, is_running


@pytest.fixture
async def process() -> AsyncIterator[WarmProcess]:
    """A process that is ended with the test."""
    warm = WarmProcess(SAMPLES, PATIENT)
    yield warm
    await warm.close()


async def test_it_stays_for_the_next_piece(process: WarmProcess) -> None:
    assert await process.ask(b"one") == b"one"
    first = process.pid
    data = bytes(range(256)) * 8_000
    assert await process.ask(data) == data
    assert await process.ask(b"") == b""
    assert process.pid == first


async def test_what_takes_too_long_is_ended_and_another_starts() -> None:
    """Without the timeout in `ask`, this test hung until its own."""
    process = WarmProcess(SAMPLES, PATIENT)
    assert await process.ask(b"one") == b"one"
    first = process.pid
    process.limits = Limits(seconds=0.05)
    with pytest.raises(TooCostlyError):
        await process.ask(b"wait")
    assert first is not None
    assert not is_running(first)
    process.limits = PATIENT
    assert await process.ask(b"next") == b"next"
    assert process.pid != first
    await process.close()


@pytest.mark.skipif(sys.platform != "linux", reason="macOS holds nobody to an address space")
async def test_what_takes_too_much_memory_is_ended(process: WarmProcess) -> None:
    """Without RLIMIT_AS in the child, 512 MB were given to it."""
    with pytest.raises(TooCostlyError):
        await process.ask(b"fill")
    assert await process.ask(b"next") == b"next"


async def test_one_that_goes_away_is_replaced(process: WarmProcess) -> None:
    with pytest.raises(BrokenWorkError):
        await process.ask(b"leave")
    assert await process.ask(b"next") == b"next"


async def test_one_that_was_killed_between_is_replaced(process: WarmProcess) -> None:
    await process.ask(b"one")
    first = process.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    with suppress(TooCostlyError):  # its end was not known yet
        await process.ask(b"two")
    assert await process.ask(b"three") == b"three"
    assert process.pid != first


async def test_a_failure_is_told_by_kind_and_place_only(process: WarmProcess) -> None:
    await process.ask(b"one")
    first = process.pid
    with pytest.raises(BrokenWorkError) as failure:
        await process.ask(b"fail")
    assert str(failure.value).startswith("ValueError at samples.py:")
    assert "secret" not in str(failure.value)
    assert process.pid == first


async def test_who_is_cancelled_gives_nobody_else_their_answer(process: WarmProcess) -> None:
    """Without ending the process, the next caller was given the answer of the one before."""
    await process.ask(b"one")
    asking = asyncio.create_task(process.ask(b"slow"))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await process.ask(b"mine") == b"mine"


async def test_closing_leaves_nothing_behind(process: WarmProcess) -> None:
    await process.ask(b"one")
    first = process.pid
    await process.close()
    assert first is not None
    assert not is_running(first)


async def test_an_answer_that_is_too_long_is_not_read(process: WarmProcess) -> None:
    with pytest.raises(TooCostlyError):
        await process.ask(b"talk")
    assert await process.ask(b"next") == b"next"
