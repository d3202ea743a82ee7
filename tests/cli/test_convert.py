"""`convert` as an operator types it."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.runtime import logs
from bot.settings import ConvertSettings
from db.lock import exclusive
from db.migrate import migrate
from tests.db.schema import run
from tests.support.databases import NOON, SqliteFiles

Program = Callable[..., Result]


@pytest.fixture
def program(sqlite_files: SqliteFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Runs the program in a folder without `.env`; it has a SQLite file, and none to go to."""
    for name in ConvertSettings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATABASE_URL", sqlite_files.fresh())
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logs, "set_up", lambda *_: None)
    return lambda *words, **settings: CliRunner().invoke(app, words, env=settings)


def test_an_operator_moves_what_is_older_and_is_told_what_to_do_next(
    program: Program, postgres_url: str, tmp_path: Path
) -> None:
    old = f"sqlite:///{tmp_path}/old.db"
    asyncio.run(migrate(old, "0002"))
    asyncio.run(
        run(
            old,
            "INSERT INTO community (id, language, timezone, wallet_mode, low_pool_percent,"
            f" created_at) VALUES (1000, 'vi', 'Asia/Tokyo', 'single', 25, '{NOON:%F %T}')",
        )
    )
    done = program("convert", DATABASE_URL=old, CONVERT_TO=postgres_url)
    assert done.exit_code == 0
    assert "give DATABASE_URL the address from CONVERT_TO" in done.output
    assert postgres_url not in done.output
    assert done.output.count("Everything adds up") == 2
    again = program("convert", DATABASE_URL=old, CONVERT_TO=postgres_url)
    assert (again.exit_code, "in table community" in again.output) == (1, True)


@pytest.mark.parametrize("to", ["", "mysql://host/name", "the same", "the same by another path"])
def test_where_to_is_asked_for(to: str, program: Program, tmp_path: Path) -> None:
    ours = os.environ["DATABASE_URL"]
    folder, _, name = ours.rpartition("/")
    same = {"the same": ours, "the same by another path": f"{folder}/no/../{name}"}
    refused = program("convert", CONVERT_TO=same.get(to, to))
    assert refused.exit_code == 2
    assert "CONVERT_TO" in refused.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("held", ["source", "target"])
def test_beside_a_running_bot_nothing_is_copied(
    held: str, program: Program, tmp_path: Path
) -> None:
    target = f"sqlite:///{tmp_path}/new.db"
    with exclusive(os.environ["DATABASE_URL"] if held == "source" else target):
        refused = program("convert", CONVERT_TO=target)
    assert refused.exit_code == 1
    assert str(os.getpid()) in refused.output
    assert not (tmp_path / "new.db").exists()


def test_what_does_not_add_up_is_not_copied(program: Program, tmp_path: Path) -> None:
    with closing(sqlite3.connect(os.environ["DATABASE_URL"].removeprefix("sqlite:///"))) as file:
        file.execute("INSERT INTO wallet VALUES (1, 2, 'spend', 3)")
        file.commit()
    refused = program("convert", CONVERT_TO=f"sqlite:///{tmp_path}/new.db")
    assert refused.exit_code == 1
    assert "balance" in refused.output
    assert not list(tmp_path.iterdir())


def test_from_nothing_nothing_is_made(program: Program, tmp_path: Path) -> None:
    refused = program("convert", DATABASE_URL="sqlite:///none.db", CONVERT_TO="sqlite:///new.db")
    assert refused.exit_code == 1
    assert {file.name for file in tmp_path.iterdir()} <= {"none.db.lock"}


def test_a_target_that_is_away_is_one_sentence(program: Program) -> None:
    refused = program("convert", CONVERT_TO="postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    assert refused.exit_code == 1
    (*_, said) = refused.output.splitlines()
    assert said.startswith("✗ Nothing was copied: CONVERT_TO")
