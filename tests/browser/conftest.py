"""A local Discord with a small community, and Chromium to look at its page.

Where Chromium is missing these tests are skipped; LAUREL_BROWSER=required makes that a failure.
"""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright

from bot.localdiscord import Channel, Community, LocalDiscord, Member
from tests.support.discord import patient_discord

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-quic",
    "--disable-component-update",
    "--disable-sync",
    # another.example is what a hostile page calls this machine.
    "--host-resolver-rules=MAP another.example 127.0.0.1 , MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


def chromium() -> str:
    """Return where Chromium is; skip the test, or fail it where it is required."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is not None:
        return found
    missing = f"no Chromium is installed (none of {', '.join(NAMES)})"
    if os.environ.get("LAUREL_BROWSER") == "required":
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Chromium, which finds nothing but this machine."""
    path = chromium()
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        await launched.close()


@pytest.fixture
async def discord() -> AsyncIterator[LocalDiscord]:
    """A local Discord without a bot; the page is served by it."""
    async with patient_discord() as server:
        yield server


@pytest.fixture
def club(discord: LocalDiscord) -> Community:
    return discord.add_community("Book club")


@pytest.fixture
def general(club: Community) -> Channel:
    return club.add_channel("general")


@pytest.fixture
def mai(club: Community, general: Channel) -> Member:
    return club.add_member("Mai", locale="vi")


@pytest.fixture
def bob(club: Community, general: Channel) -> Member:
    return club.add_member("Bob")
