#!/usr/bin/env bash
# taskiq 0.13.0 with pycron 3.3.0: a schedule for `sat-sun` runs on Saturdays only.
#
# Guess, written before it was run: `0 9 * * sat-sun` is due on both days of a weekend, `fri-mon` on
# four days, `mon-sun` on seven. Or they are refused, as by libraries whose week starts on Sunday.
#
# Seen: nothing is refused, and such a range ends with Saturday: `sat-sun` is Saturday, `fri-mon` is
# Friday and Saturday, and `mon-sun` is every day but Sunday. What a list has behind such a range is
# overlooked: `sat-sun,wed` is Saturday, while `wed,sat-sun` has Wednesday too. taskiq asks pycron
# whether a task is due. pycron, whose Sunday is 0, means to let such ranges go on over the end of
# the week, but counts on to 7 and above, which no day has. `sun`, `sat,sun` and `0,6` are right.
set -euo pipefail
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install \
    taskiq==0.13.0 pycron==3.3.0
"$folder/venv/bin/python" - <<'PROGRAM'
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

from taskiq.cli.scheduler.run import is_cron_task_now

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
SEEN = {
    "sat-sun": "Sat",
    "fri-mon": "Fri Sat",
    "mon-sun": "Mon Tue Wed Thu Fri Sat",
    "sat-sun,wed": "Sat",
    "wed,sat-sun": "Wed Sat",
    "sat,sun": "Sat Sun",
    "mon-fri": "Mon Tue Wed Thu Fri",
}

print("taskiq", version("taskiq"), "with pycron", version("pycron"))
changed = False
for days, seen in SEEN.items():
    week = [MONDAY + timedelta(days=day) for day in range(7)]
    found = " ".join(f"{day:%a}" for day in week if is_cron_task_now(f"0 9 * * {days}", day))
    print(f"0 9 * * {days} -> {found}")
    changed |= found != seen
raise SystemExit("it behaves differently now" if changed else 0)
PROGRAM
