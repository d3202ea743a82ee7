"""The look at what blocks a loop sees what the program does there, and nothing else."""

import asyncio
from typing import Any

import pytest

from tests.support.blocking import ROOT, BlockedLoop

SOURCE = """
import gc
import sqlite3
import threading
import time
from pathlib import Path

def compute():
    end = time.thread_time() + 0.2
    while time.thread_time() < end:
        sum(range(1_000))

def wait_idly():  # as it is when other programs have the processor
    threading.Event().wait(0.2)

def collect():
    end = time.thread_time() + 0.2
    while time.thread_time() < end:
        gc.collect()

def read_a_file():
    Path(__file__).exists()
    open(__file__).close()

def connect():
    sqlite3.connect(":mem" "ory:").close()
"""


def written_in(file: str) -> dict[str, Any]:
    """Return the functions above as if they stood in a file of the project."""
    names: dict[str, Any] = {"__file__": __file__}
    exec(compile(SOURCE, str(ROOT / file), "exec"), names)
    return names


async def seen(file: str, name: str) -> list[str]:
    """Return what was found while the loop ran one of the functions."""
    with BlockedLoop().watching() as loop:
        asyncio.get_running_loop().call_soon(written_in(file)[name])
        for _ in range(3):
            await asyncio.sleep(0)
    return loop.found


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("compute", "ms of processor time"),
        ("read_a_file", "open in"),
        ("connect", "sqlite3.connect in"),
    ],
)
async def test_what_blocks_is_found_once(name: str, what: str) -> None:
    (found,) = await seen("cogs/made_up.py", name)
    assert what in found
    assert "cogs/made_up.py" in found


@pytest.mark.parametrize("name", ["wait_idly", "collect"])
async def test_a_busy_machine_and_the_collector_are_not_blamed(name: str) -> None:
    assert await seen("cogs/made_up.py", name) == []


@pytest.mark.parametrize("file", ["bot/localdiscord/made_up.py", "tests/made_up.py"])
async def test_what_is_not_the_program_may_block(file: str) -> None:
    for name in ("compute", "read_a_file", "connect"):
        assert await seen(file, name) == []
