"""What a person types in the demo, taken apart."""

import pytest

from bot.demo.parsing import EntityLookup, InputError, check_options, entry, file_at, split
from bot.localdiscord.wire import Json, OptionType

MEANS = [{"name": "Membership", "value": "membership_purchased"}]


@pytest.mark.parametrize(
    ("typed", "stray", "values"),
    [
        ("", "", {}),
        ("reward:Book Club mug", "", {"reward": "Book Club mug"}),
        ('reward:"Book Club mug" note:thanks', "", {"reward": "Book Club mug", "note": "thanks"}),
        ("note:see: this reward:Mug", "", {"note": "see: this", "reward": "Mug"}),
        ("REWARD: Mug ", "", {"reward": "Mug"}),
        ("reward:", "", {"reward": ""}),
        ("Mug", "Mug", {}),
        ("please reward:Mug", "please", {"reward": "Mug"}),
    ],
)
def test_a_value_reaches_to_the_next_name(typed: str, stray: str, values: dict[str, str]) -> None:
    assert split(typed, ["reward", "note"], ":") == (stray, values)


def test_names_may_hold_spaces_and_begin_alike() -> None:
    options = split(
        'Price limit=3 Price=5 "Expiry date"=soon', ["Price", "Price limit", "Expiry date"], "="
    )
    assert options == ("", {"Price limit": "3", "Price": "5", "Expiry date": "soon"})


def test_what_takes_no_names_is_stray() -> None:
    assert split("reward:Mug", [], ":") == ("reward:Mug", {})


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match=r"nowhere\.csv"):
        file_at("nowhere.csv")


@pytest.mark.parametrize(
    ("spec", "typed", "value"),
    [
        ({"type": OptionType.NUMBER}, "1.5", 1.5),
        ({"type": OptionType.NUMBER}, "2", 2.0),
        ({"type": OptionType.INTEGER}, "-2", -2),
        ({"type": OptionType.STRING, "choices": MEANS}, "membership_purchased", "Membership"),
        ({"type": OptionType.STRING, "choices": MEANS}, "membership", "Membership"),
        ({"type": OptionType.INTEGER, "choices": [{"name": "A week", "value": 7}]}, "7", "A week"),
    ],
)
def test_an_option_takes_what_was_typed(
    things: EntityLookup, spec: Json, typed: str, value: object
) -> None:
    assert things.value({"name": "option", **spec}, typed) == value


@pytest.mark.parametrize(
    "spec",
    [
        {"type": OptionType.NUMBER},
        {"type": OptionType.INTEGER},
        {"type": OptionType.STRING, "choices": MEANS},
    ],
)
def test_an_option_says_what_it_takes(things: EntityLookup, spec: Json) -> None:
    with pytest.raises(InputError, match="option takes"):
        things.value({"name": "option", **spec}, "1.5x")


def test_an_option_that_is_not_there_is_named() -> None:
    specs: dict[str, Json] = {
        "points": {"type": OptionType.INTEGER},
        "reward": {"type": OptionType.STRING, "autocomplete": True},
        "note": {"type": OptionType.STRING},
    }
    split_text: tuple[str, dict[str, str]]
    for split_text in (
        ("cap:3", {}),
        ("", {"points": "2 cap:3"}),
        ("", {"reward": "Mug cap:3"}),
    ):
        with pytest.raises(InputError, match="no option cap; there are points, reward, note"):
            check_options(*split_text, specs)
    check_options("", {"note": "to do:this", "reward": "Tea: a cup at 5:30"}, specs)


def test_an_entry_is_found_by_its_label_or_its_number() -> None:
    options = [{"label": "Tea"}, {"label": "1"}, {"label": "Cake"}]
    assert [entry(options, typed) for typed in ("tea", "1", "3")] == ["Tea", "1", "Cake"]
    for typed in ("0", "4", "Coffee"):
        with pytest.raises(InputError, match="there is: Tea, 1, Cake"):
            entry(options, typed)
