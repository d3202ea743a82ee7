"""The bot of the demo: the program as it is, by a clock that the demo moves.

`python -m bot.demo.bot` reads from its input by how many seconds the clock is ahead of the
machine's, a number a line, and answers each line with the same one once everything that has become
due has been done. It stops when its input ends, so it never outlives the demo.
"""

import asyncio
import os
import signal
import sys
from datetime import datetime, timedelta

from bot import settings
from bot.app import run
from bot.runtime import clock, logs
from bot.runtime.clock import Clock
from bot.runtime.scheduler import Trust, do_all
from bot.settings import DiscordSettings, Settings
from db.database import Database

LONGEST_LINE = 64


class MovedClock:
    """The machine's clock, and by how much the demo's is ahead of it."""

    def __init__(self, ahead: float) -> None:
        self.ahead = ahead  # seconds

    def moment(self) -> datetime:
        """Return the moment, as a machine of that time would."""
        return clock.machine() + timedelta(seconds=self.ahead)

    def passed(self) -> float:
        """Return seconds that only grow; what was skipped has passed as well."""
        return clock.passed() + self.ahead

    async def seconds_off(self, loaded: Settings) -> float | None:
        """Compare with the local Discord; again where the clock was moved in between."""
        while True:
            before = self.ahead
            off = await clock.seconds_off(loaded, self.moment)
            if before == self.ahead:
                return off


async def follow(moved: MovedClock, db: Database, trusted: Trust) -> None:
    """Move the clock as the input says, and do what is due then, until the input ends."""
    lines = asyncio.StreamReader(limit=LONGEST_LINE)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(lines), sys.stdin
    )
    while line := await lines.readline():
        moved.ahead = float(line)
        await do_all(db, trusted)
        sys.stdout.write(line.decode())
        sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGTERM)


async def main(ahead: float) -> None:
    """Run the bot; its clock begins so many seconds ahead."""
    loaded = settings.load(DiscordSettings)
    logs.set_up(loaded.log_level, loaded.log_format)
    moved = MovedClock(ahead)
    following: list[asyncio.Task[None]] = []

    def started(db: Database, trusted: Trust) -> None:
        following.append(asyncio.create_task(follow(moved, db, trusted)))

    own = Clock(lambda: moved.seconds_off(loaded), moved.moment, moved.passed)
    try:
        await run(loaded, own, started)
    finally:
        for task in following:
            task.cancel()


if __name__ == "__main__":
    os.umask(0o077)
    asyncio.run(main(float(sys.argv[1])))
