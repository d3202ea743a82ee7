"""Laurel installed from a wheel, in an environment of its own, away from its source."""

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot import __version__

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "cogs", "db")

Shell = Callable[[str], str]


def pip(*words: str | Path) -> None:
    """Run the pip of this environment, without a registry."""
    command = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    subprocess.run([*command, *map(str, words)], check=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this source."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-build-isolation", "--no-deps", "--no-index", "--wheel-dir", folder, ROOT)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Runs a line of shell in a fresh environment that has the wheel, in an empty folder.

    What Laurel depends on comes from this environment, so that nothing is downloaded.
    """
    environment, empty = (tmp_path_factory.mktemp(name) for name in ("environment", "empty"))
    venv.create(environment)
    python = environment / "bin/python"
    pip("--python", python, "install", "--no-deps", "--no-index", wheel)
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    variables = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}",
    }

    def run(line: str) -> str:
        done = subprocess.run(
            line, shell=True, cwd=empty, env=variables, capture_output=True, text=True, timeout=110
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def test_it_has_every_file_of_the_packages(wheel: Path) -> None:
    ours = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
        licences = [name for name in archive.namelist() if name.endswith("licenses/LICENSE")]
    assert packed == ours
    assert len(licences) == 1


def test_its_packages_come_from_the_wheel(installed: Shell) -> None:
    names = ", ".join(PACKAGES)
    places = installed(f'python -c "import {names}; print({names})"')
    assert str(ROOT) not in places
    assert places.count("site-packages") == len(PACKAGES)


def test_it_says_its_version(installed: Shell) -> None:
    assert installed("laurel --version") == f"Laurel {__version__}\n"


def test_it_plays_the_demo_where_there_is_no_terminal(installed: Shell) -> None:
    # Somebody else's `bot` must not be taken for ours: it was, without `cwd` in `demo/process.py`.
    shown = installed("mkdir bot && touch bot/__init__.py && exec laurel demo <&-")
    assert "Book Club mug is yours" in shown
    assert "That was Laurel." in shown
