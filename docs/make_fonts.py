"""Make the fonts of `bot/pictures/fonts` anew from what their authors publish.

In a folder of its own, with npm and pip:

    npm pack twemoji-colr-font@15.0.3 @fontsource-variable/noto-sans-hebrew@5.3.0
    pip download --no-deps fontpkg-inter==4.1.post1 fontpkg-noto-sans-arabic==2.12 \
        fontpkg-noto-sans-devanagari==2.7 fontpkg-noto-sans-thai==2.2
    pip install fonttools[woff]
    python …/docs/make_fonts.py FOLDER

Inter stays as it is. The others lose what we do not use (widths, thin and black weights).
The emoji font's base glyphs are empty, and a program that asks for a glyph's box first, as Pillow
does, draws nothing of them: each is given a box that encloses its coloured layers.
"""

import hashlib
import io
import sys
import tarfile
import zipfile
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parents[1] / "bot" / "pictures" / "fonts"

SOURCES = {
    "Inter.ttf": ("fontpkg_inter-4.1.post1", "fontpkg_inter/files/Inter[opsz,wght].ttf"),
    "NotoSansArabic.ttf": (
        "fontpkg_noto_sans_arabic-2.12",
        "fontpkg_noto_sans_arabic/files/NotoSansArabic[wdth,wght].ttf",
    ),
    "NotoSansDevanagari.ttf": (
        "fontpkg_noto_sans_devanagari-2.7",
        "fontpkg_noto_sans_devanagari/files/NotoSansDevanagari[wdth,wght].ttf",
    ),
    "NotoSansThai.ttf": (
        "fontpkg_noto_sans_thai-2.2",
        "fontpkg_noto_sans_thai/files/NotoSansThai[wdth,wght].ttf",
    ),
    "NotoSansHebrew.ttf": (
        "fontsource-variable-noto-sans-hebrew-5.3.0",
        "package/files/noto-sans-hebrew-hebrew-wght-normal.woff2",
    ),
    "Twemoji.ttf": ("twemoji-colr-font-15.0.3", "package/twemoji.woff2"),
}
"""For each font the package it comes from, and the file in it."""

WEIGHTS = (400, 700)


def main(folder: Path) -> None:
    """Write every font, and the list of their sums."""
    sums = {}
    for name, (package, member) in SOURCES.items():
        content = _unpacked(folder, package, member)
        made = content if name == "Inter.ttf" else _made(name, content)
        (FONTS / name).write_bytes(made)
        sums[name] = hashlib.sha256(made).hexdigest()
        print(f"{name}: {len(made):,} bytes, of {hashlib.sha256(content).hexdigest()}")
    lines = [f"{digest}  {name}\n" for name, digest in sorted(sums.items())]
    (FONTS / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def _unpacked(folder: Path, package: str, member: str) -> bytes:
    (path,) = folder.glob(f"{package}*")
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            return archive.read(member)
    with tarfile.open(path) as archive:
        file = archive.extractfile(member)
        assert file is not None
        return file.read()


def _made(name: str, content: bytes) -> bytes:
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    if "fvar" in font:
        axes = {axis.axisTag for axis in font["fvar"].axes}
        limits = {"wght": WEIGHTS} | ({"wdth": 100} if "wdth" in axes else {})
        font = instantiateVariableFont(font, limits)
    if name == "Twemoji.ttf":
        _box_base_glyphs(font)
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _box_base_glyphs(font: TTFont) -> None:
    glyphs, widths = font["glyf"], font["hmtx"]
    for base, layers in font["COLR"].ColorLayers.items():
        outlines = [glyphs[layer.name] for layer in layers]
        outlines = [glyph for glyph in outlines if glyph.numberOfContours]
        if not outlines:
            continue
        left, bottom = min(g.xMin for g in outlines), min(g.yMin for g in outlines)
        right, top = max(g.xMax for g in outlines), max(g.yMax for g in outlines)
        pen = TTGlyphPen(None)
        pen.moveTo((left, bottom))
        for corner in ((left, top), (right, top), (right, bottom)):
            pen.lineTo(corner)
        pen.closePath()
        glyphs[base] = pen.glyph()
        widths[base] = (widths[base][0], left)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
