#!/usr/bin/env bash
# discordopenapi 1.0.0, which OpenAPI Generator 7.14 made from Discord's published description: no
# message that has a button can be read.
#
# Guess, written before it was run: a message with an action row and a button is read as such. In
# the description a message's components are of one of seven kinds, and the number `type` has one
# possible value in each of them, so that there is never more than one that fits.
#
# Seen: ValueError, "Multiple matches found", for a button and for a text of Components V2 alike,
# while a message without components is read. The description has {"type": "integer", "enum": [2],
# "allOf": [<all kinds of components>]}; in the generated classes `type` is any whole number, and
# what a class does not know it overlooks. So a button by itself is taken for seven kinds of
# components, for a row and all selects but one among them. That each `type` has its own value is
# therefore no help, and a `discriminator`, which would be one, is not in the description.
set -euo pipefail
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install \
    discordopenapi==1.0.0 pydantic==2.14.4
"$folder/venv/bin/python" - <<'PROGRAM'
from importlib.metadata import version

import openapi_client
from openapi_client import MessageResponse

MESSAGE = {
    "id": "300",
    "channel_id": "200",
    "type": 0,
    "content": "",
    "author": {
        "id": "100", "username": "someone", "discriminator": "0", "global_name": None,
        "avatar": None, "public_flags": 0, "flags": 0, "primary_guild": None,
    },
    "timestamp": "2026-11-30T10:00:00.123000+00:00",
    "edited_timestamp": None,
    "tts": False,
    "mention_everyone": False,
    "mentions": [],
    "mention_roles": [],
    "attachments": [],
    "embeds": [],
    "pinned": False,
    "flags": 0,
}
BUTTON = {"type": 2, "id": 2, "style": 1, "custom_id": "claim", "label": "Claim"}
COMPONENTS = {
    "nothing": [],
    "a row with a button": [{"type": 1, "id": 1, "components": [BUTTON]}],
    "a text": [{"type": 10, "id": 1, "content": "hello"}],
}
SEEN = {
    "nothing": "read",
    "a row with a button": "multiple matches found",
    "a text": "multiple matches found",
}


KINDS = [name for name in dir(openapi_client) if name.endswith("ComponentResponse")]
TAKEN_FOR = 7


def takes(kind: str, component: dict[str, object]) -> bool:
    """Say whether a component is taken for one of this kind."""
    try:
        getattr(openapi_client, kind).from_dict(component)
    except ValueError:
        return False
    return True


def read(components: list[object]) -> str:
    """Say what comes of a message with these components."""
    try:
        MessageResponse.from_dict({**MESSAGE, "components": components})
    except ValueError as error:
        return "multiple matches found" if "Multiple matches found" in str(error) else "refused"
    return "read"


print("discordopenapi", version("discordopenapi"), "with pydantic", version("pydantic"))
fitting = [kind for kind in KINDS if takes(kind, BUTTON)]
print("a button is taken for:", *fitting)
found = {name: read(components) for name, components in COMPONENTS.items()}
for name, result in found.items():
    print("a message with", name, "->", result)
raise SystemExit("it behaves differently now" if found != SEEN or len(fitting) != TAKEN_FOR else 0)
PROGRAM
