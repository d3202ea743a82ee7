"""Which characters a font has, read from the font's own table `cmap`."""

import struct
from bisect import bisect_right
from mmap import ACCESS_READ, mmap
from pathlib import Path

_SEGMENTS, _GROUPS = 4, 12  # formats of the table: 16 bits, and all of Unicode


class Coverage:
    """The characters of a font."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in ranges]
        self._ends = [end for _, end in ranges]

    def __contains__(self, character: str) -> bool:
        """Return whether the font has a character."""
        point = ord(character)
        at = bisect_right(self._starts, point) - 1
        return at >= 0 and point <= self._ends[at]


def read(path: Path, index: int = 0) -> Coverage:
    """Read which characters the font has; `index` is its place in a collection."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        return Coverage(_read(data, index))


def _read(data: mmap, index: int) -> list[tuple[int, int]]:
    start = 0
    if data[:4] == b"ttcf":
        (start,) = struct.unpack_from(">I", data, 12 + 4 * index)
    (tables,) = struct.unpack_from(">H", data, start + 4)
    for number in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
        if tag == b"cmap":
            return _ranges(data, offset)
    return []


def _ranges(data: mmap, cmap: int) -> list[tuple[int, int]]:
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    found: dict[int, int] = {}
    for number in range(count):
        _, _, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * number)
        (kind,) = struct.unpack_from(">H", data, cmap + offset)
        found[kind] = cmap + offset
    if _GROUPS in found:
        (groups,) = struct.unpack_from(">I", data, found[_GROUPS] + 12)
        flat = struct.unpack_from(f">{3 * groups}I", data, found[_GROUPS] + 16)
        return list(zip(flat[::3], flat[1::3], strict=True))
    if _SEGMENTS in found:
        at = found[_SEGMENTS]
        segments = struct.unpack_from(">H", data, at + 6)[0] // 2
        ends = struct.unpack_from(f">{segments}H", data, at + 14)
        starts = struct.unpack_from(f">{segments}H", data, at + 16 + 2 * segments)
        return [pair for pair in zip(starts, ends, strict=True) if pair != (0xFFFF, 0xFFFF)]
    return []
