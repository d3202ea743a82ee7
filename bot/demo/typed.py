"""Taking apart what a person types, and finding the things that it names."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from bot.demo.sample import Club
from bot.localdiscord import Channel, File, Member, Role
from bot.localdiscord.wire import Json, OptionType

Thing = TypeVar("Thing", Member, Role, Channel)


class UnclearError(Exception):
    """What was typed cannot be done; the text says why and what to type instead."""


def split(text: str, names: Iterable[str], sign: str) -> tuple[str, dict[str, str]]:
    """Return what stands before the first `name<sign>value`, and the values.

    As in Discord's app, a value reaches to the next name, so it needs no quotes; it may have some.
    """
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    if not known:
        return _plain(text), {}
    starts = re.compile(rf"(?<!\S)[\"“]?({known})[\"”]?{re.escape(sign)}", re.IGNORECASE)
    found = list(starts.finditer(text))
    if not found:
        return _plain(text), {}
    by_name = {name.lower(): name for name in names}
    ends = [match.start() for match in found[1:]] + [len(text)]
    values = {
        by_name[match[1].lower()]: _plain(text[match.end() : end])
        for match, end in zip(found, ends, strict=True)
    }
    return _plain(text[: found[0].start()]), values


def _plain(text: str) -> str:
    """Return a text without the spaces and quotes around it."""
    text = text.strip()
    if len(text) > 1 and text[0] in "\"'“" and text[-1] in "\"'”":
        text = text[1:-1]
    return text


class Things:
    """Finds the members, roles, channels and files that somebody means."""

    def __init__(self, club: Club) -> None:
        self._club = club

    def value(self, option: Json, text: str) -> object:
        """Turn what was typed for an option of a command into what the option takes."""
        match option["type"]:
            case OptionType.USER:
                return self.member(text)
            case OptionType.ROLE:
                return self.role(text)
            case OptionType.CHANNEL:
                return self.channel(text)
            case OptionType.ATTACHMENT:
                return file_at(text)
            case OptionType.BOOLEAN:
                if text.lower() not in ("true", "false"):
                    raise UnclearError(f"{option['name']} takes true or false.")
                return text.lower() == "true"
            case OptionType.INTEGER | OptionType.NUMBER:
                if not re.fullmatch(r"-?\d+", text):
                    raise UnclearError(f"{option['name']} takes a whole number, not “{text}”.")
                return int(text)
            case _:
                if offered := [choice["name"] for choice in option.get("choices") or ()]:
                    return _one_of(offered, text, option["name"])
                return text

    def chosen(self, kind: str, text: str) -> object:
        """Turn what was typed for a field of a form, or for a list, into what it takes."""
        match kind:
            case "member":
                return self.member(text)
            case "role":
                return self.role(text)
            case "channel":
                return self.channel(text)
            case "file":
                return file_at(text)
            case "checkbox":
                return text.lower() in ("yes", "true", "x")
            case _:
                return text

    def member(self, name: str) -> Member:
        """Return a member of the sample."""
        return _named(self._club.people, name, "member")

    def role(self, name: str) -> Role:
        """Return a role."""
        return _named(self._club.roles, name, "role")

    def channel(self, name: str) -> Channel:
        """Return a channel."""
        return _named(self._club.channels, name, "channel")


def _named(things: Sequence[Thing], name: str, kind: str) -> Thing:
    wanted = name.lstrip("@#").lower()
    for thing in things:
        if thing.name.lower() == wanted:
            return thing
    raise UnclearError(
        f"There is no {kind} “{name}” here, only {', '.join(thing.name for thing in things)}."
    )


def _one_of(offered: list[str], text: str, name: str) -> str:
    for choice in offered:
        if choice.lower() == text.lower():
            return choice
    raise UnclearError(f"{name} takes one of: {', '.join(offered)}.")


def file_at(path: str) -> File:
    """Read a file, as somebody's upload."""
    place = Path(path).expanduser()
    if not place.is_file():
        raise UnclearError(f"There is no file {place} (looked for it in {Path.cwd()}).")
    return File(place.name, place.read_bytes())
