#!/usr/bin/env bash
# cronsim 2.8: where clocks change by half an hour, a whole hour loses its first half, hours later.
#
# Guess, written before it was run: on the day on which Lord Howe Island's clocks change (at two at
# night, by half an hour), `* 10 * * *` is due at each minute from 10:00 to 10:59, as on any other
# day and as in Sydney, whose clocks change by a whole hour on the same night.
#
# Seen: it is due 30 times on that day, from 10:30 to 10:59, in spring and in autumn. The search for
# the next due hour goes on by whole hours of real time from before the change, so it comes to each
# following hour at half past and never looks at what was before. The day after is whole again.
#
# Why it matters here: a schedule of a workflow would leave out runs in that zone, so Laurel takes
# from the library what the clock on the wall has to show, and finds the moments itself.
set -euo pipefail
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install cronsim==2.8 tzdata==2026.6
PYTHONTZPATH='' "$folder/venv/bin/python" - <<'PROGRAM'
from datetime import datetime, timedelta
from importlib.metadata import version
from zoneinfo import ZoneInfo

from cronsim import CronSim

SEEN = {
    ("Australia/Lord_Howe", 2025, 4, 6): (30, "10:30", "10:59"),
    ("Australia/Lord_Howe", 2025, 4, 7): (60, "10:00", "10:59"),
    ("Australia/Lord_Howe", 2025, 10, 5): (30, "10:30", "10:59"),
    ("Australia/Sydney", 2025, 4, 6): (60, "10:00", "10:59"),
}


def due(zone: str, *day: int) -> tuple[int, str, str]:
    """Return how often `* 10 * * *` is due on a day, and the first and the last time."""
    midnight = datetime(*day, tzinfo=ZoneInfo(zone))
    times = []
    for moment in CronSim("* 10 * * *", midnight - timedelta(minutes=1)):
        if moment.date() != midnight.date():
            break
        times.append(f"{moment:%H:%M}")
    return len(times), times[0], times[-1]


print("cronsim", version("cronsim"), "with tzdata", version("tzdata"))
changed = False
for asked, seen in SEEN.items():
    found = due(*asked)
    print(*asked, "->", *found)
    changed |= found != seen
raise SystemExit("it behaves differently now" if changed else 0)
PROGRAM
