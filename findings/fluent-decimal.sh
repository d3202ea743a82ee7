#!/usr/bin/env bash
# fluent.runtime 0.4.0: a Decimal is written as a number but picks no variant, so 1 is "1 points".
#
# Guess, written before it was run: a text that picks a variant by a number, `[0]` or `[one]`, picks
# the same one for 1, 1.0 and Decimal("1"), since the library takes all three for numbers and writes
# all three as such.
#
# Seen: the Decimal gets the default variant, whatever its value: "0 points" and "1 points", where
# an int and a float of the same value get "nothing yet" and "1 point". Nothing is said of it among
# the errors, and the digits are grouped as for any number (1,234), so it looks like a mistake in
# the translation.
#
# Why it matters here: PostgreSQL answers the sum of a bigint column with a numeric, which drivers
# hand over as a Decimal, while SQLite answers with an int. The same query and the same text then
# read well on one database and not on the other.
set -euo pipefail
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install \
    fluent.runtime==0.4.0 babel==2.18.0
"$folder/venv/bin/python" - <<'PROGRAM'
from decimal import Decimal
from importlib.metadata import version

from fluent.runtime import FluentBundle, FluentResource

TEXT = """
balance = { $amount ->
    [0] nothing yet
    [one] { $amount } point
   *[other] { $amount } points
}
"""
SEEN = [
    (0, "nothing yet"),
    (0.0, "nothing yet"),
    (Decimal("0"), "0 points"),
    (1, "1 point"),
    (1.0, "1 point"),
    (Decimal("1"), "1 points"),
    (1234, "1,234 points"),
    (Decimal("1234"), "1,234 points"),
]

bundle = FluentBundle(["en-US"], use_isolating=False)
bundle.add_resource(FluentResource(TEXT))
pattern = bundle.get_message("balance").value
print("fluent.runtime", version("fluent.runtime"))
changed = False
for amount, seen in SEEN:
    found, errors = bundle.format_pattern(pattern, {"amount": amount})
    print(repr(amount), "->", found, *errors)
    changed |= found != seen or bool(errors)
raise SystemExit("it behaves differently now" if changed else 0)
PROGRAM
