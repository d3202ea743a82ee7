"""The bot of any build in a process of its own, on a local Discord that lives in this process.

`python -m bot run` of the build is started, so a benchmark compares whole programs: it stages a
community through the chat, which all builds share, and looks at the database from outside.
"""

import asyncio
import os
import resource
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

from bot.localdiscord import LocalDiscord

HERE = Path(__file__).parents[2]
"""This build."""

PATIENCE = 600.0
"""How long anything is waited for, in seconds."""

STOPPING_SECONDS = 30
"""How long the bot may take to stop."""


@dataclass(frozen=True)
class BotProcess:
    """A bot that runs, and its SQLite file."""

    pid: int
    file: Path

    def processor_seconds(self) -> float:
        """Return how long the process has used a processor so far; NaN where none can tell."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return float("nan")
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_megabytes(self) -> float:
        """Return how much memory it has held at the most; NaN where none can tell."""
        return self._megabytes("VmHWM:")

    def resident_megabytes(self) -> float:
        """Return how much memory it holds; NaN where none can tell."""
        return self._megabytes("VmRSS:")

    def _megabytes(self, name: str) -> float:
        try:
            status = Path(f"/proc/{self.pid}/status").read_text()
        except OSError:
            return float("nan")
        return int(status.partition(name)[2].split()[0]) / 1024

    def ask(self, sql: str) -> int:
        """Return the one number that a query gives."""
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=10)) as looking:
            return int(looking.execute(sql).fetchone()[0] or 0)

    async def until(self, sql: str, wanted: int = 0, *, every: float = 0.02) -> None:
        """Wait until a query gives a number; look again after so many seconds."""

        async def look() -> None:
            while self.ask(sql) != wanted:  # noqa: ASYNC110  # only the file knows
                await asyncio.sleep(every)

        await asyncio.wait_for(look(), PATIENCE)

    async def until_done(self, stored: int | None = None, *, every: float = 0.02) -> None:
        """Wait until so many messages are stored, no event is pending and no run is due."""
        if stored is not None:
            written = "trigger IN ('post_created', 'post_comment')"
            await self.until(f"SELECT count(*) FROM event WHERE {written}", stored, every=every)
        pending = "SELECT count(*) FROM event WHERE state = 'pending'"
        due = "SELECT count(*) FROM run WHERE state = 'ready'"
        await self.until(f"SELECT ({pending}) + ({due})", every=every)


@asynccontextmanager
async def bot_of(
    tree: Path,
    discord: LocalDiscord,
    folder: Path,
    *,
    through: Mapping[str, str] | None = None,
) -> AsyncIterator[BotProcess]:
    """Run the bot of a build until the block ends, with a fresh database in a folder.

    `through`: variables of its environment, such as addresses of a proxy.
    """
    file, log = folder / "laurel.db", folder / "bot.log"
    environment = {
        **os.environ,
        "DISCORD_TOKEN": discord.token,
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
        "DISCORD_CDN_URL": discord.cdn_url,
        "DATABASE_URL": f"sqlite:///{file}",
        "WEBHOOK_BIND": "127.0.0.1:0",
        "BACKUP_KEEP": "0",
        "LOG_FORMAT": "json",
        **(through or {}),
    }
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"), cwd=tree, env=environment, stdout=out, stderr=out
        )
    gone = asyncio.create_task(process.wait())
    ready = asyncio.create_task(discord.bot_ready())
    try:
        await asyncio.wait({gone, ready}, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            raise RuntimeError("the bot did not start")
        await ready
        yield BotProcess(process.pid, file)
    except BaseException as error:
        error.add_note(log.read_text(errors="replace")[-3000:])
        raise
    finally:
        ready.cancel()
        if not gone.done():
            process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(asyncio.shield(gone), STOPPING_SECONDS)
            except TimeoutError:
                process.kill()
                await gone


def own_processor_seconds() -> float:
    """Return how long this process, the driver, has used a processor so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def percentile(values: list[float], share: float) -> float:
    """Return the value below which a share of them lies; the largest for 1."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
