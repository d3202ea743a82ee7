"""The bot in a process of its own, much as `python -m bot run` starts it for a real server."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

from bot.localdiscord import LocalDiscord

_ROOT = Path(__file__).parents[2]

STARTING_SECONDS = 60
"""How long the bot may take until it is connected."""

CATCHING_UP_SECONDS = 60
"""How long the bot may take to do what has become due; it goes on with it afterwards."""

STOPPING_SECONDS = 10
"""How long the bot may take to finish what is in hand."""


class BotStoppedError(Exception):
    """The bot went away by itself; its log says why."""


class BotProcess:
    """The bot's process: it is started, stopped, started again, and told what time it is.

    One of these at a time. Its database and log are in a folder, and outlive the process.
    """

    def __init__(self, discord: LocalDiscord, folder: Path, ahead: timedelta = timedelta()) -> None:
        self._discord = discord
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._gone: asyncio.Task[int] | None = None
        self._ahead = ahead.total_seconds()
        self._watchers: list[Callable[[], None]] = []
        self.state = "stopped"
        self.webhook_address = f"127.0.0.1:{_free_port()}"
        self.log = folder / "bot.log"
        self.database_url = f"sqlite:///{folder / 'laurel.db'}"
        self._environment = {
            **os.environ,
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.api_url,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
            "DISCORD_CDN_URL": discord.cdn_url,
            "DATABASE_URL": self.database_url,
            "WEBHOOK_BIND": self.webhook_address,
            "BACKUP_KEEP": "0",
            "LOG_FORMAT": "json",
        }

    def watch(self, callback: Callable[[], None]) -> None:
        """Have a callback called whenever `state` has changed.

        It is starting, running, stopping or stopped.
        """
        self._watchers.append(callback)

    def unwatch(self, callback: Callable[[], None]) -> None:
        """Call it no more."""
        self._watchers.remove(callback)

    def _become(self, state: str) -> None:
        self.state = state
        for callback in self._watchers:
            callback()

    async def start(self) -> None:
        """Start it, and return once it is connected; `BotStoppedError` where it stops first."""
        async with self._turn:
            await self._start()

    async def stop(self) -> None:
        """Let it finish what it does, and stop it."""
        async with self._turn:
            await self._stop()

    async def restart(self) -> None:
        """Stop it and start it again, as an operator does who has updated it."""
        async with self._turn:
            await self._stop()
            await self._start()

    def disconnect(self) -> None:
        """Say nothing more to it, as if this program had ended."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    async def advance(self, by: timedelta) -> None:
        """Move its clock forward, and return once it has done what is due by then."""
        async with self._turn:
            self._ahead += by.total_seconds()
            if self._process is None or self.state != "running":
                return  # it is told when it starts
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            line = f"{self._ahead}\n".encode()
            with suppress(ConnectionError, TimeoutError):
                async with asyncio.timeout(CATCHING_UP_SECONDS):
                    self._process.stdin.write(line)
                    await self._process.stdin.drain()
                    while await self._process.stdout.readline() not in (line, b""):
                        pass  # an answer that came too late; nothing comes once it has stopped

    async def _start(self) -> None:
        if self.state != "stopped":
            return
        self._become("starting")
        try:
            # What went before may still be saying goodbye.
            await self._discord.until(lambda: not self._discord.shards, STOPPING_SECONDS)
            process = await self._run()
        except BaseException:
            self._become("stopped")  # so that the next try is one
            raise
        self._process = process
        self._gone = asyncio.create_task(self._watch_over(process))
        ready = asyncio.create_task(self._discord.bot_ready(timeout=STARTING_SECONDS))
        try:
            await asyncio.wait({self._gone, ready}, return_when=asyncio.FIRST_COMPLETED)
            if self._gone.done():
                raise BotStoppedError("the bot stopped by itself")
            await ready
        except BaseException:
            await self._stop()
            raise
        finally:
            ready.cancel()
        self._become("running")

    async def _run(self) -> Process:
        with self.log.open("ab") as out:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.demo.bot", str(self._ahead)),
                cwd=_ROOT,  # so that `bot` is this one, whatever lies where the demo was started
                env=self._environment,
                stdin=PIPE,  # ends with us, however we end
                stdout=PIPE,
                stderr=out,
                start_new_session=True,  # Ctrl-C is for us, who then stop it
            )

    async def _watch_over(self, process: Process) -> int:
        code = await process.wait()
        self._become("stopped")
        return code

    async def _stop(self) -> None:
        process, gone = self._process, self._gone
        if process is None or gone is None or gone.done():
            return
        self._become("stopping")
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(asyncio.shield(gone), STOPPING_SECONDS)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await gone

    def tail(self) -> str:
        """Return the end of its log."""
        return self.log.read_text(errors="replace")[-3000:] if self.log.exists() else ""


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@asynccontextmanager
async def running_bot(
    discord: LocalDiscord, folder: Path, ahead: timedelta = timedelta()
) -> AsyncIterator[BotProcess]:
    """Run the bot against a local Discord, with its database and log in a folder.

    `ahead`: by how much both clocks are ahead of the machine's.
    """
    process = BotProcess(discord, folder, ahead)
    try:
        await process.start()
        yield process
    except Exception as error:
        error.add_note(f"What the bot logged last:\n{process.tail()}")
        raise
    finally:
        await process.stop()
