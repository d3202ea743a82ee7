"""Fonts, scales, colours and images behave at their edges."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.pictures import palette, scales, typefaces
from bot.pictures.cards import SHAPES, Badge, BadgeImage, BarChart, LineChart, ProfileCard, Series
from bot.pictures.draw import canvas_of, draw
from bot.pictures.images import glow, opened
from bot.pictures.shapes import outline
from tests.pictures.samples import logo, photo

FONTS = Path(typefaces.__file__).parent / "fonts"
LICENSES = Path(__file__).parents[2] / "licenses"


def test_the_fonts_are_those_that_were_made() -> None:
    listed = dict(line.split()[::-1] for line in (FONTS / "SHA256SUMS").read_text().splitlines())
    found = {path.name: path.read_bytes() for path in FONTS.glob("*.ttf")}
    assert {name: hashlib.sha256(data).hexdigest() for name, data in found.items()} == listed
    said = "".join(path.read_text() for path in LICENSES.glob("*.txt"))
    assert all(name in said for name in ("Inter", "Noto Sans", "Twemoji", "CC-BY 4.0"))


@pytest.mark.parametrize(
    ("low", "high", "first", "last"),
    [
        (0, 0, 0, 1), (0, 1, 0, 1), (0, 3, 0, 3), (0, 2010, 0, 2500), (-200, 3100, -1000, 4000),
        (0, 10**9, 0, 10**9), (0, 0.4, 0, 0.4),
    ],
)  # fmt: skip
def test_scales_are_round_and_hold_all(low: float, high: float, first: float, last: float) -> None:
    marks = scales.ticks(low, max(high, 0.1 if high else 1))
    assert marks[0] == pytest.approx(first)
    assert marks[-1] == pytest.approx(last)
    assert 2 <= len(marks) <= 7


@pytest.mark.parametrize(
    ("value", "english", "vietnamese"),
    [
        (0, "0", "0"), (0.5, "0.5", "0,5"), (1500, "1,500", "1.500"), (12_500, "12.5k", "12,5k"),
        (3_400_000, "3.4M", "3,4M"), (2_500_000_000, "2,500M", "2.500M"), (-200, "−200", "−200"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_the_language_does(
    value: float, english: str, vietnamese: str
) -> None:
    assert scales.short(value) == english
    assert scales.short(value, ".") == vietnamese


@pytest.mark.parametrize("colour", [0x000000, 0xFFFFFF, 0xFEE75C, 0x0000FF, 0xFF0000, 0x7F7F7F])
def test_any_colour_is_read_well(colour: int) -> None:
    given = palette.of(colour)
    assert palette.contrast(palette.ink(given), given) >= 3
    assert palette.contrast(palette.readable(given, palette.BACKGROUND), palette.BACKGROUND) >= 4.5


@pytest.mark.parametrize("accent", [0x000000, 0xFFFFFF, 0xFFFF00, 0x00FF00, 0x00FFFF, 0x0000FF])
def test_small_print_is_read_on_any_background(accent: int) -> None:
    """There is none above a title. Without `_dimmed`, the contrast on white was 1.3."""
    background = glow(palette.of(accent), 840, 500).crop((36, 90, 840, 500)).tobytes()
    colours = set(zip(background[::3], background[1::3], background[2::3], strict=True))
    assert min(palette.contrast(palette.SOFT, colour) for colour in colours) >= 4.5


def test_initials_are_read_well() -> None:
    assert all(palette.contrast(palette.WHITE, colour) >= 4.5 for colour in palette.PEOPLE)


def test_a_name_always_has_the_same_colour() -> None:
    assert palette.from_name("Mai") == palette.from_name("Mai")
    assert len({palette.from_name(str(number)) for number in range(200)}) == len(palette.WHEEL)


@pytest.mark.parametrize("shape", [*SHAPES, "what nobody knows"])
def test_shapes_stay_within_their_square(shape: str) -> None:
    assert all(-0.05 <= value <= 1.05 for point in outline(shape) for value in point)
    image = Image.open(BytesIO(draw(BadgeImage(Badge("Reader", shape=shape)))))
    edge = image.getchannel("A").copy()
    edge.paste(0, (1, 1, image.width - 1, image.height - 1))
    assert image.size == (256, 256)
    assert not any(edge.histogram()[8:])  # nothing is cut off, its shadow neither


def test_images_that_cannot_be_shown_are_initials() -> None:
    broken = (None, b"", b"no picture", photo(20)[:200])
    assert [opened(content, 64) for content in broken] == [None] * len(broken)
    large = BytesIO()
    Image.new("L", (3_000, 2_000)).save(large, "PNG")
    assert opened(large.getvalue(), 64) is None
    with_initials = canvas_of(ProfileCard("Mai", b"no picture", 0)).texts
    assert [text.text for text in with_initials] == ["M", "Mai"]
    assert [text.text for text in canvas_of(ProfileCard("Mai", photo(20), 0)).texts] == ["Mai"]


def test_an_image_with_nothing_around_it_is_not_cut() -> None:
    shown = opened(logo(), 100)
    assert shown is not None
    assert shown.size == (100, 100)
    left, _, right, _ = shown.getchannel("A").getbbox() or (0, 0, 0, 0)
    assert right - left == 64


@pytest.mark.parametrize(
    "chart",
    [
        BarChart("Points", (), ()),
        BarChart("Points", ("Monday",), (Series("issued", ()),)),
        BarChart("Points", tuple(map(str, range(200))), (Series("issued", (1,) * 200),) * 9),
        LineChart("Stock", ("Monday",), (Series("stock", (None,)),), None, (3,)),
        LineChart("Stock", ("Monday", "Tuesday"), (Series("stock", (5, None)),), None, (None, 3)),
        LineChart("Stock", ("Monday",), (Series("stock", (5, 4, 3)),), None, (2, 1)),
    ],
)
def test_charts_of_nothing_and_of_too_much_are_drawn(chart: BarChart | LineChart) -> None:
    assert canvas_of(chart).width == 840
