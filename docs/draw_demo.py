"""Draw `docs/demo.svg`: what the demo shows when a member buys. Run with `make picture`."""

import asyncio
import io
import re
import tempfile
from pathlib import Path

from rich.console import Console

from bot.demo.process import running_bot
from bot.demo.sample import create_sample
from bot.demo.tour_store import StoreTour
from bot.demo.transcript import Transcript
from bot.localdiscord import LocalDiscord


async def draw() -> None:
    """Play the tour unseen up to the store, and record what is shown there."""
    unseen = Console(file=io.StringIO(), width=100)
    recorded = Console(file=io.StringIO(), width=100, record=True, force_terminal=True)
    with tempfile.TemporaryDirectory() as folder:
        async with LocalDiscord() as discord:
            club = create_sample(discord)
            async with running_bot(discord, Path(folder)):
                tour = StoreTour(discord, club, Transcript(unseen, club.entities))
                await tour.set_up()
                tour.transcript = Transcript(recorded, club.entities)
                await tour.buy()
    drawn = recorded.export_svg(title="Laurel")
    # Whoever looks at the README need not fetch a font from somewhere else.
    own_fonts = re.sub(r"@font-face \{.*?\}", "", drawn, flags=re.DOTALL)
    Path(__file__).with_name("demo.svg").write_text(own_fonts, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw())
