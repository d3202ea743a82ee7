"""Start everything, then show it: in the browser, in the terminal, or as a transcript."""

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from pathlib import Path

from rich.console import Console

from bot.demo.history import DAYS, History
from bot.demo.panel.panel import Panel
from bot.demo.process import BotProcess, running_bot
from bot.demo.sample import SampleCommunity, create_sample
from bot.demo.steps import Steps
from bot.demo.terminal import Terminal
from bot.demo.tour_store import StoreTour
from bot.demo.tour_workflows import WorkflowTour
from bot.demo.transcript import Transcript
from bot.localdiscord import LocalDiscord
from bot.localdiscord.gateway.session_starts import UNHURRIED

WIDTH = 100

DEADLINE = 3.0
"""Seconds that Discord gives a bot to acknowledge what somebody does."""


class Way(Enum):
    """How the demo is shown."""

    PAGE = "page"
    TERMINAL = "terminal"
    TRANSCRIPT = "transcript"


def way(*, terminal: bool, page: bool) -> Way:
    """Return how to show the demo: as asked for, else in the page if there is a terminal."""
    if terminal:
        return Way.TERMINAL
    if page or (_has_input() and sys.stdin.isatty()):
        return Way.PAGE
    return Way.TRANSCRIPT


def _has_input() -> bool:
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.readable()


async def main(
    *, terminal: bool = False, page: bool = False, days: int = DAYS, language: str = "en"
) -> None:
    """Run the demo; it needs no token and leaves no files behind.

    In the page the sample community has lived for so many days, and its people whom one mostly is
    use Discord in this language.
    """
    console = Console(highlight=False)
    console.width = min(console.width, WIDTH) if console.is_terminal else WIDTH
    chosen = way(terminal=terminal, page=page)
    task = asyncio.current_task()
    assert task is not None
    for sign in (signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(sign, task.cancel)
    try:
        if chosen is Way.PAGE:
            await _show_page(console, days, language)
        else:
            await _tell(console, typed=chosen is Way.TERMINAL)
    except asyncio.CancelledError:  # Ctrl-C: everything has been put away
        console.print()
    console.print("\nThat was Laurel. `README.md` says how to run it on your own server.")


async def _tell(console: Console, *, typed: bool) -> None:
    """Play the tour as a transcript; then carry out what is typed."""
    with tempfile.TemporaryDirectory(prefix="laurel-demo-") as folder:
        async with LocalDiscord() as discord:
            console.print("Starting a local Discord, and the bot in a process of its own …")
            club = create_sample(discord)
            async with running_bot(discord, Path(folder)):
                transcript = Transcript(console, club.entities)
                await StoreTour(discord, club, transcript).play()
                await WorkflowTour(discord, club, transcript).play()
                if typed and _has_input():
                    await Terminal(club, console).run()


@dataclass(frozen=True)
class Demo:
    """A demo whose page can be opened."""

    discord: LocalDiscord
    club: SampleCommunity
    bot: BotProcess
    panel: Panel

    @property
    def url(self) -> str:
        """The address of the page, as the one who manages the community."""
        return f"{self.discord.page_url}#person={self.club.linh.id}&channel={self.club.general.id}"


@asynccontextmanager
async def running_demo(
    days: int = DAYS, deadline: float = DEADLINE, language: str = "en"
) -> AsyncIterator[Demo]:
    """Run a local Discord with its page and the panel, the bot, and the sample community.

    The community has lived for so many days. The bot has `deadline` seconds to acknowledge.
    """
    begins = -timedelta(days=days)
    quiet = Console(quiet=True)
    with tempfile.TemporaryDirectory(prefix="laurel-demo-") as folder:
        # Nobody waits yet, so a slow machine may take its time.
        async with LocalDiscord(
            starts=UNHURRIED, ahead=begins, deadline=60, patience=60
        ) as discord:
            club = create_sample(discord)
            async with running_bot(discord, Path(folder), begins) as bot:
                transcript = Transcript(quiet, club.entities)
                await History(discord, club, transcript, bot, days, language).play()
                discord.interactions.deadline = deadline
                panel = Panel(discord, club, bot, Steps(discord, club, transcript))
                async with panel.running():
                    yield Demo(discord, club, bot, panel)


async def _show_page(console: Console, days: int, language: str) -> None:
    """Open the page, and let it be used until somebody presses Ctrl-C."""
    console.print("Starting a local Discord, and the bot in a process of its own.")
    console.print("The sample community lives through its last weeks; that takes some seconds …")
    async with running_demo(days, language=language) as demo:
        console.print(f"\n  Open  {demo.url}\n", soft_wrap=True, markup=False)
        console.print("The address is for this machine alone. Ctrl-C ends the demo.")
        if has_screen():
            await asyncio.to_thread(open_browser, demo.url)
        await asyncio.Event().wait()


def has_screen() -> bool:
    """Return whether a browser with windows can be opened here."""
    if sys.platform == "darwin":
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_browser(url: str) -> None:
    """Open a page in the person's browser, if there is one."""
    with contextlib.suppress(webbrowser.Error, OSError):
        webbrowser.open(url)
