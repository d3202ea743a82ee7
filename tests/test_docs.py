"""What the documents name is there: files, functions, commands of make, links."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]

SOURCE = re.compile(r"`((?:bot|cogs|db|docs|tests)/[\w./-]*)(?::(\w+))?`")
COMMAND = re.compile(r"(?:`|^)make ([a-z]\w*)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)[^)]*\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for path, name in SOURCE.findall(text):
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
