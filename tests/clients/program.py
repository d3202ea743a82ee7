"""A client's program as a process: what it has said, and that it ends."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Awaitable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from bot.localdiscord import LocalDiscord
from bot.localdiscord.state.changes import Changes
from tests.clients.installing import LOGS, Client

PATIENCE = 60.0
"""How long one step may take, in seconds."""

ENDING = 10.0
"""How long a program is given to end by itself, in seconds."""


class Failed(Exception):
    """A client did not do what it should; the text says what happened instead."""


class Program:
    """A running client. It finds the addresses and the token in its environment."""

    def __init__(self, client: Client, discord: LocalDiscord) -> None:
        self._client = client
        self._surroundings = {
            "LOCAL_API": discord.api_url,
            "LOCAL_GATEWAY": discord.gateway_url,
            "LOCAL_TOKEN": discord.token,
        }
        self._changes = Changes()
        self._folder = TemporaryDirectory(prefix="client-")
        self.log = LOGS / f"{client.name}.log"
        self.lines: list[str] = []
        self.killed = False  # because it did not end when it was asked to
        self._missing = ""

    async def __aenter__(self) -> Self:
        LOGS.mkdir(parents=True, exist_ok=True)
        # A home of its own, so that nothing is found there or left behind.
        own = {"HOME": self._folder.name, "TMPDIR": self._folder.name}
        with self.log.open("ab") as log:
            log.truncate(0)
            self._process = await asyncio.create_subprocess_exec(
                *self._client.command(),
                env=os.environ | self._surroundings | own,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        try:
            async with asyncio.timeout(ENDING):
                await self._process.wait()
        except TimeoutError:
            self.killed = True
            self._process.kill()
            await self._process.wait()
        await self._reading
        self._folder.cleanup()

    async def _read(self) -> None:
        assert self._process.stdout
        with self.log.open("ab", buffering=0) as log:
            async for line in self._process.stdout:
                log.write(line)
                self.lines.append(line.decode(errors="replace").strip())
                self._changes.notify()

    async def hears(self, line: str) -> None:
        """Return once the program has written a line."""
        self._missing = repr(line)
        await self._changes.until(lambda: line in self.lines, timeout=float("inf"))
        self._missing = ""

    async def meanwhile(self, step: Awaitable[None]) -> None:
        """Take a step, so long as the program runs and patience lasts."""
        self._missing = ""
        taken, ended = asyncio.ensure_future(step), asyncio.ensure_future(self._process.wait())
        either: set[asyncio.Future[Any]] = {taken, ended}
        await asyncio.wait(either, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if not taken.done():
            taken.cancel()
            if self._process.returncode is not None:
                raise Failed(f"it ended with {self._process.returncode}: {last(self.log)}")
            raise Failed(f"it did not say {self._missing or 'anything'} within {PATIENCE:.0f} s")
        taken.result()


def last(log: Path) -> str:
    """Return the last line of a log."""
    lines = log.read_text(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "(no word)")
