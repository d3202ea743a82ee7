"""A SQLite file has one process that runs on it, and whoever comes second is told who."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.errors import DatabaseInUseError, DatabaseUnavailableError
from db.lock import exclusive, lock_file

ROOT = Path(__file__).parents[2]

_HOLD = """
import sys
from db.lock import exclusive
with exclusive(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_by_another(url: str) -> Iterator[subprocess.Popen[str]]:
    """Hold the lock in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, url],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Where a database is to be."""
    return f"sqlite:///{tmp_path}/data/laurel.db"


def test_the_second_one_is_told_who_is_there(url: str) -> None:
    with held_by_another(url) as process:
        with pytest.raises(DatabaseInUseError) as refusal, exclusive(url):
            pytest.fail("two hold it")
        assert str(refusal.value) == str(process.pid)


def test_it_is_free_when_its_holder_is_killed(url: str) -> None:
    with held_by_another(url) as process:
        process.kill()
        process.wait()
        with exclusive(url):
            assert lock_file(url).read_text() == f"{os.getpid()}\n"


def test_it_is_free_when_its_holder_is_done(url: str) -> None:
    for _ in range(2):
        with exclusive(url):
            pass


def test_a_link_is_the_same_file(url: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/laurel.db").touch()
    (tmp_path / "link.db").symlink_to(tmp_path / "data/laurel.db")
    with (
        exclusive(url),
        pytest.raises(DatabaseInUseError),
        exclusive(f"sqlite:///{tmp_path}/link.db"),
    ):
        pytest.fail("two hold it")


def test_nobody_else_can_read_it(url: str) -> None:
    with exclusive(url):
        assert lock_file(url).stat().st_mode & 0o777 == 0o600
        assert lock_file(url).parent.stat().st_mode & 0o777 == 0o700


def test_where_no_file_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(DatabaseUnavailableError),
        exclusive(f"sqlite:///{tmp_path}/file/laurel.db"),
    ):
        pytest.fail("held")


def test_a_server_needs_none() -> None:
    url = "postgresql+asyncpg://nobody@127.0.0.1:1/nothing"
    with exclusive(url), exclusive(url):
        pass
