"""Texts that workflows send: what may stand in braces, and filling it in."""

import re
from collections.abc import Mapping

from pydantic_core import PydanticCustomError

PLACEHOLDERS = {
    "member": "the member, as a mention",
    "reward": "the name of the reward that a step before gives, or else of the event's",
    "points": "the points that a step before gives or takes, or else the event's",
    "goal": "the name of the goal",
    "place": "the place on a leaderboard, as a number",
    "server": "the name of the server",
}
"""What may stand in braces, and what is filled in for it."""

_KNOWN = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
_BRACES = re.compile(r"\{([^{}\n]*)\}")
_EVERYBODY = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_MENTION = re.compile(r"<@(?=[!&]?\d)")
_NOTHING = "\N{ZERO WIDTH SPACE}"


def placeholders(text: str) -> set[str]:
    """Return the names that stand in braces."""
    return set(_BRACES.findall(text))


def checked(text: str) -> str:
    """Return a text whose placeholders are all known, and refuse any other."""
    for name in sorted(placeholders(text)):
        if name not in PLACEHOLDERS:
            raise PydanticCustomError(
                "workflow-mistake-placeholder",
                "nothing can be filled in for {given}",
                {"given": f"{{{name}}}", "known": _KNOWN},
            )
    return text


def render(text: str, values: Mapping[str, str], member_id: int | None = None) -> str:
    """Fill in what is known. Nobody is mentioned by it but the member, whatever is filled in."""
    filled = _BRACES.sub(lambda found: values.get(found[1], found[0]), text)
    quiet = _MENTION.sub(f"<@{_NOTHING}", _EVERYBODY.sub(f"@{_NOTHING}", filled))
    return quiet if member_id is None else quiet.replace("{member}", f"<@{member_id}>")
