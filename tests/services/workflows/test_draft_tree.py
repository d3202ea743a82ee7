"""Putting a definition together, as plain data."""

import copy
from collections.abc import Callable

import pytest

from bot.services.errors import GoneError
from bot.services.workflows import draft_tree
from bot.services.workflows.draft_tree import Data, PartRef

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
    return draft_tree.numbered(DEEP)


def there(draft: Data, kind: str) -> PartRef:
    """Return the first part of a type."""
    return next(ref for ref in draft_tree.walk(draft) if ref.part["type"] == kind)


def types(draft: Data) -> list[tuple[str, str]]:
    """Return where every part stands, and its type."""
    return [(ref.path, ref.part["type"]) for ref in draft_tree.walk(draft)]


def test_a_draft_holds_the_definition_as_it_was(draft: Data) -> None:
    assert draft_tree.without_ids(draft) == DEEP
    assert draft_tree.without_ids(draft_tree.numbered({})) == {}


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
    numbers = [ref.number for ref in draft_tree.walk(draft)]
    assert len(set(numbers)) == len(numbers)
    assert there(draft, "any_of").is_negated
    assert there(draft, "any_of").is_group
    assert "#" not in there(draft, "any_of").settings


def test_parts_are_added_at_the_end_and_into_others(draft: Data) -> None:
    draft_tree.put(draft, "step", {"type": "award_points", "points": 9})
    draft_tree.put(draft, "condition", draft_tree.empty("any_of"))
    draft_tree.put(draft, "condition", {"type": "first_time"}, there(draft, "any_of").number)
    assert draft["steps"][-1]["points"] == 9
    assert draft_tree.without_ids(draft)["conditions"][-1] == {"type": "any_of", "conditions": []}
    inner = draft_tree.without_ids(draft)["conditions"][1]["condition"]["conditions"]
    assert [one["type"] for one in inner] == ["has_role", "not", "first_time"]


def test_a_number_means_its_part_however_it_was_moved(draft: Data) -> None:
    wait = there(draft, "wait").number
    draft_tree.move(draft, wait, 1)
    draft_tree.move(draft, wait, 1)
    draft_tree.put(draft, "step", {"type": "wait", "duration": "2d"}, wait)
    assert draft_tree.find(draft, wait).path == "steps.2"
    assert draft_tree.without_ids(draft)["steps"][2] == {"type": "wait", "duration": "2d"}
    draft_tree.move(draft, wait, -9)
    assert draft_tree.find(draft, wait).path == "steps.0"


def test_new_settings_keep_the_mark_and_what_is_inside(draft: Data) -> None:
    note = there(draft, "send_notification").number
    draft_tree.put(draft, "step", {"type": "send_notification", "text": "Bye"}, note)
    assert draft_tree.find(draft, note).settings == {
        "type": "send_notification",
        "text": "Bye",
        "go_on": True,
    }
    draft_tree.set_go_on(draft, note, go_on=False)
    assert "go_on" not in draft_tree.find(draft, note).part


def test_a_condition_is_turned_around_and_back(draft: Data) -> None:
    group = there(draft, "any_of").number
    draft_tree.negate(draft, group)
    assert not draft_tree.find(draft, group).is_negated
    draft_tree.negate(draft, group)
    assert draft_tree.without_ids(draft) == DEEP
    draft_tree.move(draft, group, -1)
    assert draft_tree.find(draft, group).path == "conditions.0.condition"


def test_what_is_taken_out_goes_with_what_is_inside(draft: Data) -> None:
    group = there(draft, "any_of").number
    draft_tree.remove(draft, group)
    draft_tree.remove(draft, group)
    assert draft_tree.without_ids(draft)["conditions"] == [{"type": "first_time"}]
    draft_tree.remove(draft, there(draft, "post_created").number)
    assert draft["trigger"] is None


def test_a_number_is_never_given_twice(draft: Data) -> None:
    last = there(draft, "send_notification").number
    draft_tree.remove(draft, last)
    draft_tree.put(draft, "step", {"type": "wait", "duration": "1h"})
    changes: tuple[Callable[[], object], ...] = (
        lambda: draft_tree.find(draft, last),
        lambda: draft_tree.move(draft, last, 1),
        lambda: draft_tree.negate(draft, last),
        lambda: draft_tree.set_go_on(draft, last, go_on=True),
        lambda: draft_tree.put(draft, "step", {"type": "wait", "duration": "1h"}, last),
    )
    for change in changes:
        with pytest.raises(GoneError):
            change()


def test_only_fitting_parts_take_others_in_or_are_turned(draft: Data) -> None:
    before = copy.deepcopy(draft)
    wait = there(draft, "wait").number
    changes: tuple[Callable[[], object], ...] = (
        lambda: draft_tree.negate(draft, wait),
        lambda: draft_tree.set_go_on(draft, there(draft, "first_time").number, go_on=True),
        lambda: draft_tree.put(draft, "condition", {"type": "has_role", "role": "3"}, wait),
    )
    for change in changes:
        with pytest.raises(GoneError):
            change()
    assert draft_tree.without_ids(draft) == draft_tree.without_ids(before)
