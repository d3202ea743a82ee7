"""The command line, as an operator types it."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.cli import distribute
from bot.runtime import logs
from bot.settings import Settings
from db.lock import exclusive
from tests.support.databases import PostgresServer, SqliteFiles

Program = Callable[..., Result]


@pytest.fixture
def db_url(sqlite_files: SqliteFiles) -> Iterator[str]:
    """The URL of a SQLite file."""
    url = sqlite_files.fresh()
    yield url
    Path(url.removeprefix("sqlite:///")).unlink()


@pytest.fixture
def program(db_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Runs the program with nothing set but the database, in a folder without `.env`."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATABASE_URL", db_url)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logs, "set_up", lambda *_: None)

    def run(*words: str, **settings: str) -> Result:
        return CliRunner().invoke(app, words, env=settings)

    return run


def change(db_url: str, statement: str) -> None:
    """Change a database behind the program's back."""
    with closing(sqlite3.connect(db_url.removeprefix("sqlite:///"))) as file, file:
        file.execute(statement)


def test_without_a_command_it_lists_them(program: Program) -> None:
    listed = program().output
    for name in ("run", "demo", "migrate", "check", "import-codes", "backup", "doctor"):
        assert name in listed


@pytest.mark.parametrize("command", ["run", "doctor"])
def test_wrong_settings_are_named_and_nothing_starts(
    command: str, program: Program, tmp_path: Path
) -> None:
    failed = program(command, LOG_LEVEL="chatty", DATABASE_URL=f"mysql:///{tmp_path}/new.db")
    assert failed.exit_code == 2
    assert [line.split()[1] for line in failed.output.splitlines()] == [
        "DISCORD_TOKEN",
        "DATABASE_URL",
        "LOG_LEVEL",
    ]
    assert not list(tmp_path.iterdir())


def test_without_a_token_the_doctor_looks_at_the_rest(program: Program) -> None:
    found = program("doctor")
    assert found.exit_code == 1
    assert "✗ DISCORD_TOKEN is missing" in found.output
    assert "✓ The database is at schema" in found.output


def test_problems_are_told_in_the_language_of_the_operator(program: Program) -> None:
    assert "Thiếu DISCORD_TOKEN" in program("run", LC_ALL="vi_VN.UTF-8").output


