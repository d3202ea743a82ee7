"""The fonts, and which of them has a letter."""

import unicodedata
from functools import cache, cached_property
from pathlib import Path

from PIL import ImageFont, features

from bot.pictures import clusters, coverage
from bot.pictures.coverage import Coverage

SHAPING = features.check("raqm")
"""Whether letters are joined and turned as their scripts want it."""

_FOLDER = Path(__file__).parent / "fonts"
_LAYOUT = ImageFont.Layout.RAQM if SHAPING else ImageFont.Layout.BASIC
_BOLD = 600  # from which weight on a font without weights of its own is taken in bold
_ANYWHERE = ("\u200d", "\u200c", clusters.EMOJI_SIGN)  # shown by no font as anything


class Typeface:
    """A font file, in any size and weight."""

    def __init__(self, path: Path, axes: str = "", index: int = 0) -> None:
        self.path, self.axes, self.index = path, axes, index
        self.font = cache(self._font)

    @cached_property
    def covers(self) -> Coverage:
        """The characters it has."""
        return coverage.read(self.path, self.index)

    def has(self, cluster: str) -> bool:
        """Return whether it has all of what is one letter to the reader."""
        return all(c in self.covers or c in _ANYWHERE for c in cluster)

    def _font(self, size: int, weight: int, scale: int) -> ImageFont.FreeTypeFont:
        path = self.path
        if not self.axes and weight >= _BOLD:
            bold = path.with_name(path.name.replace("-Regular", "-Bold"))
            path = bold if bold.exists() else path
        font = ImageFont.truetype(path, size * scale, self.index, layout_engine=_LAYOUT)
        if self.axes:
            values = {"o": min(max(size, 14), 32), "w": weight}  # optical size, weight
            font.set_variation_by_axes([values[axis] for axis in self.axes])
        return font


TEXT = Typeface(_FOLDER / "Inter.ttf", "ow")
EMOJI = Typeface(_FOLDER / "Twemoji.ttf")
_SCRIPTS = tuple(
    Typeface(_FOLDER / f"NotoSans{script}.ttf", "w")
    for script in ("Arabic", "Hebrew", "Thai", "Devanagari")
)
_SYSTEM = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "/System/Library/Fonts/AppleSDGothicNeo.ttc",
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
)


@cache
def _system() -> tuple[Typeface, ...]:
    """Return the fonts that this machine has for scripts too large to come with us."""
    return tuple(Typeface(Path(path)) for path in _SYSTEM if Path(path).exists())


@cache
def find(cluster: str) -> tuple[str, Typeface] | None:
    """Return a letter as it can be drawn and the font that has it, or None if none has.

    The text font comes first, for emoji fonts have digits and spaces too. Letters of fancy
    alphabets are drawn as the plain ones that they stand for.
    """
    if clusters.is_emoji(cluster) and EMOJI.has(cluster):
        return cluster, EMOJI
    for typeface in (TEXT, *_SCRIPTS):
        if typeface.has(cluster):
            return cluster, typeface
    plain = unicodedata.normalize("NFKC", cluster)
    if plain != cluster and TEXT.has(plain):
        return plain, TEXT
    for typeface in (EMOJI, *_system()):
        if typeface.has(cluster):
            return cluster, typeface
    bare = cluster[0]
    return find(bare) if bare != cluster else None
