"""What strangers sent is worked on elsewhere, within limits."""

import asyncio
import json
import os
import sys
from typing import Any

import pytest

from bot.isolation import process
from bot.isolation.process import BrokenWorkError, Limits, TooCostlyError, work
from tests.isolation import samples

SAMPLES = samples.__name__
PATIENT = Limits(seconds=60)


class Started(list[int]):
    """The ids of the processes that were started, and when there is one."""

    def __init__(self) -> None:
        self.any = asyncio.Event()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> "Started":
    """The ids of the processes that were started."""
    ids = Started()
    start: Any = asyncio.create_subprocess_exec

    async def note(*args: object, **options: object) -> asyncio.subprocess.Process:
        made: asyncio.subprocess.Process = await start(*args, **options)
        ids.append(made.pid)
        ids.any.set()
        return made

    monkeypatch.setattr(asyncio, "create_subprocess_exec", note)
    return ids


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_the_answer_comes_back_whole() -> None:
    data = bytes(range(256)) * 8_000
    assert await work(SAMPLES, data, PATIENT) == data


async def test_it_has_no_secrets_and_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://laurel:password@localhost/laurel")
    environment, limits, modules = json.loads(await work(SAMPLES, b"look", PATIENT))
    assert set(environment) <= {*process._HANDED_ON, "LC_CTYPE", "__CF_USER_TEXT_ENCODING"}
    assert modules == []
    assert limits["RLIMIT_CPU"] == [61, 61]
    assert limits["RLIMIT_CORE"] == limits["RLIMIT_FSIZE"] == [0, 0]
    if sys.platform == "linux":
        assert limits["RLIMIT_AS"] == [PATIENT.memory, PATIENT.memory]


async def test_what_takes_too_long_is_ended(started: Started) -> None:
    """Without the timeout in `work`, this test hung until its own."""
    with pytest.raises(TooCostlyError):
        await work(SAMPLES, b"wait", Limits(seconds=0.05))
    assert [is_running(pid) for pid in started] == [False]
    assert await work(SAMPLES, b"next", PATIENT) == b"next"


@pytest.mark.skipif(sys.platform != "linux", reason="macOS holds nobody to an address space")
async def test_what_takes_too_much_memory_is_ended() -> None:
    """Without RLIMIT_AS in the child, 512 MB were given to it."""
    with pytest.raises(TooCostlyError):
        await work(SAMPLES, b"fill", PATIENT)


async def test_one_that_goes_away_is_noticed() -> None:
    with pytest.raises(BrokenWorkError):
        await work(SAMPLES, b"leave", PATIENT)


async def test_one_that_talks_without_end_is_ended(started: Started) -> None:
    with pytest.raises(TooCostlyError):
        await work(SAMPLES, b"talk", PATIENT)
    assert [is_running(pid) for pid in started] == [False]


async def test_who_is_cancelled_leaves_nothing_behind(started: Started) -> None:
    task = asyncio.create_task(work(SAMPLES, b"wait", PATIENT))
    await started.any.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [is_running(pid) for pid in started] == [False]


async def test_a_module_that_is_not_there_is_noticed() -> None:
    with pytest.raises(BrokenWorkError):
        await work("tests.isolation.none", b"", PATIENT)
