"""Masking codes in texts and in what goes over the wire."""

from collections.abc import Collection

import pytest

from bot.demo.panel.masks import MASK, Masker

CODES = {"READ-0001-7919", "TWO WORDS", "7K2M4Q", "7", "WOW!"}


def known(words: Collection[str]) -> set[str]:
    """Return which words are codes, however they are spelled."""
    return {word for word in words if {word, word.replace("\\", ""), word.replace("-", "")} & CODES}


masker = Masker(known)


@pytest.mark.parametrize(
    "text",
    [
        "line 2 · READ-0001-7919 · 2030-01-01",
        "**READ\\-0001\\-7919** is withdrawn.",
        "line 3 · TWO WORDS · already expired",
        "```7K2M-4Q```",
        "Show this: 7K2M-4Q.",
        "line 4 · WOW! · already there",
        "Your code is `something else that we do not know`",
        '{"code": "READ-0001-7919"}',
    ],
)
def test_no_code_is_left_in_a_text(text: str) -> None:
    shown = masker.text(text)
    assert MASK in shown
    for secret in ("0001", "TWO WORDS", "7K2M", "WOW", "something else"):
        assert secret not in shown


def test_a_text_without_codes_stays_as_it_is() -> None:
    text = "You need 40 more points; earn them by `/daily`."
    assert masker.text(text) == text


def test_a_text_that_is_too_long_to_look_into_is_not_shown() -> None:
    assert masker.text(" ".join(f"word{number}" for number in range(2_000))) == MASK


def test_only_fields_that_may_be_shown_are() -> None:
    body = {
        "type": 5,
        "token": "secret token",
        "custom_id": "laurel:1:form",
        "data": {
            "components": [{"type": 18, "component": {"custom_id": "name", "value": "typed"}}],
            "resolved": {"attachments": {"1": {"filename": "codes.csv", "url": "http://a/b"}}},
        },
        "nobody_knows_this": "text",
    }
    assert masker.json(body) == {
        "type": 5,
        "token": MASK,
        "custom_id": "laurel:1:form",
        "data": {
            "components": [{"type": 18, "component": {"custom_id": "name", "value": MASK}}],
            "resolved": {"attachments": {"1": {"filename": "codes.csv", "url": MASK}}},
        },
        "nobody_knows_this": MASK,
    }


def test_an_address_in_a_column_is_not_shown_since_it_may_have_a_password() -> None:
    step = {"type": "webhook", "url": "https://name:password@shop.example/hook?key=1", "times": 2}
    assert masker.everything({"steps": [step]}) == {
        "steps": [{"type": "webhook", "url": MASK, "times": 2}]
    }


def test_options_of_commands_are_shown_where_they_name_things() -> None:
    options = [
        {"name": "reward", "type": 3, "value": "Book Club mug"},
        {"name": "code", "type": 3, "value": "7K2M4Q"},
        {"name": "member", "type": 6, "value": "123456789012345678"},
        {"name": "amount", "type": 4, "value": 5},
        {"name": "note", "type": 3, "value": "for READ-0001-7919"},
    ]
    shown = masker.json({"options": options})
    assert isinstance(shown, dict)
    assert [option["value"] for option in shown["options"]] == [
        "Book Club mug",
        MASK,
        "123456789012345678",
        5,
        MASK,
    ]
