"""Private files: they hold codes, so only their owner may read them."""

import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def private_file(path: Path) -> None:
    """Make a file that its owner alone can read, or take it away from others."""
    path.touch(mode=0o600)
    path.chmod(0o600)


def private_folder(path: Path) -> None:
    """Make a folder, with those above it, that its owner alone can look into."""
    if not path.exists():
        private_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)


def open_to_others(paths: Iterable[Path]) -> Iterator[Path]:
    """Return those that somebody else on this machine can read or change."""
    for path in paths:
        with suppress(FileNotFoundError):
            if path.stat().st_mode & _OTHERS:
                yield path


def close_to_others(paths: Iterable[Path]) -> None:
    """Take away what others may do with files of ours."""
    for path in open_to_others(paths):
        with suppress(PermissionError):  # somebody else's; `doctor` names it
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS)
