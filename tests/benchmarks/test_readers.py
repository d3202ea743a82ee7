"""Twice the YAML, the cron line or the text takes twice the time, whatever stands in it."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from pydantic import ValidationError

from bot.services.errors import RefusedError
from bot.services.workflows import cron, templates, yamltext
from bot.services.workflows.steps.wait import Wait
from tests.benchmarks.growth import LINEAR, growth

pytestmark = pytest.mark.bench


def _yaml(text: str) -> None:
    with suppress(RefusedError):
        yamltext.parse(text.encode())


def _duration(text: str) -> None:
    with suppress(ValidationError):
        Wait.model_validate({"type": "wait", "duration": text})


def _cron(text: str) -> None:
    with suppress(ValueError):
        cron.normal.__wrapped__(text)


def _template(text: str) -> None:
    templates.render(text, {"reward": "Mug"}, 1)


# With each run of blanks tried in every way, a duration of 20,000 blanks took over two minutes.
@pytest.mark.parametrize(
    ("what", "read", "make", "size"),
    [
        ("YAML: a list", _yaml, lambda n: "a:\n" + "- b\n" * n, 3_000),
        ("YAML: a list in one line", _yaml, lambda n: f"a: [{'b,' * n}]", 3_000),
        ("YAML: names", _yaml, lambda n: "".join(f"k{i}: v\n" for i in range(n)), 2_000),
        ("YAML: lists in lists", _yaml, lambda n: "a:\n" + "- - - b\n" * n, 1_500),
        ("YAML: one long text", _yaml, lambda n: "a: " + "b c " * n, 10_000),
        ("YAML: a text in quotes", _yaml, lambda n: "a: '" + "b\n\n" * n, 10_000),
        ("YAML: comments", _yaml, lambda n: "# a\n" * n, 10_000),
        ("YAML: blanks", _yaml, lambda n: "a: b" + " " * n, 40_000),
        ("duration: blanks", _duration, lambda n: "1d" + " " * n + "x", 20_000),
        ("duration: digits", _duration, lambda n: "1" * n, 20_000),
        ("cron: a list", _cron, lambda n: ",".join(["*/1"] * n) + " * * * *", 2_000),
        ("cron: a number", _cron, lambda n: "1" * n + " * * * *", 50_000),
        ("cron: fields", _cron, lambda n: "* " * n, 50_000),
        ("template: braces", _template, lambda n: "{reward} " * n, 10_000),
        ("template: open braces", _template, lambda n: "{" * n, 50_000),
        ("template: a brace that stays open", _template, lambda n: "{" + "a" * n, 50_000),
        ("template: mentions", _template, lambda n: "<@1 @everyone " * n, 10_000),
    ],
)
def test_readers(
    what: str, read: Callable[[str], None], make: Callable[[int], str], size: int
) -> None:
    texts = {n: make(n) for n in (size, 2 * size)}
    assert growth(what, lambda n: read(texts[n]), size) < LINEAR
