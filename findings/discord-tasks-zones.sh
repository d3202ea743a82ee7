#!/usr/bin/env bash
# discord.py 2.7.1, tasks.loop(time=[…]): of times in two zones, one never comes.
#
# Guess, written before it was run: `tasks.loop(time=[08:00 in New York, 09:00 in Tokyo])` runs
# twice a day, at 13:00 and at 00:00 UTC; the documentation says that time zones are supported. Nine
# o'clock in Ho Chi Minh City and in Berlin are two runs as well.
#
# Seen: in New York and Tokyo it runs once a day, at 13:00 UTC. After each run the library takes the
# first time of the list that is still to come on its own zone's wall clock, and if there is none,
# the first of the list tomorrow. Right after eight in New York it is 22:00 in Tokyo, so tomorrow's
# New York is next, and the nine o'clock of Tokyo before it (00:00 UTC) is passed over, every day.
# Nine o'clock in Ho Chi Minh City and Berlin is once a day, at 02:00 UTC: the list is made free of
# doubles first, and two times of day of the same reading are equal, since the offset of a ZoneInfo
# is not known without a date. Each of the four alone runs as it should.
#
# The program lets three days pass in a moment: its event loop sets the clock ahead instead of
# waiting.
set -euo pipefail
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install \
    discord.py==2.7.1 time-machine==3.6.0 tzdata==2026.6
PYTHONTZPATH='' "$folder/venv/bin/python" - <<'PROGRAM'
import asyncio
import time
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from importlib.metadata import version
from zoneinfo import ZoneInfo

import time_machine
from discord.ext import tasks

BEGIN = datetime(2025, 1, 6, 12, tzinfo=UTC)
EIGHT_THERE = clock(8, tzinfo=ZoneInfo("America/New_York"))  # 13:00 UTC
NINE_THERE = clock(9, tzinfo=ZoneInfo("Asia/Tokyo"))  # 00:00 UTC
NINE_HERE = clock(9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))  # 02:00 UTC
NINE_ELSEWHERE = clock(9, tzinfo=ZoneInfo("Europe/Berlin"))  # 08:00 UTC
SEEN = [
    ([EIGHT_THERE], ["06 13:00", "07 13:00", "08 13:00"]),
    ([NINE_THERE], ["07 00:00", "08 00:00", "09 00:00"]),
    ([EIGHT_THERE, NINE_THERE], ["06 13:00", "07 13:00", "08 13:00"]),
    ([NINE_HERE], ["07 02:00", "08 02:00", "09 02:00"]),
    ([NINE_ELSEWHERE], ["07 08:00", "08 08:00", "09 08:00"]),
    ([NINE_HERE, NINE_ELSEWHERE], ["07 02:00", "08 02:00", "09 02:00"]),
]


class Jumping(asyncio.SelectorEventLoop):
    """An event loop for which time passes at once."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        super().__init__()
        self._traveller = traveller
        self._look = self._selector.select
        self._selector.select = self._jump

    def time(self) -> float:
        return time.time()

    def _jump(self, timeout: float | None) -> object:
        if timeout:
            self._traveller.shift(timeout + 0.001)
        return self._look(0)


async def three_days(times: list[clock]) -> list[str]:
    """Return when a loop ran, by the day and the time in UTC."""
    ran = []

    @tasks.loop(time=times)
    async def loop() -> None:
        ran.append(f"{datetime.now(UTC):%d %H:%M}")

    loop.start()
    await asyncio.sleep(timedelta(days=3).total_seconds())
    loop.cancel()
    return ran


print("discord.py", version("discord.py"), "with tzdata", version("tzdata"))
changed = False
for times, seen in SEEN:
    with time_machine.travel(BEGIN, tick=False) as traveller:
        with asyncio.Runner(loop_factory=lambda: Jumping(traveller)) as runner:
            found = runner.run(three_days(times))
    print(*(f"{one:%H:%M} in {one.tzinfo}" for one in times), sep=" and ", end=": ")
    print(*found, sep=", ")
    changed |= found != seen
raise SystemExit("it behaves differently now" if changed else 0)
PROGRAM
