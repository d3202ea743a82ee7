"""What a person types in the demo, taken apart."""

import pytest

from bot.demo.typed import UnclearError, file_at, split


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
    given = split(
        'Price limit=3 Price=5 "Expiry date"=soon', ["Price", "Price limit", "Expiry date"], "="
    )
    assert given == ("", {"Price limit": "3", "Price": "5", "Expiry date": "soon"})


def test_what_takes_no_names_is_stray() -> None:
    assert split("reward:Mug", [], ":") == ("reward:Mug", {})


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(UnclearError, match=r"nowhere\.csv"):
        file_at("nowhere.csv")
