"""A copy of the SQLite file every night, and only so many of them."""

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from db import backup, integrity
from db.backup import back_up, back_up_nightly, last_backup
from db.errors import DatabaseUnavailableError
from db.migrate import version
from tests.support.databases import SqliteFiles


@pytest.fixture
def url(sqlite_files: SqliteFiles) -> Iterator[str]:
    """A SQLite file."""
    url = sqlite_files.fresh()
    yield url
    Path(url.removeprefix("sqlite:///")).unlink(missing_ok=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the copies go."""
    return tmp_path / "nightly"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of June 2025 by the clock of this machine."""
    return datetime(2025, 6, day, hour, minute).astimezone()


def copies(folder: Path) -> list[str]:
    """Return when the copies were made, the oldest first."""
    return sorted(file.stem.partition("-")[2] for file in folder.glob("*.db"))


async def test_a_copy_is_a_whole_database(url: str, folder: Path) -> None:
    made = back_up_nightly(url, folder, 7, at(2, 4))
    assert made is not None
    assert await version(f"sqlite:///{made}") == await version(url)


def test_each_night_has_one(url: str, folder: Path) -> None:
    for moment in (at(2, 2), at(2, 2, 30), at(2, 3), at(2, 14), at(3, 2), at(3, 3), at(3, 3, 30)):
        back_up_nightly(url, folder, 7, moment)
    assert copies(folder) == ["2025-06-02-020000", "2025-06-02-030000", "2025-06-03-030000"]


def test_a_night_that_was_missed_is_made_up_for(url: str, folder: Path) -> None:
    assert back_up_nightly(url, folder, 7, at(2, 3))
    assert back_up_nightly(url, folder, 7, at(5, 17))
    assert not back_up_nightly(url, folder, 7, at(5, 18))
    assert last_backup(url, folder) == at(5, 17)


def test_so_many_are_kept_and_nothing_else_is_touched(url: str, folder: Path) -> None:
    folder.mkdir()
    others = [folder / name for name in ("notes.txt", "other-2025-01-01-030000.db", "0-mine.db")]
    stem = Path(url.removeprefix("sqlite:///")).stem
    others.append(folder / f"{stem}-before-the-move.db")
    for other in others:
        other.touch()
    for day in range(1, 6):
        assert back_up_nightly(url, folder, 2, at(day, 3))
    assert all(other.exists() for other in others)
    assert [day for day in copies(folder) if day.startswith("2025-06")] == [
        "2025-06-04-030000",
        "2025-06-05-030000",
    ]


def test_a_copy_from_the_future_does_not_keep_others_from_being_made(
    url: str, folder: Path
) -> None:
    back_up(url, folder, at(20, 3))
    assert back_up_nightly(url, folder, 7, at(2, 3))


def test_what_a_killed_process_left_is_cleared_away(url: str, folder: Path) -> None:
    folder.mkdir()
    left = folder / "laurel-2025-06-01-030000.part"
    left.touch()
    assert back_up_nightly(url, folder, 7, at(2, 3))
    assert not left.exists()


def test_without_room_the_last_ones_stay(url: str, folder: Path, tmp_path: Path) -> None:
    assert back_up_nightly(url, folder, 1, at(2, 3))
    before = copies(folder)
    Path(url.removeprefix("sqlite:///")).rename(tmp_path / "away.db")
    with pytest.raises(DatabaseUnavailableError):
        back_up_nightly(url, folder, 1, at(3, 3))
    assert copies(folder) == before


def test_told_to_stop_it_leaves_nothing_half_done(
    url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the progress handler, the copy was made all the same."""
    monkeypatch.setattr(integrity, "STEPS", 1)
    monkeypatch.setattr(backup, "damage", lambda *_, **__: [])  # which would stop as well
    stop = threading.Event()
    stop.set()
    with pytest.raises(DatabaseUnavailableError):
        back_up_nightly(url, folder, 7, at(2, 3), stop)
    assert list(folder.iterdir()) == []