@pytest.mark.parametrize(
    "url", ["postgresql+asyncpg://nobody@127.0.0.1:1/nothing", "sqlite:///file/below.db"]
)
@pytest.mark.parametrize("command", ["run", "migrate", "check"])
def test_a_database_that_is_away_is_one_sentence(
    command: str, url: str, program: Program, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    failed = program(command, DISCORD_TOKEN="any", DATABASE_URL=url)
    assert failed.exit_code == 1
    assert "DATABASE_URL" in failed.output
    assert len(failed.output.splitlines()) == 1


def test_a_newer_database_is_refused(db_url: str, program: Program) -> None:
    change(db_url, "UPDATE alembic_version SET version_num = '9999'")
    failed = program("migrate")
    assert failed.exit_code == 2  # starting again would not mend it
    assert "9999" in failed.output
    assert len(failed.output.splitlines()) == 1


def test_checking(db_url: str, program: Program) -> None:
    assert program("check").exit_code == 0
    change(
        db_url,
        "INSERT INTO wallet (community_id, member_id, kind, balance) VALUES (1, 2, 'spend', 3)",
    )
    failed = program("check")
    assert failed.exit_code == 1
    assert "balance" in failed.output


def test_checking_fails_for_nothing_that_only_managers_can_choose_anew(
    db_url: str, program: Program
) -> None:
    change(
        db_url,
        "INSERT INTO community (id, timezone, language, wallet_mode, low_pool_percent, created_at)"
        " VALUES (1, 'Etc/GMT+7', 'en', 'dual', 10, '2025-06-02 12:00:00')",
    )
    looked = program("check")
    assert looked.exit_code == 0
    shown = [line for line in looked.output.splitlines() if line.startswith("! ")]
    assert "Etc/GMT+7" in "".join(shown)
    assert "✓" in looked.output
    assert "✗" not in looked.output


def test_migrating_and_backing_up(program: Program, tmp_path: Path) -> None:
    new = f"sqlite:///{tmp_path}/data/new.db"
    assert program("check", DATABASE_URL=new).exit_code == 1
    assert program("migrate", DATABASE_URL=new).exit_code == 0
    copied = program("backup", DATABASE_URL=new)
    assert copied.exit_code == 0
    (copy,) = (tmp_path / "data/backups").iterdir()
    assert copy.name in copied.output
    assert program("check", DATABASE_URL=f"sqlite:///{copy}").exit_code == 0


@pytest.fixture
def server_url(postgres: PostgresServer) -> Iterator[str]:
    """The URL of a migrated PostgreSQL database."""
    url = postgres.fresh()
    yield url
    postgres.give_back(url)


@pytest.mark.parametrize("words", [(), ("--backed-up",)])
def test_without_citus_nothing_is_divided(
    words: tuple[str, ...], program: Program, server_url: str
) -> None:
    refused = program("migrate", "--distribute", *words, DATABASE_URL=server_url)
    assert refused.exit_code == 1
    assert "CREATE EXTENSION citus" in refused.output
    on_file = program("migrate", "--distribute", *words)
    assert on_file.exit_code == 1
    assert "SQLite" in on_file.output


async def test_a_database_is_divided_after_a_backup(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told to Citus is in `tests/db/test_distribution.py`."""
    divided = [0]

    async def is_distributed(_: str) -> bool:
        return bool(divided[0])

    async def divide(_: str) -> int:
        before, divided[0] = divided[0], 42
        return 42 - before

    monkeypatch.setattr(distribute, "is_distributed", is_distributed)
    monkeypatch.setattr(distribute, "divide", divide)
    told = [
        (await distribute.distribute("", backed_up=backed_up)).text_id
        for backed_up in (False, True, False)
    ]
    assert told == [
        "program-distribute-backup",
        "program-distributed",
        "program-distributed-already",
    ]


def test_a_server_is_backed_up_with_its_own_tool(program: Program) -> None:
    refused = program("backup", DATABASE_URL="postgresql+asyncpg://localhost/laurel")
    assert refused.exit_code == 1
    assert "pg_dump" in refused.output


def test_a_backup_of_nothing_leaves_nothing(program: Program, tmp_path: Path) -> None:
    refused = program("backup", DATABASE_URL="sqlite:///none.db")
    assert refused.exit_code == 1
    assert "bot migrate" in refused.output  # which makes one; nothing is full or locked
    assert not list(tmp_path.iterdir())


def test_a_check_of_nothing_makes_nothing(program: Program, tmp_path: Path) -> None:
    missing = tmp_path / "none.db"
    assert program("check", DATABASE_URL=f"sqlite:///{missing}").exit_code == 1
    assert not missing.exists()


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_second_one_is_refused_with_the_id_of_the_first(
    command: str, db_url: str, program: Program
) -> None:
    with exclusive(db_url):
        refused = program(command, DISCORD_TOKEN="any")
    assert refused.exit_code == 1
    assert str(os.getpid()) in refused.output
    assert len(refused.output.splitlines()) == 1


@pytest.mark.parametrize("command", ["check", "backup"])
def test_what_only_looks_works_beside_a_running_bot(
    command: str, db_url: str, program: Program
) -> None:
    with exclusive(db_url):
        assert program(command).exit_code == 0


def test_an_import_moves_no_schema_beneath_a_running_bot(
    db_url: str, program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "codes.csv"
    file.touch()
    change(db_url, "UPDATE alembic_version SET version_num = '0001'")
    with exclusive(db_url):
        refused = program("import-codes", "--community", "1", "--reward", "Mug", str(file))
    assert refused.exit_code == 1
    assert str(os.getpid()) in refused.output


def test_nobody_else_can_read_what_it_writes(program: Program, tmp_path: Path) -> None:
    """As on most machines, where others may read what is made unless its maker says otherwise."""
    new = f"sqlite:///{tmp_path}/data/new.db"
    before = os.umask(0o022)
    try:
        assert program("migrate", DATABASE_URL=new).exit_code == 0
        with closing(sqlite3.connect(tmp_path / "data/new.db")) as beside:
            beside.execute("SELECT * FROM community").fetchall()  # so that -wal and -shm are there
            assert program("backup", DATABASE_URL=new).exit_code == 0
            made = sorted((tmp_path / "data").rglob("*"))
            modes = {path.name: path.stat().st_mode & 0o777 for path in made}
    finally:
        os.umask(before)
    assert {"new.db", "new.db-wal", "new.db-shm", "new.db.lock", "backups"} <= modes.keys()
    assert len(modes) == 6
    assert (tmp_path / "data").stat().st_mode & 0o777 == modes.pop("backups") == 0o700
    assert set(modes.values()) == {0o600}
