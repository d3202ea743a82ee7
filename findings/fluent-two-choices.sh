#!/usr/bin/env bash
# moz.l10n 0.15.0: a Fluent text that chooses twice by one number says less once written again.
#
# Guess, written before it was run: a file of Fluent texts that moz.l10n reads and writes again,
# with nothing changed in between, looks different perhaps but says the same for every number.
#
# Seen: "0 codes left, come back tomorrow" has become " left, come back tomorrow". The library makes
# one choice of all choices in a text, so that a translator sees whole sentences. Where two of them
# are by the same number and one has a variant that the other has not, the sentence of that variant
# lacks what the other choice says by default: [0] is without "0 codes", [one] without "take yours".
# Nothing is raised or noted, and the file that comes out is a valid one. Choices by two different
# numbers, and two with the same variants, are right.
#
# fluent.runtime 0.4.0 says what each of the two files means.
set -euo pipefail
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install \
    moz.l10n==0.15.0 fluent.runtime==0.4.0 fluent.syntax==0.19.0 babel==2.18.0
"$folder/venv/bin/python" - <<'PROGRAM'
from importlib.metadata import version

from fluent.runtime import FluentBundle, FluentResource
from moz.l10n.formats import Format
from moz.l10n.resource import parse_resource, serialize_resource

TEXT = """
codes = { $left ->
    [one] One code
   *[other] { $left } codes
} left, { $left ->
    [0] come back tomorrow
   *[other] take yours
}
claimed = { $left ->
    [one] One code
   *[other] { $left } codes
} of { $all ->
    [0] none
   *[other] { $all }
}
"""
SEEN = {
    ("codes", 0): ("0 codes left, come back tomorrow", " left, come back tomorrow"),
    ("codes", 1): ("One code left, take yours", "One code left, "),
    ("codes", 2): ("2 codes left, take yours", "2 codes left, take yours"),
    ("claimed", 0): ("0 codes of none", "0 codes of none"),
    ("claimed", 1): ("One code of none", "One code of none"),
}


def say(text: str, name: str, left: int) -> str:
    """Return what a text of a file says."""
    bundle = FluentBundle(["en-US"], use_isolating=False)
    bundle.add_resource(FluentResource(text))
    said, errors = bundle.format_pattern(bundle.get_message(name).value, {"left": left, "all": 0})
    return " ".join([said, *map(str, errors)])


print("moz.l10n", version("moz.l10n"), "with fluent.runtime", version("fluent.runtime"))
again = "".join(serialize_resource(parse_resource(Format.fluent, TEXT)))
print(again)
changed = False
for (name, left), seen in SEEN.items():
    found = say(TEXT, name, left), say(again, name, left)
    print(name, left, "->", *map(repr, found))
    changed |= found != seen
raise SystemExit("it behaves differently now" if changed else 0)
PROGRAM
