"""A definition while it is being put together: plain data, whose parts carry numbers.

A number stays with its part wherever that is moved, so a button or a form that was shown a while
ago still means the part that it meant then.
"""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.services.errors import GoneError
from bot.services.workflows.parts import PartKind

Data = dict[str, Any]

GROUPS = ("all_of", "any_of")
"""Conditions that are made of several."""

_NUMBER = "#"  # of a part; of a draft: the next one
_INNER = "conditions"  # what a condition is made of
_NEGATED = "condition"  # whose opposite a condition is


@dataclass(frozen=True)
class PartRef:
    """A part and where it stands: beside its siblings, so many conditions deep.

    `whole` is the part itself, or the *not* around it.
    """

    kind: PartKind
    number: int
    path: str  # as in "steps.0" or "conditions.1.conditions.0"
    part: Data
    whole: Data
    siblings: tuple[int, ...] = ()
    depth: int = 0

    @property
    def settings(self) -> Data:
        """Return the part without its number."""
        return {name: _without_ids(value) for name, value in self.part.items() if name != _NUMBER}

    @property
    def is_group(self) -> bool:
        """Return whether other conditions can be put into it."""
        return _INNER in self.part

    @property
    def is_negated(self) -> bool:
        """Return whether the opposite of the condition is required."""
        return self.whole is not self.part


def numbered(definition: Mapping[str, Any]) -> Data:
    """Return a draft of a definition; it may lack anything."""
    draft: Data = {
        _NUMBER: 1,
        "trigger": copy.deepcopy(definition.get("trigger")),
        "conditions": copy.deepcopy(list(definition.get("conditions", []))),
        "steps": copy.deepcopy(list(definition.get("steps", []))),
    }
    for part in _parts(draft):
        part[_NUMBER] = _next(draft)
    return draft


def empty(key: str) -> Data:
    """Return a part without settings; a group has an empty list of conditions."""
    return {"type": key, _INNER: []} if key in GROUPS else {"type": key}


def alone(kind: PartKind, part: Mapping[str, Any]) -> Data:
    """Return a definition that has nothing but one part."""
    return {"trigger": part} if kind == "trigger" else {f"{kind}s": [part]}


def without_ids(draft: Data) -> Data:
    """Return a draft's definition as it is saved."""
    return {name: _without_ids(value) for name, value in draft.items() if name != _NUMBER and value}


def walk(draft: Data) -> Iterator[PartRef]:
    """Yield every part: the trigger, the conditions with what is in them, the steps."""
    trigger = draft["trigger"]
    if trigger:
        yield PartRef("trigger", trigger[_NUMBER], "trigger", trigger, trigger)
    yield from _conditions(draft["conditions"], "conditions", 0)
    row = tuple(step[_NUMBER] for step in draft["steps"])
    for index, step in enumerate(draft["steps"]):
        yield PartRef("step", step[_NUMBER], f"steps.{index}", step, step, row)


def newest(draft: Data) -> int:
    """Return the number of the part that was put in last; 0 if there is none."""
    return max((ref.number for ref in walk(draft)), default=0)


def find(draft: Data, number: int) -> PartRef:
    """Return a part by its number; `GoneError` if it was taken out."""
    for ref in walk(draft):
        if ref.number == number:
            return ref
    raise GoneError


def put(draft: Data, kind: PartKind, part: Mapping[str, Any], number: int = 0) -> None:
    """Put a part in.

    In the place of the part with that number, if it is of the same type; into it, if it is made of
    several; at the end if the number is 0. There is one trigger only, whatever the number.
    """
    new = copy.deepcopy(dict(part))
    new[_NUMBER] = _next(draft)
    if kind == "trigger":
        draft["trigger"] = new
        return
    row = draft["conditions" if kind == "condition" else "steps"]
    if number:
        there = find(draft, number)
        if there.part["type"] == new["type"]:
            _replace_settings(there.part, new)
            return
        if not there.is_group:
            raise GoneError
        row = there.part[_INNER]
    row.append(new)


def remove(draft: Data, number: int) -> None:
    """Take a part out, with what is in it; one that is gone already is no mistake."""
    if draft["trigger"] and draft["trigger"][_NUMBER] == number:
        draft["trigger"] = None
    for row in _rows(draft):
        row[:] = [whole for whole in row if _innermost(whole)[_NUMBER] != number]


def move(draft: Data, number: int, by: int) -> None:
    """Move a part down in its list, or up (below 0), as far as that goes."""
    row, index = _where(draft, number)
    to = min(max(index + by, 0), len(row) - 1)
    row.insert(to, row.pop(index))


def negate(draft: Data, number: int) -> None:
    """Ask for the opposite of a condition, or for itself again."""
    ref = find(draft, number)
    if ref.kind != "condition":
        raise GoneError
    row, index = _where(draft, number)
    if ref.is_negated:
        row[index] = row[index][_NEGATED]
    else:
        row[index] = {_NUMBER: _next(draft), "type": "not", _NEGATED: row[index]}


def set_go_on(draft: Data, number: int, *, go_on: bool) -> None:
    """Let a run go on, or end, where a step cannot be done."""
    ref = find(draft, number)
    if ref.kind != "step":
        raise GoneError
    ref.part.pop("go_on", None)
    if go_on:
        ref.part["go_on"] = True


def _conditions(row: list[Data], path: str, depth: int) -> Iterator[PartRef]:
    numbers = tuple(_innermost(whole)[_NUMBER] for whole in row)
    for index, whole in enumerate(row):
        part, at = whole, f"{path}.{index}"
        while _NEGATED in part:
            part, at = part[_NEGATED], f"{at}.{_NEGATED}"
        yield PartRef("condition", part[_NUMBER], at, part, whole, numbers, depth)
        yield from _conditions(part.get(_INNER, []), f"{at}.{_INNER}", depth + 1)


def _innermost(whole: Data) -> Data:
    """Return what stands within every *not*."""
    return _innermost(whole[_NEGATED]) if _NEGATED in whole else whole


def _parts(draft: Data) -> Iterator[Data]:
    """Yield every part, also those that only turn another around."""
    waiting = [draft["trigger"], *draft["conditions"], *draft["steps"]]
    while waiting:
        part = waiting.pop(0)
        if part:
            yield part
            waiting += [part.get(_NEGATED), *part.get(_INNER, [])]


def _rows(draft: Data) -> Iterator[list[Data]]:
    """Yield every list in which parts stand."""
    yield draft["conditions"]
    yield draft["steps"]
    for part in _parts(draft):
        if _INNER in part:
            yield part[_INNER]


def _where(draft: Data, number: int) -> tuple[list[Data], int]:
    """Return the list in which a part stands, and its place in it."""
    for row in _rows(draft):
        for index, whole in enumerate(row):
            if _innermost(whole)[_NUMBER] == number:
                return row, index
    raise GoneError


def _replace_settings(there: Data, new: Data) -> None:
    """Give a part new settings; its number, its mark and what is in it stay."""
    kept = {name: there[name] for name in (_NUMBER, "go_on", _INNER) if name in there}
    there.clear()
    there.update(new | kept)


def _next(draft: Data) -> int:
    number: int = draft[_NUMBER]
    draft[_NUMBER] = number + 1
    return number


def _without_ids(value: object) -> Any:
    if isinstance(value, dict):
        return {name: _without_ids(inner) for name, inner in value.items() if name != _NUMBER}
    return [_without_ids(inner) for inner in value] if isinstance(value, list) else value
