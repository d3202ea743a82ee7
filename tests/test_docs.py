"""What the documents name is there: files, functions, commands of make, links."""

import re
from pathlib import Path

import pytest

from tests.support.adding import MIGRATION, PAGE, blocks

ROOT = Path(__file__).parent.parent
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]

SOURCE = re.compile(r"`((?:bot|cogs|db|docs|tests)/[\w./-]*)(?::(\w+))?`")
COMMAND = re.compile(r"(?:`|^)make ([a-z]\w*)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)[^)]*\)")


def is_made(path: str) -> bool:
    """Return whether a file is one that whoever follows docs/adding.md makes."""
    drafted = "db/migrations/versions/" in path and MIGRATION in path
    return path in blocks() or drafted


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for path, name in SOURCE.findall(text):
        if page == PAGE and is_made(path):
            continue
        assert (ROOT / path).exists(), path
        if name:
            assert re.search(rf"\b{name}\b", (ROOT / path).read_text(encoding="utf-8")), (
                path,
                name,
            )
    targets = set(
        re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert set(COMMAND.findall(text)) <= targets
    for link in LINK.findall(text):
        assert (page.parent / link).exists(), link
