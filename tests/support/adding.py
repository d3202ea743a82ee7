"""The examples of docs/adding.md: the files that the page shows, made in a copy of the tree."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "adding.md"

MIGRATION = "keep_what_members_wish_for"
"""What the file of the migration that the page drafts is called, after its number."""

_BLOCK = re.compile(r"^`([\w./-]+)`\n```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks() -> dict[str, tuple[str, str]]:
    """Return what the page shows of each file: the language of the block, and its text."""
    found = _BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    return {path: (language, text) for path, language, text in found}


def copy_tree(to: Path) -> None:
    """Copy the program, its tests and its documents."""
    for folder in ("bot", "cogs", "db", "docs", "tests"):
        shutil.copytree(ROOT / folder, to / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ROOT.glob("*"):
        if file.is_file():
            shutil.copy2(file, to)


def apply_page(tree: Path) -> None:
    """Make and edit every file that the page shows."""
    for path, (language, text) in blocks().items():
        file = tree / path
        if language == "diff":
            file.write_text(_edited(file.read_text(encoding="utf-8"), text), encoding="utf-8")
        else:
            assert not file.exists(), path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")


def _edited(before: str, diff: str) -> str:
    """Replace the lines that begin with `-` by those that begin with `+`."""
    old, new = (
        "".join(line[1:] + "\n" for line in diff.splitlines() if line[0] in {sign, " "})
        for sign in "-+"
    )
    assert before.count(old) == 1, old
    return before.replace(old, new)
