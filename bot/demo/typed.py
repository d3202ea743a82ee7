"""Taking apart what a person types, and finding the things that it names."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from bot.demo.sample import Club
from bot.localdiscord import Channel, File, Member, Role
from bot.localdiscord.app.selects import bounds
from bot.localdiscord.model.modal import KINDS
from bot.localdiscord.wire import Json, OptionType

Thing = TypeVar("Thing", bound=Member | Role | Channel)


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


def check_options(stray: str, given: Mapping[str, str], specs: Mapping[str, Json]) -> None:
    """Refuse an option that the command does not have; `given` may have swallowed it.

    In a free text anything may stand, so there `to do:this` is no option.
    """
    closed = [text for name, text in given.items() if not _is_free(specs[name])]
    for text in (f" {stray}", *closed):
        if found := _OPTION.search(text):
            there = f"there {_are(specs)}" if specs else "the command takes none"
            raise UnclearError(f"There is no option {found[1]}; {there}.")


_OPTION = re.compile(r"\s([a-z][\w-]*):(?=\S)")


def _are(names: Collection[str]) -> str:
    return f"{'is only' if len(names) == 1 else 'are'} {', '.join(names)}"


def _is_free(spec: Json) -> bool:
    bound = spec.get("choices") or spec.get("autocomplete")
    return bool(spec["type"] == OptionType.STRING and not bound)


class Things:
    """Finds the members, roles, channels and files that somebody means."""

    def __init__(self, club: Club) -> None:
        self._club = club
        self.handed_over: dict[str, File] = {}
        """The files that the bot handed over, by name, to send again."""

    def value(self, option: Json, text: str) -> object:
        """Turn what was typed for an option of a command into what the option takes."""
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
                    raise UnclearError(f"{option['name']} takes true or false.")
                return text.lower() == "true"
            case OptionType.INTEGER:
                if not re.fullmatch(r"-?\d+", text):
                    raise UnclearError(f"{option['name']} takes a whole number, not “{text}”.")
                return int(text)
            case OptionType.NUMBER:
                if not re.fullmatch(r"-?\d+(\.\d+)?", text):
                    raise UnclearError(f"{option['name']} takes a number, not “{text}”.")
                return float(text)
            case _:
                return text

    def chosen(self, control: Json, text: str) -> object:
        """Turn what was typed for a field of a form, or for a list, into what it takes.

        Nothing typed leaves it empty; one that takes several things takes them with commas.
        """
        if not text:
            return ""
        try:
            return self._one(control, text)
        except UnclearError:
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
                both: list[Member | Role] = [*self._club.people, *self._club.roles]
                return _named(both, text, "member or role")
            case "file":
                return self.file(text)
            case "checkbox":
                return text.lower() in ("yes", "true", "x")
            case _:
                return text

    def file(self, name: str) -> File:
        """Return a file of this machine, or else one that the bot handed over."""
        if name in self.handed_over and not Path(name).expanduser().is_file():
            return self.handed_over[name]
        return file_at(name)

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
    there = ", ".join(thing.name for thing in things)
    if not wanted:
        raise UnclearError(f"Which {kind}? There are {there}.")
    for thing in things:
        if thing.name.lower() == wanted:
            return thing
    raise UnclearError(f"There is no {kind} “{name}” here, only {there}.")


def entry(options: Sequence[Json], text: str) -> str:
    """Return the label of the entry that is meant: by its label, or by its number from 1."""
    labels = [str(option["label"]) for option in options]
    for label in labels:
        if label.lower() == text.lower():
            return label
    if text.isdecimal() and 1 <= int(text) <= len(labels):
        return labels[int(text) - 1]
    raise UnclearError(f"Nothing here is called “{text}”; there is: {', '.join(labels)}.")


def _choice(choices: Sequence[Json], text: str, name: str) -> object:
    """Return the name of a choice that is meant, by its name or by its value."""
    for key in ("name", "value"):
        for choice in choices:
            if str(choice[key]).lower() == text.lower():
                return choice["name"]
    offered = ", ".join(str(choice["name"]) for choice in choices)
    raise UnclearError(f"{name} takes one of: {offered}.")


def file_at(path: str) -> File:
    """Read a file, as somebody's upload."""
    place = Path(path).expanduser()
    if not place.is_file():
        raise UnclearError(f"There is no file {place} (looked for it in {Path.cwd()}).")
    return File(place.name, place.read_bytes())
