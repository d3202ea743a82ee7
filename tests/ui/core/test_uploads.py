"""Files that Laurel hands out, within what Discord takes."""

import ast
import io
import random
import zipfile
from pathlib import Path

import pytest

from bot.services.rewards import images
from bot.ui.core import uploads

ROOT = Path(uploads.__file__).parents[3]
MOST = 4096


def unpacked(name: str, data: bytes) -> bytes:
    """Return what is in a file that came packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (inside,) = archive.namelist()
        assert name == f"{inside}.zip"
        return archive.read(inside)


def test_a_file_that_fits_stays_as_it_is() -> None:
    assert uploads.fitted("a.csv", b"x" * MOST, MOST) == [("a.csv", b"x" * MOST)]


def test_a_file_that_fits_packed_is_packed() -> None:
    content = b"CODE,2030-12-31\n" * 1000
    ((name, data),) = uploads.fitted("a.csv", content, MOST)
    assert name == "a.csv.zip"
    assert len(data) <= MOST
    assert unpacked(name, data) == content


@pytest.mark.parametrize("line", [30, 100_000])
def test_what_is_larger_comes_in_parts_that_are_the_whole(line: int) -> None:
    chance = random.Random(line)
    content = b"".join(
        chance.randbytes(line // 2).hex().encode() + b"\n" for _ in range(200_000 // line)
    )
    made = uploads.fitted("codes.csv", content, MOST)
    assert len(made) > 10
    assert [name for name, _ in made] == [
        f"codes.{number}-of-{len(made)}.csv.zip" for number in range(1, len(made) + 1)
    ]
    assert all(len(data) <= MOST for _, data in made)
    parts = [unpacked(name, data) for name, data in made]
    assert b"".join(parts) == content
    if line < MOST:
        assert all(part.endswith(b"\n") for part in parts)


def test_every_file_goes_through_here() -> None:
    assert images.MOST_BYTES < uploads.LEAST_LIMIT
    makers = set()
    for folder in ("bot", "cogs"):
        for path in (ROOT / folder).rglob("*.py"):
            if "localdiscord" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "discord.File":
                    makers.add(path.relative_to(ROOT).as_posix())
    assert makers == {"bot/ui/core/uploads.py"}
