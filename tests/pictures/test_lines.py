"""Names of any script come out as they are read, with no letter that no font has."""

import subprocess
import sys

import pytest

from bot.pictures import bidi, clusters, symbols
from bot.pictures.lines import ELLIPSIS, UNKNOWN, fitting, measure
from bot.pictures.typefaces import EMOJI, TEXT, find
from tests.pictures.samples import ARABIC, CLIMBING, FANCY, HEBREW, HINDI, JOINED, LONG, THAI
from tests.pictures.test_golden import needs_shaping


def seen(text: str) -> str:
    """Letters as they stand from left to right."""
    letters = clusters.split(clusters.clean(text))
    levels = bidi.levels(letters)
    return "".join(letters[at] for at in bidi.visual(levels))


# Hebrew letters in their order, alef first; to the left of them stands what follows.
@pytest.mark.parametrize(
    ("text", "left_to_right"),
    [
        ("abc", "abc"),
        ("אבג", "גבא"),
        ("אב גד", "דג בא"),
        ("Mai אבג", "Mai גבא"),
        ("אבג Mai", "Mai גבא"),
        ("אבג 123", "123 גבא"),
        ("Mai אבג 123", "Mai 123 גבא"),
        ("Mai 1,250", "Mai 1,250"),
        ("אב (Mai)", ")Mai( בא"),  # each bracket is turned when it is drawn
        ("Mai (אב)", "Mai (בא)"),
        ("אב 🇻🇳", "🇻🇳 בא"),
        ("Mai, אב!", "Mai, בא!"),
        ("אב, Mai!", "!Mai ,בא"),
        ("", ""),
    ],
)
def test_the_order_of_letters(text: str, left_to_right: str) -> None:
    assert seen(text) == left_to_right


def test_marks_that_turn_the_text_are_left_out() -> None:
    assert measure("Mai\u202egnp.exe\u2066", 20, 400).text == "Maignp.exe"


def test_a_line_is_one_line() -> None:
    assert measure("Mai\nLinh\t\u2028!", 20, 400).text == "Mai Linh  !"


@pytest.mark.parametrize(
    "text", [ARABIC, HEBREW, THAI, HINDI, JOINED, LONG, "Привет", "Ελλάδα ★ ✓"]
)
def test_every_letter_has_a_font(text: str) -> None:
    for cluster in clusters.split(clusters.clean(text)):
        found = find(cluster)
        assert found is not None, cluster
        assert found[1].has(found[0])


def test_digits_spaces_and_stars_are_of_the_text_font() -> None:
    """Emoji fonts have them too."""
    assert {found[1] for found in map(find, "0123 ★*#") if found} == {TEXT}
    assert {found[1] for found in map(find, ("1️⃣", "❤️", "🇻🇳")) if found} == {EMOJI}


def test_fancy_letters_become_plain() -> None:
    assert measure(FANCY, 20, 400).text == "Fancy wide"


def test_what_no_font_has_is_left_out() -> None:
    nowhere = "\U00016800"  # a letter of Bamum
    assert measure(f"Mai {nowhere}", 20, 400).text.strip() == "Mai"
    assert measure(nowhere, 20, 400).text == UNKNOWN
    assert measure("", 20, 400).text == ""


def test_marks_do_not_climb() -> None:
    assert len(clusters.split(clusters.clean(CLIMBING))[0]) <= 1 + clusters.MOST_STACKED * 2


@needs_shaping
@pytest.mark.parametrize("text", ["👩‍🚀", "👨‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇻🇳", "👍🏽", "1️⃣"])
def test_joined_emoji_are_one(text: str) -> None:
    assert len(clusters.split(clusters.clean(text))) == 1
    assert measure(text, 20, 400).width == measure("😀", 20, 400).width


@pytest.mark.parametrize("text", [LONG, ARABIC * 5, "🌸" * 50, "W" * 500, THAI * 9])
def test_what_is_too_wide_is_cut(text: str) -> None:
    line = measure(text, 24, 600, 200)
    assert line.cut
    assert line.width <= 200
    assert line.text.endswith(ELLIPSIS)
    assert text.startswith(line.text.removesuffix(ELLIPSIS))
    assert len(line.text) > 3


def test_a_text_is_made_smaller_before_it_is_cut() -> None:
    size = fitting("1,000,000,000", 46, 700, 240, 28)
    assert 28 < size < 46
    assert measure("1,000,000,000", size, 700).width <= 240
    assert fitting(LONG, 46, 700, 240, 28) == 28
    assert fitting("0", 46, 700, 240, 28) == 46


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Mai", "M"),
        ("Nguyễn Thị Ánh Tuyết 🌸", "NT"),
        ("mai linh", "ML"),
        ("30 days", "30"),
        ("1st review", "1st"),
        (HEBREW, "ש"),
        ("🌸", "🌸"),
        ("🌸 Mai", "M"),
        ("…", "★"),
        ("", "★"),
    ],
)
def test_initials(name: str, initials: str) -> None:
    assert symbols.initials(name) == initials


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Champion 🏆", "Champion"),
        ("🏆 Champion", "Champion"),
        ("Champion", "Champion"),
        ("🏆", "🏆"),
        ("Cup 🏆 of May", "Cup 🏆 of May"),
        ("🏆 Champion 🏆", "🏆 Champion 🏆"),
    ],
)
def test_an_emoji_that_is_shown_is_not_said_again(name: str, label: str) -> None:
    assert symbols.label(name) == label


def test_without_raqm_every_card_is_drawn_all_the_same() -> None:
    program = (
        "from PIL import features; features.check = lambda feature: feature != 'raqm'\n"
        "from bot.pictures.draw import draw\n"
        "from bot.pictures.typefaces import SHAPING\n"
        "from tests.pictures.samples import SAMPLES\n"
        "assert not SHAPING\n"
        "assert all(draw(sample.card) for sample in SAMPLES.values())\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=100)
