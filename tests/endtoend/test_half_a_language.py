"""Half a language: a folder with a few texts is enough, and the rest is English."""

import asyncio
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot import texts
from bot.texts import SHIPPED, t
from tests.support.adding import blocks

ROOT = Path(__file__).parents[2]

FRENCH = "bot/locales/fr/texts.ftl"  # in docs/adding.md


@pytest.fixture
def with_french(tmp_path: Path) -> Path:
    """A copy of the program with the ten texts of French that docs/adding.md shows."""
    for package in ("bot", "cogs", "db"):
        unneeded = shutil.ignore_patterns("__pycache__", "locales")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=unneeded)
    for shipped in SHIPPED:
        shutil.copytree(texts.FOLDER / shipped, tmp_path / "bot" / "locales" / shipped)
    (tmp_path / FRENCH).parent.mkdir()
    _, french = blocks()[FRENCH]
    (tmp_path / FRENCH).write_text(french, encoding="utf-8")
    return tmp_path


async def answers_of(program: Path) -> dict[str, Any]:
    """Return what the copy says when it is talked to."""
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "tests.endtoend.half_a_language", str(program)],
        cwd=program,
        env={"PYTHONPATH": f"{program}:{ROOT}", "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    answers: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answers


async def test_the_ten_texts_are_texts_of_the_program() -> None:
    """Seen to fail with `goal-title`, which the page once had, and which nothing shows."""
    _, french = blocks()[FRENCH]
    ids = re.findall(r"^([a-z][\w-]*) =", french, re.MULTILINE)
    assert len(ids) == 10
    assert set(ids) <= set(texts.messages("en"))


async def test_ten_texts_are_a_language(with_french: Path) -> None:
    answers = await answers_of(with_french)
    settings, store = answers["commands"]
    (language,) = [one for one in settings["options"] if one["name"] == "language"]
    (option,) = language["options"]
    assert [(choice["name"], choice["value"]) for choice in option["choices"]] == [
        ("English", "en"),
        ("French", "fr"),
        ("Vietnamese", "vi"),
    ]
    assert store["description"] == t("en", "command-store")
    assert store["description_localizations"] == {
        "fr": "Voir les récompenses",
        "vi": t("vi", "command-store"),
    }
    # What French lacks has no translation, so Discord shows the English one.
    assert list(language["description_localizations"]) == ["vi"]
    assert "**French**" in answers["public"]
    assert "Boutique" in answers["store"]
    assert t("en", "store-empty") in answers["store"]
    assert "**Vietnamese**" in answers["saved"]
    assert "**French**" in answers["chosen"]
    assert answers["violations"] == []
