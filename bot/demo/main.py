"""Start everything, play the tour, then stay open."""

import asyncio
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from bot.demo.process import running_bot
from bot.demo.sample import create_sample
from bot.demo.terminal import Terminal
from bot.demo.tour_store import StoreTour
from bot.demo.tour_workflows import WorkflowTour
from bot.demo.transcript import Transcript
from bot.localdiscord import LocalDiscord

WIDTH = 100


async def main() -> None:
    """Run the demo; it needs no token and leaves no files behind."""
    console = Console(highlight=False)
    console.width = min(console.width, WIDTH) if console.is_terminal else WIDTH
    try:
        await _show(console)
    except asyncio.CancelledError:  # Ctrl-C: everything has been put away
        console.print()
    console.print("\nThat was Laurel. `README.md` says how to run it on your own server.")


async def _show(console: Console) -> None:
    with tempfile.TemporaryDirectory(prefix="laurel-demo-") as folder:
        async with LocalDiscord() as discord:
            console.print("Starting a local Discord, and the bot in a process of its own …")
            club = create_sample(discord)
            async with running_bot(discord, Path(folder)):
                transcript = Transcript(console, club.entities)
                await StoreTour(discord, club, transcript).play()
                await WorkflowTour(discord, club, transcript).play()
                if sys.stdin is not None and not sys.stdin.closed and sys.stdin.readable():
                    await Terminal(club, console).run()
