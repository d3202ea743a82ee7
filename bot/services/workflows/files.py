"""Workflows as YAML files: the same definition, with rewards and goals by their names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import yaml
from sqlmodel import select

from bot.markup import fits
from bot.services.errors import InvalidFormError, InvalidInputError
from bot.services.rewards import lookup
from bot.services.typed import NAME_LENGTH, duration_text, fold
from bot.services.workflows import definition as definitions
from bot.services.workflows.definition import MOST_CONDITIONS, MOST_STEPS, Definition
from bot.services.workflows.part_fields import settings_in, settings_of
from bot.services.workflows.parts import Part, PartKind
from bot.services.workflows.validation import Lines, Path, error_at
from db.session import Session
from db.tables import Goal, GoalState, Reward

VERSION = 1
"""The version of the format; another is refused."""

_PLACES: tuple[tuple[PartKind, str], ...] = (
    ("trigger", "trigger"),
    ("condition", "conditions"),
    ("step", "steps"),
)
"""The kinds of parts, and where a file has them."""

_MOST_PARTS = 1 + MOST_CONDITIONS + MOST_STEPS
"""Parts whose names are looked up; in a file with more, names are not checked."""

_NOBODYS = 1
"""An id of nothing, in the place of a name that is not known."""


@dataclass(frozen=True)
class Imported:
    """A workflow that a file describes."""

    name: str
    definition: Definition


def read(session: Session, community_id: int, data: dict[str, Any], lines: Lines) -> Imported:
    """Return the workflow that a file describes; `InvalidFormError` with every error.

    The file is what `yamltext.parse` returned, which is called outside of a transaction.
    """
    found: list[InvalidInputError] = []
    version, name = data.pop("version", None), data.pop("name", None)
    if version != str(VERSION):
        found.append(error_at(("version",), "workflow-mistake-version", lines, version=VERSION))
    if not isinstance(name, str) or not name.strip() or not fits(name.strip(), NAME_LENGTH):
        found.append(error_at(("name",), "workflow-mistake-name", lines, most=NAME_LENGTH))
    for kind, path, part in islice(_parts_in(data), _MOST_PARTS):
        for setting, called in list(settings_in(kind, part)):
            if setting.kind in _NUMBERS and isinstance(called, str):
                number = _NUMBERS[setting.kind](session, community_id, called)
                part[setting.name] = number or _NOBODYS
                if number is None:
                    text = f"workflow-mistake-no-{setting.kind}"
                    found.append(error_at((*path, setting.name), text, lines))
    definition = None
    try:
        definition = definitions.parse(session, community_id, data, lines)
    except InvalidFormError as error:
        known = {wrong.field for wrong in found}
        found += [wrong for wrong in error.errors if wrong.field not in known]
    if found or definition is None:
        raise InvalidFormError(sorted(found, key=lambda wrong: int(str(wrong.params["line"]))))
    return Imported(name.strip(), definition)


def _parts_in(data: dict[str, Any]) -> Iterator[tuple[PartKind, Path, dict[str, Any]]]:
    """Yield what looks like a part, with its kind and path, in data that may be anything."""
    for kind, place in _PLACES:
        waiting: list[tuple[Path, Any]] = [((place,), data.get(place))]
        while waiting:
            path, value = waiting.pop()
            if isinstance(value, list):
                waiting += [((*path, number), inner) for number, inner in enumerate(value)]
            elif isinstance(value, dict):
                yield kind, path, value
                waiting += [((*path, name), inner) for name, inner in value.items()]


def _reward(session: Session, community_id: int, name: str) -> int | None:
    try:
        return lookup.resolve(session, community_id, name).reward_id
    except lookup.NoSuchRewardError:
        return None


def _goal(session: Session, community_id: int, name: str) -> int | None:
    return session.exec(
        select(Goal.id).where(
            Goal.community_id == community_id,
            Goal.name_key == fold(" ".join(name.split())),
            Goal.state == GoalState.ACTIVE,
        )
    ).first()


_NUMBERS = {"reward": _reward, "goal": _goal}
"""How to find the id of what a file calls by its name."""


def write(session: Session, community_id: int, name: str, definition: Definition) -> str:
    """Return a workflow as the text of a file."""
    data = {
        "version": VERSION,
        "name": name,
        "trigger": _written(session, community_id, definition.trigger),
        "conditions": [_written(session, community_id, part) for part in definition.conditions],
        "steps": [_written(session, community_id, part) for part in definition.steps],
    }
    return yaml.dump(
        {key: value for key, value in data.items() if value},
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=88,
    )


def _written(session: Session, community_id: int, part: Part) -> dict[str, Any]:
    """Return a part as a file has it, without settings that have their default."""
    written: dict[str, Any] = {"type": part.key}
    for setting in settings_of(type(part)):
        value = getattr(part, setting.name)
        if value != type(part).model_fields[setting.name].default:
            written[setting.name] = _plain(session, community_id, setting.kind, value)
    if getattr(part, "go_on", False):
        written["go_on"] = True
    return written


def _plain(session: Session, community_id: int, kind: str, value: Any) -> Any:
    match kind:
        case "parts" if isinstance(value, list):
            return [_written(session, community_id, inner) for inner in value]
        case "parts":
            return _written(session, community_id, value)
        case "reward":
            return session.get_one(Reward, (community_id, value)).name
        case "goal":
            return session.get_one(Goal, (community_id, value)).name
        case "role" | "channel":
            return str(value)
        case "duration":
            return duration_text(value)
    return value


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as such."""


_TAKEN_FOR_ANOTHER = re.compile(
    r"""
    [-+.\d].*  # a number or a date: 1e5, 08, 0o14, 0x1F, .5, 1_000, 12:30, 2025-06-02
    | y | n | yes | no | on | off | true | false  # a truth
    | null | none | nil | nan | inf | infinity  # nothing, or a number
    | [=~<].*  # a default value, nothing, a merge
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""What a reader of YAML 1.1 or 1.2, or a lax one, may take for something else than text.

Source: the tags of YAML 1.1 and the schemas of chapter 10 of YAML 1.2.2.
"""

_DURATION = re.compile(r"\d+[dhm]( \d+[dhm])*")
"""What begins like a number and is none for anybody."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    if _TAKEN_FOR_ANOTHER.fullmatch(text.strip()) and not _DURATION.fullmatch(text):
        style = style or "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
