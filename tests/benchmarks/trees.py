"""Two builds to measure in turns: this one, and a commit of it in a folder of its own.

A probe is a module of `tests.benchmarks` that is run in a process of its own, inside a build's
folder, and prints its figures as one line of JSON. `bot`, `cogs` and `db` are then that build's.
Builds name things differently, so a probe looks names up by `named`.
"""

import importlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parents[2]
"""Where this build is."""

Figures = dict[str, Any]


def named(*names: str) -> Any:
    """Return what the first of these dotted names leads to that there is."""
    for name in names:
        module, _, attribute = name.rpartition(".")
        try:
            return getattr(importlib.import_module(module), attribute)
        except (ImportError, AttributeError):
            continue
    raise LookupError(f"this build has none of {', '.join(names)}")


@dataclass(frozen=True)
class Build:
    """A build's folder, and what it is called in the tables."""

    name: str
    folder: Path

    def probe(self, module: str, *args: str) -> Figures:
        """Run a probe in this build; return its figures. Raises `RuntimeError` if it failed."""
        done = subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.{module}", *args],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(HERE)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{module} failed in {self.name}:\n{done.stderr[-3000:]}")
        figures: Figures = json.loads(done.stdout.splitlines()[-1])
        return figures


def this_build() -> Build:
    """Return the build that we stand in."""
    return Build("this build", HERE)


def earlier_build(commit: str) -> Build:
    """Return a commit's build, made in `.bench/` if it is not there yet; it has no tests."""
    full = _git("rev-parse", "--verify", f"{commit}^{{commit}}").decode().strip()
    folder = HERE / ".bench" / full[:12]
    if not folder.exists():
        unfinished = folder.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        packed = _git("archive", full, "bot", "cogs", "db", "pyproject.toml")
        subprocess.run(["tar", "-x", "-C", str(unfinished)], input=packed, check=True)
        unfinished.rename(folder)
    return Build(commit, folder)


def _git(*args: str) -> bytes:
    return subprocess.run(["git", *args], cwd=HERE, capture_output=True, check=True).stdout
