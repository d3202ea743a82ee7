"""A damaged file is found by whoever looks, and said in one line; its copy replaces no other."""

import asyncio
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.cli import doctor
from bot.runtime import logs
from bot.settings import Settings
from db.backup import back_up, back_up_nightly
from db.database import connect
from db.errors import DatabaseDamagedError
from db.integrity import damage
from db.session import Session
from db.tables import RewardKind
from tests.support import factories
from tests.support.databases import Clock, SqliteFiles, still_world

PAGE = 4096


@pytest.fixture
def file(sqlite_files: SqliteFiles, clock: Clock) -> Path:
    """A database in use, in one file."""
    url = sqlite_files.fresh()

    def fill(session: Session) -> None:
        factories.add_community(session)
        for number in range(60):
            factories.publish(session, RewardKind.VOUCHER, f"Voucher {number}")

    async def use() -> None:
        db = connect(url, still_world(clock))
        await db.write(fill)
        await db.close()

    asyncio.run(use())
    path = Path(url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    return path


@pytest.fixture
def program(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the program on that file."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logs, "set_up", lambda *_: None)
    return lambda *words: CliRunner().invoke(app, words)


def root_of(name: str) -> Callable[[Path], int]:
    """Return where the first page of a table or an index begins."""

    def read_root(file: Path) -> int:
        with closing(sqlite3.connect(file)) as connection:
            (page,) = connection.execute(
                "SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)
            ).fetchone()
        return (int(page) - 1) * PAGE

    return read_root


def start(_: Path) -> int:
    return 0


def text(content: bytearray, _: int) -> None:
    content[:] = b"this is no database, but a text.\n" * 100


def header(content: bytearray, _: int) -> None:
    content[:16] = bytes(16)


def zeros(content: bytearray, at: int) -> None:
    content[at : at + PAGE] = bytes(PAGE)


def noise(content: bytearray, at: int) -> None:
    content[at : at + PAGE] = random.Random(1).randbytes(PAGE)


def half(content: bytearray, _: int) -> None:
    del content[len(content) // 2 :]


def kind_of_page(content: bytearray, at: int) -> None:
    content[at] ^= 0xFF


def cells(content: bytearray, at: int) -> None:
    content[at + 3 : at + 5] = b"\xff\xff"


def swapped(content: bytearray, at: int) -> None:
    """Put another page in the place of one."""
    last = len(content) - PAGE
    content[at : at + PAGE], content[last:] = content[last:], content[at : at + PAGE]


damages = pytest.mark.parametrize(
    ("where", "change"),
    [
        (start, text),
        (start, header),
        (start, half),
        (root_of("reward"), zeros),
        (root_of("reward"), noise),
        (root_of("reward"), kind_of_page),
        (root_of("reward"), cells),
        (root_of("reward"), swapped),
        (root_of("sqlite_autoindex_reward_1"), zeros),
        (root_of("sqlite_autoindex_reward_1"), kind_of_page),
        (root_of("ledger_entry"), noise),
        (root_of("alembic_version"), zeros),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)


def apply(
    file: Path, where: Callable[[Path], int], change: Callable[[bytearray, int], None]
) -> None:
    content = bytearray(file.read_bytes())
    change(content, where(file))
    file.write_bytes(content)


def test_a_whole_file_is_called_whole(file: Path, program: Callable[..., Result]) -> None:
    assert damage(file) == damage(file, quick=True) == []
    assert program("check").exit_code == 0


@damages
def test_check_says_so_in_one_line(
    file: Path,
    program: Callable[..., Result],
    where: Callable[[Path], int],
    change: Callable[[bytearray, int], None],
) -> None:
    apply(file, where, change)
    output = program("check")
    assert output.exit_code == 2  # starting again would not mend it
    assert len(output.output.splitlines()) == 1
    assert "Restore" in output.output


@damages
async def test_doctor_says_so_where_a_quick_look_can(
    file: Path, where: Callable[[Path], int], change: Callable[[bytearray, int], None]
) -> None:
    apply(file, where, change)
    found = await doctor._database(f"sqlite:///{file}")
    assert not found.well
    assert found.text_id == "doctor-database-damaged"


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_flipped_nothing_breaks_that_looks(
    file: Path, program: Callable[..., Result], seed: int
) -> None:
    """Many flips touch only what nobody wrote yet; `integrity_check` judges the others."""
    rng = random.Random(seed)
    content = bytearray(file.read_bytes())
    for _ in range(1 + seed):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    file.write_bytes(content)
    output = program("check")
    assert output.exit_code in {0, 1, 2}
    assert output.exception is None or isinstance(output.exception, SystemExit)
    if output.exit_code == 2:
        assert len(output.output.splitlines()) == 1
    assert "Traceback" not in output.output


def test_a_reference_to_nothing_is_found(file: Path, program: Callable[..., Result]) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE reward SET image_id = 404 WHERE name = 'Voucher 0'")
    (found,) = damage(file)
    assert found.startswith("reward: row ")
    assert found.endswith(" refers to no reward_image")
    assert program("check").exit_code == 2
    assert damage(file, quick=True) == []


async def test_a_schema_that_run_refuses_is_a_fault(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    found = await doctor._database(f"sqlite:///{file}")
    assert (found.well, found.text_id) == (False, "doctor-database-too-new")


def test_a_damaged_copy_replaces_none(file: Path, tmp_path: Path) -> None:
    folder, url, now = tmp_path / "copies", f"sqlite:///{file}", datetime.now().astimezone()
    first = back_up(url, folder, now - timedelta(days=2))
    apply(file, root_of("reward"), noise)
    with pytest.raises(DatabaseDamagedError):
        back_up_nightly(url, folder, 1, now)
    assert list(folder.iterdir()) == [first]
    assert damage(first) == []
