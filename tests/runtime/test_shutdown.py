"""Asked to stop, the process ends, whatever it is at."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.runtime.shutdown import UNFINISHED

ROOT = Path(__file__).parents[2]

_PROGRAM = """
import asyncio, sys, time
from bot.runtime.shutdown import listen

async def main():
    asked = asyncio.Event()
    listen(asked, 3600 if sys.argv[1] == "well-behaved" else 0.1)
    print("ready", flush=True)
    match sys.argv[1]:
        case "loop":
            while True:
                pass
        case "thread":
            asyncio.get_running_loop().run_in_executor(None, time.sleep, 3600)
            await asked.wait()
        case "well-behaved":
            await asked.wait()

asyncio.run(main())
"""


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(
    ("busy", "code"), [("loop", UNFINISHED), ("thread", UNFINISHED), ("well-behaved", 0)]
)
def test_it_ends(busy: str, code: int, sign: signal.Signals) -> None:
    """Without the timer in `listen`, the first two never did."""
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, busy],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(sign)
        output, _ = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == code
    assert ("took_too_long" in output) == (code == UNFINISHED)
