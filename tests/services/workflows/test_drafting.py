"""Putting a definition together, as plain data."""

import copy
from collections.abc import Callable

import pytest

from bot.services.errors import GoneError
from bot.services.workflows import drafting
from bot.services.workflows.drafting import Data, Placed

DEEP: Data = {
    "trigger": {"type": "post_created"},
    "conditions": [
        {"type": "first_time"},
        {
            "type": "not",
            "condition": {
                "type": "any_of",
                "conditions": [
                    {"type": "has_role", "role": "1"},
                    {"type": "not", "condition": {"type": "has_role", "role": "2"}},
                ],
            },
        },
    ],
    "steps": [
        {"type": "award_points", "points": 5},
        {"type": "wait", "duration": "1d"},
        {"type": "send_notification", "text": "Hi", "go_on": True},
    ],
}


@pytest.fixture
def draft() -> Data:
    """A draft of it."""
    return drafting.numbered(DEEP)


def there(draft: Data, kind: str) -> Placed:
    """Return the first part of a type."""
    return next(placed for placed in drafting.walk(draft) if placed.part["type"] == kind)


def types(draft: Data) -> list[tuple[str, str]]:
    """Return where every part stands, and its type."""
    return [(placed.path, placed.part["type"]) for placed in drafting.walk(draft)]


def test_a_draft_holds_the_definition_as_it_was(draft: Data) -> None:
    assert drafting.bare(draft) == DEEP
    assert drafting.bare(drafting.numbered({})) == {}


def test_every_part_is_found_where_it_stands(draft: Data) -> None:
    assert types(draft) == [
        ("trigger", "post_created"),
        ("conditions.0", "first_time"),
        ("conditions.1.condition", "any_of"),
        ("conditions.1.condition.conditions.0", "has_role"),
        ("conditions.1.condition.conditions.1.condition", "has_role"),
        ("steps.0", "award_points"),
        ("steps.1", "wait"),
        ("steps.2", "send_notification"),
    ]
    numbers = [placed.number for placed in drafting.walk(draft)]
    assert len(set(numbers)) == len(numbers)
    assert there(draft, "any_of").is_turned
    assert there(draft, "any_of").is_group
    assert "#" not in there(draft, "any_of").settings


def test_parts_are_added_at_the_end_and_into_others(draft: Data) -> None:
    drafting.put(draft, "step", {"type": "award_points", "points": 9})
    drafting.put(draft, "condition", drafting.empty("any_of"))
    drafting.put(draft, "condition", {"type": "first_time"}, there(draft, "any_of").number)
    assert draft["steps"][-1]["points"] == 9
    assert drafting.bare(draft)["conditions"][-1] == {"type": "any_of", "conditions": []}
    inner = drafting.bare(draft)["conditions"][1]["condition"]["conditions"]
    assert [one["type"] for one in inner] == ["has_role", "not", "first_time"]


def test_a_number_means_its_part_however_it_was_moved(draft: Data) -> None:
    wait = there(draft, "wait").number
    drafting.move(draft, wait, 1)
    drafting.move(draft, wait, 1)
    drafting.put(draft, "step", {"type": "wait", "duration": "2d"}, wait)
    assert drafting.find(draft, wait).path == "steps.2"
    assert drafting.bare(draft)["steps"][2] == {"type": "wait", "duration": "2d"}
    drafting.move(draft, wait, -9)
    assert drafting.find(draft, wait).path == "steps.0"


def test_new_settings_keep_the_mark_and_what_is_inside(draft: Data) -> None:
    note = there(draft, "send_notification").number
    drafting.put(draft, "step", {"type": "send_notification", "text": "Bye"}, note)
    assert drafting.find(draft, note).settings == {
        "type": "send_notification",
        "text": "Bye",
        "go_on": True,
    }
    drafting.mark(draft, note, go_on=False)
    assert "go_on" not in drafting.find(draft, note).part


def test_a_condition_is_turned_around_and_back(draft: Data) -> None:
    group = there(draft, "any_of").number
    drafting.turn(draft, group)
    assert not drafting.find(draft, group).is_turned
    drafting.turn(draft, group)
    assert drafting.bare(draft) == DEEP
    drafting.move(draft, group, -1)
    assert drafting.find(draft, group).path == "conditions.0.condition"


def test_what_is_taken_out_goes_with_what_is_inside(draft: Data) -> None:
    group = there(draft, "any_of").number
    drafting.remove(draft, group)
    drafting.remove(draft, group)
    assert drafting.bare(draft)["conditions"] == [{"type": "first_time"}]
    drafting.remove(draft, there(draft, "post_created").number)
    assert draft["trigger"] is None


def test_a_number_is_never_given_twice(draft: Data) -> None:
    last = there(draft, "send_notification").number
    drafting.remove(draft, last)
    drafting.put(draft, "step", {"type": "wait", "duration": "1h"})
    changes: tuple[Callable[[], object], ...] = (
        lambda: drafting.find(draft, last),
        lambda: drafting.move(draft, last, 1),
        lambda: drafting.turn(draft, last),
        lambda: drafting.mark(draft, last, go_on=True),
        lambda: drafting.put(draft, "step", {"type": "wait", "duration": "1h"}, last),
    )
    for change in changes:
        with pytest.raises(GoneError):
            change()


def test_only_fitting_parts_take_others_in_or_are_turned(draft: Data) -> None:
    before = copy.deepcopy(draft)
    wait = there(draft, "wait").number
    changes: tuple[Callable[[], object], ...] = (
        lambda: drafting.turn(draft, wait),
        lambda: drafting.mark(draft, there(draft, "first_time").number, go_on=True),
        lambda: drafting.put(draft, "condition", {"type": "has_role", "role": "3"}, wait),
    )
    for change in changes:
        with pytest.raises(GoneError):
            change()
    assert drafting.bare(draft) == drafting.bare(before)
