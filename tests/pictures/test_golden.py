"""Each card looks as it did when somebody looked at it, and says what it should.

`python -m tests.pictures.golden` draws the pictures anew.
"""

import dataclasses
import os
import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations

import pytest

from bot.pictures import palette
from bot.pictures.canvas import Box, Canvas
from bot.pictures.cards import BadgeImage, GoalCard, Ring
from bot.pictures.draw import canvas_of, draw
from bot.pictures.typefaces import SHAPING
from tests.pictures import golden
from tests.pictures.samples import SAMPLES

MARGIN = 10
"""Pixels between a text and the card's edge, at least."""

CONTRAST = 4.5
"""Of a text with what is behind it, at least: WCAG 2, AA."""

LARGE = 24
"""From how many pixels on a contrast of 3 is enough."""

needs_shaping = pytest.mark.skipif(
    not SHAPING and os.environ.get("LAUREL_RAQM") != "required",
    reason="without libfribidi, letters are not joined: install libfribidi0",
)


def golden_samples() -> list[object]:
    """All of them; without raqm letters are at other distances, those of badges alone excepted."""
    return [
        pytest.param(name, marks=[] if isinstance(sample.card, BadgeImage) else [needs_shaping])
        for name, sample in SAMPLES.items()
    ]


def text_samples() -> list[object]:
    """Those with texts."""
    return [
        pytest.param(name, marks=[needs_shaping] if sample.shaped else [])
        for name, sample in SAMPLES.items()
        if not isinstance(sample.card, BadgeImage)
    ]


def strings(card: object) -> Iterator[str]:
    """Every text that a card is given."""
    if isinstance(card, str):
        yield card
    elif isinstance(card, tuple):
        for part in card:
            yield from strings(part)
    elif dataclasses.is_dataclass(card):
        for field in dataclasses.fields(card):
            if field.name not in {"shape", "thousands", "labels"}:  # labels are thinned out
                yield from strings(getattr(card, field.name))


def each_word(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def overlap(first: Box, second: Box) -> bool:
    return (
        first[0] < second[2]
        and second[0] < first[2]
        and first[1] < second[3]
        and second[1] < first[3]
    )


def contrast(canvas: Canvas, box: Box) -> float:
    """The contrast between the lightest and the darkest of what is seen in a box."""
    left, top, right, bottom = (round(value) for value in box)
    shown = canvas.image.crop((left, top, right, bottom))
    data = shown.tobytes()
    colours = set(zip(data[::3], data[1::3], data[2::3], strict=True))
    lights = sorted(palette.luminance(colour) for colour in colours)
    return (lights[-1] + 0.05) / (lights[len(lights) // 50] + 0.05)


@cache
def drawn(name: str) -> Canvas:
    return canvas_of(SAMPLES[name].card)


@pytest.mark.parametrize("name", golden_samples())
def test_it_looks_as_it_did(name: str) -> None:
    assert golden.differences(golden.path(name).read_bytes(), draw(SAMPLES[name].card)) == []


@pytest.mark.parametrize("name", text_samples())
def test_its_texts_are_read_well(name: str) -> None:
    canvas = drawn(name)
    for text in canvas.texts:
        left, top, right, bottom = text.box
        assert min(left, top, canvas.width - right, canvas.height - bottom) >= MARGIN, text
        assert contrast(canvas, text.box) >= (CONTRAST if bottom - top < LARGE else 3), text
    crossing = [(a, b) for a, b in combinations(canvas.texts, 2) if overlap(a.box, b.box)]
    assert crossing == []


@pytest.mark.parametrize("name", text_samples())
def test_it_says_all_that_it_was_given_unless_it_is_very_long(name: str) -> None:
    sample = SAMPLES[name]
    texts = drawn(name).texts
    assert {text.wanted for text in texts if text.cut} == sample.cut
    said = set[str]().union(*(each_word(text.wanted) for text in texts))
    assert set[str]().union(*(each_word(text) for text in strings(sample.card))) - said == set()


def test_a_difference_is_seen() -> None:
    """A missing word, another colour, a ring that is a little fuller."""
    card = GoalCard("Goals", (Ring("Read together", "2 of 3", 0.66), Ring("Write", "1 of 3", 0.3)))
    kept = draw(card)
    others = (
        GoalCard("Goals", (Ring("Read", "2 of 3", 0.66), card.rings[1])),
        GoalCard("Goals", (card.rings[0], Ring("Write", "1 of 3", 0.34))),
        GoalCard("", card.rings),
    )
    assert golden.differences(kept, draw(card)) == []
    for other in others:
        assert golden.differences(kept, draw(other)) != []
