"""Parsing what a person types, and finding the members, roles, channels and files it names."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from bot.demo.sample import SampleCommunity
from bot.localdiscord import Channel, File, Member, Role
from bot.localdiscord.app.selects import bounds
from bot.localdiscord.model.modal import KINDS
from bot.localdiscord.wire import Json, OptionType

Entity = TypeVar("Entity", bound=Member | Role | Channel)


class InputError(Exception):
    """The input cannot be used; the message says why and what to type instead."""


def split(text: str, names: Iterable[str], sign: str) -> tuple[str, dict[str, str]]:
    """Return the text before the first `name<sign>value`, and the values by name.

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
    """Strip the spaces and quotes around a text."""
    text = text.strip()
    if len(text) > 1 and text[0] in "\"'“" and text[-1] in "\"'”":
        text = text[1:-1]
    return text


def check_options(rest: str, options: Mapping[str, str], specs: Mapping[str, Json]) -> None:
    """Refuse an option that the command does not have; it may be inside a value of `options`.

    A free text may contain anything, so there `to do:this` is no option.
    """
    closed = [text for name, text in options.items() if not _is_free(specs[name])]
    for text in (f" {rest}", *closed):
        if found := _OPTION.search(text):
            there = f"there {_list(specs)}" if specs else "the command takes none"
            raise InputError(f"There is no option {found[1]}; {there}.")


_OPTION = re.compile(r"\s([a-z][\w-]*):(?=\S)")


def _list(names: Collection[str]) -> str:
    return f"{'is only' if len(names) == 1 else 'are'} {', '.join(names)}"


def _is_free(spec: Json) -> bool:
    bound = spec.get("choices") or spec.get("autocomplete")
    return bool(spec["type"] == OptionType.STRING and not bound)


class EntityLookup:
    """Finds members, roles, channels and files by name."""

    def __init__(self, club: SampleCommunity) -> None:
        self._club = club
        self.received_files: dict[str, File] = {}
        """The files that the bot sent, by name, to upload them again."""

    def value(self, option: Json, text: str) -> object:
        """Convert the text typed for an option of a command into its value."""
        if choices := option.get("choices"):
            return _choice(choices, text, option["name"])
        match option["type"]:
            case OptionType.USER:
                return self.member(text)
            case OptionType.ROLE:
                return self.role(text)
            case OptionType.CHANNEL:
                return self.channel(text)
            case OptionType.ATTACHMENT:
                return self.file(text)
            case OptionType.BOOLEAN:
                if text.lower() not in ("true", "false"):
                    raise InputError(f"{option['name']} takes true or false.")
                return text.lower() == "true"
            case OptionType.INTEGER:
                if not re.fullmatch(r"-?\d+", text):
                    raise InputError(f"{option['name']} takes a whole number, not “{text}”.")
                return int(text)
            case OptionType.NUMBER:
                if not re.fullmatch(r"-?\d+(\.\d+)?", text):
                    raise InputError(f"{option['name']} takes a number, not “{text}”.")
                return float(text)
            case _:
                return text

    def selection(self, control: Json, text: str) -> object:
        """Convert the text typed for a field of a modal, or for a select, into its value.

        No text leaves it empty; several values are separated by commas.
        """
        if not text:
            return ""
        try:
            return self._one(control, text)
        except InputError:
            _, most = bounds(control)
            if "," not in text or (most == 1 and KINDS[control["type"]] != "checkboxes"):
                raise
            return [self._one(control, part.strip()) for part in text.split(",")]

    def _one(self, control: Json, text: str) -> object:
        if options := control.get("options"):
            return entry(options, text)
        match KINDS[control["type"]]:
            case "member":
                return self.member(text)
            case "role":
                return self.role(text)
            case "channel":
                return self.channel(text)
            case "mentionable":
                both: list[Member | Role] = [*self._club.members, *self._club.roles]
                return _named(both, text, "member or role")
            case "file":
                return self.file(text)
            case "checkbox":
                return text.lower() in ("yes", "true", "x")
            case _:
                return text

    def file(self, name: str) -> File:
        """Return a file of this machine, or else one that the bot sent."""
        if name in self.received_files and not Path(name).expanduser().is_file():
            return self.received_files[name]
        return file_at(name)

    def member(self, name: str) -> Member:
        """Return a member of the sample."""
        return _named(self._club.members, name, "member")

    def role(self, name: str) -> Role:
        """Return a role."""
        return _named(self._club.roles, name, "role")

    def channel(self, name: str) -> Channel:
        """Return a channel."""
        return _named(self._club.channels, name, "channel")


def _named(entities: Sequence[Entity], name: str, kind: str) -> Entity:
    wanted = name.lstrip("@#").lower()
    there = ", ".join(entity.name for entity in entities)
    if not wanted:
        raise InputError(f"Which {kind}? There are {there}.")
    for entity in entities:
        if entity.name.lower() == wanted:
            return entity
    raise InputError(f"There is no {kind} “{name}” here, only {there}.")


def entry(options: Sequence[Json], text: str) -> str:
    """Find an option by its label or by its number from 1, and return its label."""
    labels = [str(option["label"]) for option in options]
    for label in labels:
        if label.lower() == text.lower():
            return label
    if text.isdecimal() and 1 <= int(text) <= len(labels):
        return labels[int(text) - 1]
    raise InputError(f"Nothing here is called “{text}”; there is: {', '.join(labels)}.")


def _choice(choices: Sequence[Json], text: str, name: str) -> object:
    """Find a choice by its name or value, and return its name."""
    for key in ("name", "value"):
        for choice in choices:
            if str(choice[key]).lower() == text.lower():
                return choice["name"]
    offered = ", ".join(str(choice["name"]) for choice in choices)
    raise InputError(f"{name} takes one of: {offered}.")


def file_at(path: str) -> File:
    """Read a file to upload."""
    place = Path(path).expanduser()
    if not place.is_file():
        raise InputError(f"There is no file {place} (looked for it in {Path.cwd()}).")
    return File(place.name, place.read_bytes())
