"""A process that stays for many pieces of work, so that each is spared its start."""

import asyncio
from asyncio.subprocess import Process

from bot.isolation.child import DONE, LENGTH, WARM
from bot.isolation.process import (
    MOST_ANSWER,
    BrokenWorkError,
    Limits,
    TooCostlyError,
    end,
    judged,
    ready,
    started,
)


class WarmProcess:
    """Does one piece of work after the other by `work(data)` of a module.

    It starts with the first piece, and again with the one after any that did not go well. Whoever
    uses it sees to it that only one piece is asked for at a time.
    """

    def __init__(self, module: str, limits: Limits) -> None:
        self.limits = limits
        self._module = module
        self._process: Process | None = None

    @property
    def pid(self) -> int | None:
        """The id of the process, where there is one."""
        return None if self._process is None else self._process.pid

    async def ask(self, data: bytes) -> bytes:
        """Return what the work makes of it; `TooCostlyError` and `BrokenWorkError`."""
        try:
            process = await self._ready()
            async with asyncio.timeout(self.limits.seconds):
                done, answer = await self._talk(process, data)
        except TimeoutError:
            await self.close()
            raise TooCostlyError from None
        except BaseException:  # also of one who no longer waits: the answer would be the next one's
            await self.close()
            raise
        if not done:
            raise BrokenWorkError(answer.decode())
        return answer

    async def close(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            await end(process)

    async def _ready(self) -> Process:
        if self._process is not None and self._process.returncode is not None:
            await self.close()  # it went away while nobody asked for anything
        if self._process is None:
            self._process = await started(self._module, self.limits, WARM)
            await ready(self._process)
        return self._process

    async def _talk(self, process: Process, data: bytes) -> tuple[bool, bytes]:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(LENGTH.pack(len(data)) + data)
            await process.stdin.drain()
            kind = await process.stdout.readexactly(len(DONE))
            (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
            if length > MOST_ANSWER:
                raise TooCostlyError
            return kind == DONE, await process.stdout.readexactly(length)
        except (ConnectionError, asyncio.IncompleteReadError):
            await judged(process)
            raise BrokenWorkError from None
