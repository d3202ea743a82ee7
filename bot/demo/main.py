"""Start everything, play the tour, then stay open."""

import sys
import tempfile
from pathlib import Path

from rich.console import Console

from bot.demo.process import running_bot
from bot.demo.sample import found
from bot.demo.terminal import Terminal
from bot.demo.tour import Tour
from bot.demo.transcript import Transcript
from bot.localdiscord import LocalDiscord


async def main() -> None:
    """Run the demo; it needs no token, and leaves nothing behind."""
    console = Console(width=100, highlight=False)
    with tempfile.TemporaryDirectory(prefix="laurel-demo-") as folder:
        async with LocalDiscord() as discord:
            console.print("Starting a local Discord, and the bot in a process of its own …")
            club = found(discord)
            async with running_bot(discord, Path(folder)):
                await Tour(discord, club, Transcript(console, club.things)).play()
                if sys.stdin is not None and not sys.stdin.closed and sys.stdin.readable():
                    await Terminal(club, console).stay()
    console.print("\nThat was Laurel. `README.md` says how to run it on your own server.")
