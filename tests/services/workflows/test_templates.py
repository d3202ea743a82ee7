"""What may stand in the braces of a text, and that nobody is pinged by what is filled in."""

import pytest
from pydantic_core import PydanticCustomError

from bot.services.workflows.templates import checked, placeholders, render


@pytest.mark.parametrize(
    "text", ["", "Hello", "{member} has {points}, {reward}, {goal}, {server}", "}{", "{", "a } b"]
)
def test_known_placeholders_and_stray_braces_are_taken(text: str) -> None:
    assert checked(text) == text


@pytest.mark.parametrize("text", ["{code}", "{}", "{ member }", "{MEMBER}", "{member.code}", "{0}"])
def test_another_placeholder_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        checked(f"Hello {{member}}, {text}")
    assert refused.value.type == "workflow-mistake-placeholder"
    assert refused.value.context is not None
    assert refused.value.context["given"] == text


def test_a_text_is_filled_in() -> None:
    values = {"reward": "Mug", "points": "5 points", "server": "The Club"}
    text = render("{member}: {reward}, {points} in {server} {goal} {{reward}}", values, 42)
    assert text == "<@42>: Mug, 5 points in The Club {goal} {Mug}"
    assert placeholders("{member} {reward} {member}") == {"member", "reward"}


@pytest.mark.parametrize(
    "evil",
    ["@everyone", "@here", "@EveryOne", "<@42>", "<@!42>", "<@&42>", "@@everyone", "<@&{member}>"],
)
def test_nobody_else_is_mentioned(evil: str) -> None:
    for text in (render(f"{evil} {{member}}", {}, 7), render("{reward}", {"reward": evil}, 7)):
        rest = text.replace("<@7>", "")
        assert "@everyone" not in rest.lower()
        assert "@here" not in rest.lower()
        for mention in ("<@4", "<@!4", "<@&4", "<@&7"):
            assert mention not in text


def test_two_halves_make_no_mention() -> None:
    assert "@everyone" not in render("@every{goal}", {"goal": "one"})
    assert "<@4" not in render("<@{goal}>", {"goal": "42"})


def test_a_name_cannot_fill_in_another_placeholder_of_its_own() -> None:
    assert render("{reward}", {"reward": "{points}", "points": "secret"}) == "{points}"
