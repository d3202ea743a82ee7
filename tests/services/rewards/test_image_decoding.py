"""What a small picture looks like, whatever the large one is made of."""

import io
import re
from typing import Any

import pytest
from PIL import Image, ImageCms

from bot.services.errors import InvalidInputError
from bot.services.rewards import image_decoding
from bot.services.rewards.image_decoding import THUMBNAIL_PIXELS

RED, BLUE, GREY = (255, 0, 0), (0, 0, 255), (128, 128, 128)


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def small(content: bytes) -> Image.Image:
    """Return the small picture of a picture."""
    return Image.open(io.BytesIO(image_decoding.examine(content).thumbnail)).convert("RGBA")


def looks_like(image: Image.Image, place: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    """Return whether a place has a colour, as far as WebP and JPEG keep it."""
    found = image.getpixel(place)
    assert isinstance(found, tuple)
    return all(abs(a - b) <= 12 for a, b in zip(found[:3], colour, strict=True))


def red_above_blue() -> Image.Image:
    """Return a picture 80 wide and 40 high."""
    image = Image.new("RGB", (80, 40), BLUE)
    image.paste(RED, (0, 0, 80, 20))
    return image


# Where the red half is to be seen: EXIF 2.32, section 4.6.4.A, Orientation.
@pytest.mark.parametrize(
    ("orientation", "size", "red", "blue"),
    [
        (1, (80, 40), (40, 5), (40, 35)),
        (3, (80, 40), (40, 35), (40, 5)),
        (4, (80, 40), (40, 35), (40, 5)),
        (5, (40, 80), (5, 40), (35, 40)),
        (6, (40, 80), (35, 40), (5, 40)),
        (8, (40, 80), (5, 40), (35, 40)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_stands_as_it_was_taken(
    kind: str,
    orientation: int,
    size: tuple[int, int],
    red: tuple[int, int],
    blue: tuple[int, int],
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = saved(red_above_blue(), kind, exif=exif, quality=95)
    found = image_decoding.examine(content)
    assert (found.width, found.height) == size
    shown = small(content)
    assert shown.size == size
    assert looks_like(shown, red, RED)
    assert looks_like(shown, blue, BLUE)


def test_broken_exif_is_no_reason_to_refuse() -> None:
    content = saved(red_above_blue(), "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff")
    assert looks_like(small(content), (40, 5), RED)


def test_sixteen_bits_of_grey_are_scaled() -> None:
    image = Image.new("I;16", (40, 20), 32_896)  # the middle: 128 × 257
    assert looks_like(small(saved(image)), (20, 10), GREY)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGB", "RGBA"])
def test_every_kind_of_png(mode: str) -> None:
    shades = red_above_blue().convert("L").convert(mode)
    assert looks_like(small(saved(shades)), (40, 5), (76, 76, 76))


def test_black_and_white() -> None:
    assert looks_like(small(saved(Image.new("1", (40, 20), 1))), (20, 10), (255, 255, 255))


def test_what_is_transparent_stays_so() -> None:
    """Said by a palette, by one colour, or by the pixels themselves."""
    palette = red_above_blue().quantize(2)
    blue = palette.getpixel((40, 35))
    clear = red_above_blue().convert("RGBA")
    clear.paste((0, 0, 0, 0), (0, 20, 80, 40))
    contents = (
        saved(palette, transparency=blue),
        saved(palette, "GIF", transparency=blue),
        saved(red_above_blue(), transparency=BLUE),
        saved(clear),
        saved(clear, "WEBP"),
    )
    for content in contents:
        shown = small(content)
        assert looks_like(shown, (40, 5), RED)
        assert shown.getpixel((40, 35))[3] == 0  # type: ignore[index]


def test_colours_for_print_are_shown_as_colours() -> None:
    shown = small(saved(red_above_blue().convert("CMYK"), "JPEG", quality=95))
    assert looks_like(shown, (40, 5), RED)
    assert looks_like(shown, (40, 35), BLUE)


def test_a_colour_profile_is_applied() -> None:
    """In this one, red and blue have changed places."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    names = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}
    swapped = re.sub(b"rXYZ|bXYZ", lambda name: names[name.group()], profile)
    shown = small(saved(red_above_blue(), icc_profile=swapped))
    assert looks_like(shown, (40, 5), BLUE)
    assert looks_like(shown, (40, 35), RED)
    for harmless in (profile, b"no profile"):
        assert looks_like(small(saved(red_above_blue(), icc_profile=harmless)), (40, 5), RED)


def test_an_animation_shows_its_first_frame() -> None:
    second = Image.new("RGB", (80, 40), GREY)
    for kind in ("GIF", "WEBP", "PNG"):
        content = saved(red_above_blue(), kind, save_all=True, append_images=[second])
        assert looks_like(small(content), (40, 5), RED)


@pytest.mark.parametrize("size", [(5000, 20), (20, 5000), (3000, 3000), (1, 5000)])
def test_a_large_picture_becomes_small(size: tuple[int, int]) -> None:
    shown = small(saved(Image.new("RGB", size, RED)))
    assert max(shown.size) == THUMBNAIL_PIXELS
    assert min(shown.size) >= 1


def test_too_many_frames_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_decoding, "MOST_FRAMES", 2)
    frames = [Image.new("L", (4, 4), shade) for shade in (80, 160, 240)]
    content = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(InvalidInputError) as refusal:
        image_decoding.examine(content)
    assert refusal.value.message == "reward-image-too-many-frames"
