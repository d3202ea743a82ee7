#!/usr/bin/env bash
# arrow 1.4.0, Vietnamese: of a birthday written and read back, November and December are October.
#
# Guess, written before it was run: a date that arrow has written with the name of its month, in a
# language that it knows, is read back by the same format and language as the same date.
#
# Seen: "2 Tháng Mười Một", the second of November by "D MMMM", is read as the second of October,
# and so is the second of December, "2 Tháng Mười Hai"; nothing is raised. October is "Tháng Mười"
# (month ten), and the other two start with it (ten-one, ten-two). The library looks for the names
# from January on and takes the first that fits; that it ends in the middle of a name is no
# hindrance, since a blank follows. With the year behind the month all twelve are right, as then the
# shorter name leaves something that is no year. So "D MMMM YYYY" is right, "D MMMM" and
# "YYYY D MMMM" are not. The short names ("Tháng 11") are right in both places.
set -euo pipefail
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install \
    arrow==1.4.0 python-dateutil==2.9.0.post0 tzdata==2026.6
"$folder/venv/bin/python" - <<'PROGRAM'
from importlib.metadata import version

import arrow

RIGHT = list(range(1, 13))
SEEN = {
    ("vi", "D MMMM"): [*range(1, 11), 10, 10],
    ("vi", "YYYY D MMMM"): [*range(1, 11), 10, 10],
    ("vi", "D MMMM YYYY"): RIGHT,
    ("vi", "D MMM"): RIGHT,
    ("en", "D MMMM"): RIGHT,
}

print("arrow", version("arrow"))
changed = False
for (language, form), seen in SEEN.items():
    texts = [arrow.Arrow(2026, month, 2).format(form, locale=language) for month in RIGHT]
    found = [arrow.get(text, form, locale=language).month for text in texts]
    print(form, "in", language, "->", *found)
    for text, month in zip(texts[9:], found[9:], strict=True):
        print(f"    {text} -> month {month}")
    changed |= found != seen
raise SystemExit("it behaves differently now" if changed else 0)
PROGRAM
