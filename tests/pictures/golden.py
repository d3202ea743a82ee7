"""Pictures to compare with. `python -m tests.pictures.golden` draws them anew: look at each.

They are compared in squares of some pixels, so that another version of a library, which sets an
edge a little otherwise, is no difference, and a missing word is one.
"""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from bot.pictures.draw import draw
from tests.pictures.samples import SAMPLES

FOLDER = Path(__file__).parent / "golden"

SQUARE = 6
"""Pixels of the sides of the squares whose middle colours are compared."""

MOST_IN_A_SQUARE = 40
"""How far a square's colour may be off, of 255; a word that is missing is off by 60 or more."""

MOST_ON_AVERAGE = 1.5


def path(name: str) -> Path:
    """Return where the picture of a sample is kept."""
    (found,) = FOLDER.glob(f"{name}.*")
    return found


def differences(golden: bytes, drawn: bytes) -> list[str]:
    """Return in what two pictures differ more than a library's version would make them."""
    first, second = _opened(golden), _opened(drawn)
    if first.size != second.size:
        return [f"{second.size} instead of {first.size}"]
    off = ImageChops.difference(first.reduce(SQUARE), second.reduce(SQUARE))
    most = max(at for band in off.split() for at, count in enumerate(band.histogram()) if count)
    average = max(ImageStat.Stat(off).mean)
    found = []
    if most > MOST_IN_A_SQUARE:
        found.append(f"a square is off by {most}")
    if average > MOST_ON_AVERAGE:
        found.append(f"all is off by {average:.1f}")
    return found


def _opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGBA")


def main(names: list[str]) -> None:
    """Draw pictures anew, all of them by default."""
    FOLDER.mkdir(exist_ok=True)
    for name in names or SAMPLES:
        content = draw(SAMPLES[name].card)
        ending = "png" if content.startswith(b"\x89PNG") else "webp"
        (FOLDER / f"{name}.{ending}").write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1:])
