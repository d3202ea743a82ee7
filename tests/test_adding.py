"""docs/adding.md is followed in a copy of the tree, and what must hold is asked there.

Each kind of thing is used as it would be by members. `tests/endtoend/test_half_a_language.py`
does so with the page's language. Seen to fail without the line `__privacy__` of the page's table,
and when the page lists a file too few.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.adding import MIGRATION, PAGE, apply_page, copy_tree

pytestmark = pytest.mark.timeout(600)  # beside many other tests

RUFF = (sys.executable, "-m", "ruff")
NEW = re.compile(r"^- (new|drafted|edited|generated): (.+?)(?=^- |^$)", re.MULTILINE | re.DOTALL)

GENERATE = f"""
import runpy
from db.draft_migration import draft
draft({MIGRATION.replace("_", " ")!r})
runpy.run_path("docs/write_workflow_schema.py", run_name="__main__")
runpy.run_path("docs/write_workflow_docs.py", run_name="__main__")
"""
"""What `make migration` and `make schema` do."""

HOLDS = (
    "tests/services/workflows/conditions/test_streak_at_least.py",
    "tests/services/workflows/test_parts.py",
    "tests/services/workflows/test_every_part.py",
    "-k=not postgres and not trigger- and not step-",
    "tests/endtoend/test_wishlist.py",
    "tests/cogs/test_texts.py",
    "tests/cogs/test_loading.py::test_a_file_is_named_for_its_commands",
    "tests/cogs/test_loading.py::test_only_commands_of_managers_are_hidden_from_members",
    "tests/db/test_privacy.py",
    "tests/db/test_tables.py",
    "tests/demo/test_columns.py",
    "tests/db/test_migrations.py::test_all_migrations_together_give_exactly_the_tables[sqlite]",
    "tests/services/privacy/test_erase.py::"
    "test_the_id_stands_nowhere_but_where_a_member_who_is_here_must[sqlite]",
    "tests/services/privacy/test_erase.py::"
    "test_what_tables_declare_is_exported_and_deleted[sqlite]",
    "tests/test_docs.py",
    "tests/test_texts.py::test_both_languages_say_the_same_things",
    "tests/test_texts.py::test_what_is_shipped_lacks_nothing",
    "tests/test_texts.py::test_no_text_is_left_over",
)
"""Tests that know of all commands, tables and texts, and those of the page."""


def run(tree: Path, *command: str) -> None:
    """Run a program in a tree; show what it says if it fails."""
    done = subprocess.run(
        command,
        cwd=tree,
        env=os.environ | {"PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        pytest.fail(f"{' '.join(command)}\n{done.stdout[-20_000:]}{done.stderr[-5_000:]}", False)


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, set[str]]]:
    """A copy of the tree in which the page was followed, and the files that this touched."""
    tree = tmp_path_factory.mktemp("adding")
    copy_tree(tree)
    before = contents(tree)
    apply_page(tree)
    run(tree, sys.executable, "-c", GENERATE)
    after = contents(tree)
    changed = {path for path in before if after[path] != before[path]}
    touched = {
        "new": {path for path in after.keys() - before.keys() if MIGRATION not in path},
        "drafted": {
            re.sub(r"/\d+_", "/NUMBER_", path)
            for path in after.keys() - before.keys()
            if MIGRATION in path
        },
        "generated": {path for path in changed if path.startswith("docs/")},
        "edited": {path for path in changed if not path.startswith("docs/")},
    }
    return tree, touched


def contents(tree: Path) -> dict[str, bytes]:
    """Return what is in every file of a tree."""
    return {
        path.relative_to(tree).as_posix(): path.read_bytes()
        for path in tree.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and ".ruff_cache" not in path.parts
    }


def test_what_must_hold_holds_with_the_examples(
    followed: tuple[Path, Mapping[str, set[str]]],
) -> None:
    tree, _ = followed
    run(tree, *RUFF, "check", "--no-cache", ".")
    run(tree, *RUFF, "format", "--no-cache", "--check", ".")
    run(tree, str(Path(sys.executable).with_name("lint-imports")), "--no-cache")
    run(tree, sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *HOLDS)


def test_the_page_lists_the_files_that_are_touched(
    followed: tuple[Path, Mapping[str, set[str]]],
) -> None:
    _, touched = followed
    listed: dict[str, set[str]] = {}
    for kind, paths in NEW.findall(PAGE.read_text(encoding="utf-8")):
        listed.setdefault(kind, set()).update(re.findall(r"`([^`]+)`", paths))
    assert listed == touched
