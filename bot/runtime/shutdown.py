"""Graceful shutdown: work that has begun is finished, up to a time limit."""

import asyncio
import os
import signal
import sys
import threading
from contextlib import suppress
from types import FrameType

import structlog

END_SECONDS = 9.0
"""Seconds after which the process ends, whatever runs. Who asked tends to kill it after ten."""

UNFINISHED = 1
"""The exit code of a process that ended so."""

log = structlog.get_logger(__name__)


def listen(asked: asyncio.Event, seconds: float = END_SECONDS) -> None:
    """Set an event of the running loop at SIGTERM or SIGINT, and end the process soon after.

    That is safe at any moment: what counts is in the database, and deliveries wait there.
    """
    loop = asyncio.get_running_loop()

    def stop(_sign: int, _frame: FrameType | None) -> None:
        last = threading.Timer(seconds, _end)  # not in the loop, which may be what hangs
        last.daemon = True
        last.start()
        with suppress(RuntimeError):  # the loop is closed: we are about to end anyway
            loop.call_soon_threadsafe(asked.set)

    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, stop)


def _end() -> None:
    log.error("stopping.took_too_long")
    for stream in (sys.stdout, sys.stderr):
        with suppress(Exception):
            stream.flush()
    os._exit(UNFINISHED)
