"""The settings of parts, as their types describe them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from bot.services.workflows import parts
from bot.services.workflows.parts import Part, PartKind
from bot.services.workflows.setting_types import SettingKind

PARTS: Mapping[PartKind, Callable[[], Mapping[str, type[Part]]]] = {
    "trigger": parts.triggers,
    "condition": parts.conditions,
    "step": parts.steps,
}
"""How to get at the parts of a kind."""


@dataclass(frozen=True)
class Setting:
    """One setting of a part.

    `kind` is that of a `SettingKind`, or else "number", "words", "choice", "yes" or "parts".
    """

    name: str
    kind: str
    required: bool
    choices: tuple[str, ...] = ()


@cache
def settings_of(part: type[Part]) -> tuple[Setting, ...]:
    """Return the settings of a part, in their order."""
    return tuple(_setting(name, field) for name, field in part.settings().items())


def part_of(kind: PartKind, key: str) -> type[Part] | None:
    """Return the part of a kind with a key; None if there is none."""
    return PARTS[kind]().get(key)


def settings_in(kind: PartKind, part: Mapping[str, Any]) -> Iterator[tuple[Setting, Any]]:
    """Yield the settings of a part that are given, and what they are."""
    known = part_of(kind, str(part.get("type")))
    for setting in settings_of(known) if known else ():
        if part.get(setting.name) is not None:
            yield setting, part[setting.name]


def _setting(name: str, field: Any) -> Setting:
    kind, choices = _kind(field.annotation, field.metadata)
    return Setting(name, kind, field.is_required(), choices)


def _kind(annotation: Any, metadata: Any) -> tuple[str, tuple[str, ...]]:
    for mark in metadata:
        if isinstance(mark, SettingKind):
            return mark.name, ()
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(inner[0], inner[1:])
    if origin in (Union, UnionType):
        (only,) = (option for option in inner if option is not NoneType)
        return _kind(only, ())
    if origin is Literal:
        return "choice", tuple(map(str, inner))
    if annotation is bool:
        return "yes", ()
    if annotation is int:
        return "number", ()
    return ("words" if annotation is str else "parts"), ()
