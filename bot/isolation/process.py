"""Starting the other process, and ending it when it exceeds its limits."""

import asyncio
import math
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.isolation.child import OUT_OF_MEMORY, READY

START_SECONDS = 30.0
"""How long a process may take to be ready, on a machine that is very busy."""

MOST_ANSWER = 4 * 1024 * 1024
"""Bytes that an answer may have."""

_ROOT = Path(__file__).parents[2]
_HANDED_ON = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
"""The variables that it takes to start Python. No other is handed on: some are secrets."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Limits:
    """What one piece of work may take: seconds by the clock, and bytes of address space."""

    seconds: float = 5
    memory: int = 256 * 1024 * 1024


class TooCostlyError(Exception):
    """The work took more than its limits, and was ended."""


class BrokenWorkError(Exception):
    """The process went away without an answer."""


async def work(module: str, data: bytes, limits: Limits) -> bytes:
    """Return what `work(data)` of a module returns, in a process of its own.

    Raises `TooCostlyError` and `BrokenWorkError`. A caller that is cancelled ends the process.
    """
    process = await started(module, limits)
    try:
        await ready(process)
        async with asyncio.timeout(limits.seconds):
            answer = await _talk(process, data)
    except TimeoutError:
        raise TooCostlyError from None
    finally:
        await end(process)
    return answer


async def started(module: str, limits: Limits, *options: str) -> Process:
    """Start the other process; whoever does so ends it, whatever happens."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-B", "-s", "-m", "bot.isolation.child"),
        *(module, str(math.ceil(limits.seconds)), str(limits.memory), *options),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        cwd=_ROOT,
        env={name: os.environ[name] for name in _HANDED_ON if name in os.environ},
        start_new_session=True,  # Ctrl-C in a terminal is for us, and we end what we started
    )


async def ready(process: Process) -> None:
    """Wait until it is; `TimeoutError` and `BrokenWorkError`."""
    assert process.stdout is not None
    async with asyncio.timeout(START_SECONDS):
        if await process.stdout.read(len(READY)) != READY:
            raise BrokenWorkError


async def _talk(process: Process, data: bytes) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(ConnectionError):  # it went away; its exit code says why
        process.stdin.write(data)
        await process.stdin.drain()
    process.stdin.close()
    answer = bytearray()
    while part := await process.stdout.read(65_536):
        answer += part
        if len(answer) > MOST_ANSWER:
            raise TooCostlyError
    await judged(process)
    return bytes(answer)


async def judged(process: Process) -> None:
    """Wait for the end of one that goes away; raise where its exit code says that it failed."""
    code = await process.wait()
    if code in {OUT_OF_MEMORY, -signal.SIGXCPU, -signal.SIGKILL}:
        raise TooCostlyError
    if code:
        log.warning("isolation.broken", code=code)
        raise BrokenWorkError


async def end(process: Process) -> None:
    """Leave nothing behind, whatever happened."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
    assert process.stdout is not None
    while await process.stdout.read(65_536):
        """What it said too much; asyncio waits for the end of that before it calls it ended."""
    await process.wait()
