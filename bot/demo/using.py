"""Using what the bot shows: its buttons, its lists, its forms."""

import re
from collections.abc import Mapping, Sequence

from bot.demo.typed import Things, UnclearError, split
from bot.localdiscord import Answer, Member, Message, Modal
from bot.localdiscord.wire import Json

_IN_A_LIST = re.compile(r"(?P<list>\d+)(?::\s*|\s+)(?P<entry>.+)")


async def press(message: Message, wanted: str, who: Member) -> Answer:
    """Press a button by its label, whatever the case, or by its number."""
    labels = message.buttons
    wanted = wanted.strip("[] ")
    if wanted.isdecimal() and 1 <= int(wanted) <= len(labels):
        return await message.press(int(wanted) - 1, by=who)
    same = [label for label in labels if label.lower() == wanted.lower()]
    if not same:
        there = f"only {', '.join(labels)}" if labels else "and no other"
        raise UnclearError(f"There is no button “{wanted}” here, {there}.")
    return await message.press(same[0], by=who)


async def choose(message: Message, typed: str, who: Member, things: Things) -> Answer:
    """Choose what was typed from the list that has it, or from the list whose number it has."""
    number, chosen = find_entry(message.selects, typed, things)
    return await message.choose(chosen, select=number, by=who)


def find_entry(lists: Sequence[Json], typed: str, things: Things) -> tuple[int, object]:
    """Return the place of the list that is meant, and what is to be chosen from it."""
    if not lists:
        raise UnclearError("The last answer holds no list to choose from.")
    if not typed:
        raise UnclearError(f"Choose what? {_described(lists)}")
    fitting = _fitting(lists, typed, things)
    numbered = _IN_A_LIST.fullmatch(typed)
    if not fitting and numbered and 1 <= int(numbered["list"]) <= len(lists):
        place = int(numbered["list"]) - 1
        return place, things.chosen(lists[place], numbered["entry"])
    if len(lists) == 1:
        return 0, things.chosen(lists[0], typed)
    if not fitting:
        raise UnclearError(f"Nothing here is called “{typed}”. {_described(lists)}")
    if len(fitting) > 1:
        ways = ", or ".join(f"choose {place + 1}: {typed}" for place in fitting)
        raise UnclearError(f"Which list is meant? Type {ways}. {_described(lists)}")
    return next(iter(fitting.items()))


def _fitting(lists: Sequence[Json], typed: str, things: Things) -> dict[int, object]:
    """Return what was typed as each list understands it, without those that do not have it."""
    fitting: dict[int, object] = {}
    for place, one in enumerate(lists):
        try:
            fitting[place] = things.chosen(one, typed)
        except UnclearError:
            continue
    return fitting


def _described(lists: Sequence[Json]) -> str:
    if len(lists) == 1:
        return f"The list is:\n  {list_line(lists[0])}"
    lines = [f"{number}: {list_line(one)}" for number, one in enumerate(lists, 1)]
    return "\n  ".join(["The lists are:", *lines])


def list_line(select: Json) -> str:
    """Return a list as one line: what it asks for, and what it offers."""
    options = ", ".join(str(option["label"]) for option in select.get("options") or ())
    return f"[ {select.get('placeholder') or 'Choose'} ▾ ] {options}".rstrip()


def filled(form: Modal, typed: str, things: Things) -> Mapping[str, object]:
    """Return the values typed for the fields of a form; those left out stay as they are."""
    stray, given = split(typed, form.fields, "=")
    if stray:
        like = " ".join(f"{label}=…" for label in form.fields)
        raise UnclearError(f"The form is filled in like this: fill {like}")
    values = {
        label: things.chosen(form.fields[label].component, value) for label, value in given.items()
    }
    missing = [
        label
        for label, field in form.fields.items()
        if field.required and values.get(label, field.value) in (None, "", [])
    ]
    if missing:
        like = " ".join(f"{label}=…" for label in missing)
        raise UnclearError(f"Still needed: {', '.join(missing)}. Type fill {like}")
    return values
