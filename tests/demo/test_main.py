"""How the demo is shown, and how it ends."""

import asyncio
import io
import os
import re
import signal
import sys
import webbrowser
from pathlib import Path

import aiohttp
import pytest

from bot.demo.main import Way, has_screen, open_browser, way

# A shell has what it starts in the background ignore SIGINT, and so does what that starts.
RUN = """
import asyncio, signal
from bot.demo.main import main
signal.signal(signal.SIGINT, signal.default_int_handler)
asyncio.run(main(page=True, days=0, language="vi"))
"""


def left_in(folder: Path) -> list[Path]:
    """Return what is in a folder."""
    return list(folder.iterdir())


class Terminal(io.StringIO):
    """Input from somebody who sits there."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("given", "terminal", "page", "wanted"),
    [
        (Terminal(), False, False, Way.PAGE),
        (Terminal(), True, False, Way.TERMINAL),
        (io.StringIO(), False, False, Way.TRANSCRIPT),
        (io.StringIO(), True, False, Way.TERMINAL),
        (io.StringIO(), False, True, Way.PAGE),
        (None, False, False, Way.TRANSCRIPT),
    ],
)
def test_it_is_shown_as_asked_for_and_as_can_be(
    monkeypatch: pytest.MonkeyPatch,
    given: io.StringIO | None,
    terminal: bool,
    page: bool,
    wanted: Way,
) -> None:
    monkeypatch.setattr(sys, "stdin", given)
    assert way(terminal=terminal, page=page) is wanted


def test_a_browser_is_opened_where_there_is_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert not has_screen()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert has_screen()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert has_screen()
    monkeypatch.setenv("SSH_CONNECTION", "a b")
    assert not has_screen()


def test_a_browser_that_cannot_be_opened_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_url: str) -> bool:
        raise webbrowser.Error("none")

    monkeypatch.setattr(webbrowser, "open", refuse)
    open_browser("http://127.0.0.1:1/")


async def test_ctrl_c_ends_it_and_nothing_is_left_behind(tmp_path: Path) -> None:
    screenless = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "SSH_CONNECTION": "x"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-u", "-c", RUN),
        env=os.environ | screenless | {"TMPDIR": str(tmp_path)},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    shown, address = "", None
    while address is None:
        line = (await process.stdout.readline()).decode()
        assert line, shown
        shown += line
        address = re.search(r"http://127\.0\.0\.1:\d+/page/[\w-]+/#person=\d+", line)
    async with aiohttp.ClientSession() as http, http.get(address[0]) as page:
        assert page.status == 200
        assert "<title>" in await page.text()
    assert left_in(tmp_path)
    process.send_signal(signal.SIGINT)
    rest, _ = await process.communicate()
    assert process.returncode == 0, shown + rest.decode()
    assert "That was Laurel." in rest.decode()
    assert "Traceback" not in rest.decode()
    assert not left_in(tmp_path)
