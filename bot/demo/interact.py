"""Using the buttons, selects and modals of the bot's answers."""

import re
from collections.abc import Mapping, Sequence

from bot.demo.parsing import EntityLookup, InputError, split
from bot.localdiscord import Answer, Member, Message, Modal
from bot.localdiscord.wire import Json

_IN_A_LIST = re.compile(r"(?P<list>\d+)(?::\s*|\s+)(?P<entry>.+)")


async def press(message: Message, wanted: str, member: Member) -> Answer:
    """Press a button by its label, in any case, or by its number."""
    labels = message.buttons
    wanted = wanted.strip("[] ")
    if wanted.isdecimal() and 1 <= int(wanted) <= len(labels):
        return await message.press(int(wanted) - 1, by=member)
    same = [label for label in labels if label.lower() == wanted.lower()]
    if not same:
        there = f"only {', '.join(labels)}" if labels else "and no other"
        raise InputError(f"There is no button “{wanted}” here, {there}.")
    return await message.press(same[0], by=member)


async def choose(message: Message, typed: str, member: Member, lookup: EntityLookup) -> Answer:
    """Choose the typed entry in the select that has it, or in the select with the typed number."""
    number, choice = find_entry(message.selects, typed, lookup)
    return await message.choose(choice, select=number, by=member)


def find_entry(lists: Sequence[Json], typed: str, lookup: EntityLookup) -> tuple[int, object]:
    """Return the index of the select that is meant, and what to choose in it."""
    if not lists:
        raise InputError("The last answer holds no list to choose from.")
    if not typed:
        raise InputError(f"Choose what? {_described(lists)}")
    matching = _matching(lists, typed, lookup)
    numbered = _IN_A_LIST.fullmatch(typed)
    if not matching and numbered and 1 <= int(numbered["list"]) <= len(lists):
        index = int(numbered["list"]) - 1
        return index, lookup.selection(lists[index], numbered["entry"])
    if len(lists) == 1:
        return 0, lookup.selection(lists[0], typed)
    if not matching:
        raise InputError(f"Nothing here is called “{typed}”. {_described(lists)}")
    if len(matching) > 1:
        ways = ", or ".join(f"choose {index + 1}: {typed}" for index in matching)
        raise InputError(f"Which list is meant? Type {ways}. {_described(lists)}")
    return next(iter(matching.items()))


def _matching(lists: Sequence[Json], typed: str, lookup: EntityLookup) -> dict[int, object]:
    """Return the selects that have the typed entry, by index, with what to choose in them."""
    matching: dict[int, object] = {}
    for index, one in enumerate(lists):
        try:
            matching[index] = lookup.selection(one, typed)
        except InputError:
            continue
    return matching


def _described(lists: Sequence[Json]) -> str:
    if len(lists) == 1:
        return f"The list is:\n  {list_line(lists[0])}"
    lines = [f"{number}: {list_line(one)}" for number, one in enumerate(lists, 1)]
    return "\n  ".join(["The lists are:", *lines])


def list_line(select: Json) -> str:
    """Return a select as one line: its placeholder and its options."""
    options = ", ".join(str(option["label"]) for option in select.get("options") or ())
    return f"[ {select.get('placeholder') or 'Choose'} ▾ ] {options}".rstrip()


def parse_fields(form: Modal, typed: str, lookup: EntityLookup) -> Mapping[str, object]:
    """Return the values typed for the fields of a modal; fields left out keep theirs."""
    rest, fields = split(typed, form.fields, "=")
    if rest:
        like = " ".join(f"{label}=…" for label in form.fields)
        raise InputError(f"The form is filled in like this: fill {like}")
    values = {
        label: lookup.selection(form.fields[label].component, value)
        for label, value in fields.items()
    }
    missing = [
        label
        for label, field in form.fields.items()
        if field.required and values.get(label, field.value) in (None, "", [])
    ]
    if missing:
        like = " ".join(f"{label}=…" for label in missing)
        raise InputError(f"Still needed: {', '.join(missing)}. Type fill {like}")
    return values
