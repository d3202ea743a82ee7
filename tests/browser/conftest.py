"""A local Discord with a small community, and Chromium to look at its page.

Where Chromium is missing these tests are skipped; LAUREL_BROWSER=required makes that a failure.
"""

import os
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from bot.localdiscord import Channel, Community, LocalDiscord, Member
from tests.support import chromium
from tests.support.discord import patient_discord

expect.set_options(timeout=60_000)  # milliseconds: a busy machine fails nothing


def executable() -> str:
    """Return where Chromium is; skip the test, or fail it where it is required."""
    found = chromium.path()
    if found is not None:
        return found
    missing = f"no Chromium is installed (none of {', '.join(chromium.NAMES)})"
    if os.environ.get("LAUREL_BROWSER") == "required":
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium.launched(executable()) as launched:
        yield launched


@pytest.fixture
async def discord() -> AsyncIterator[LocalDiscord]:
    """A local Discord without a bot; the page is served by it."""
    async with patient_discord() as server:
        yield server


@pytest.fixture
async def club(discord: LocalDiscord) -> Community:
    return discord.add_community("Book club")


@pytest.fixture
async def general(club: Community) -> Channel:
    return club.add_channel("general")


@pytest.fixture
async def mai(club: Community, general: Channel) -> Member:
    return club.add_member("Mai", locale="vi")


@pytest.fixture
async def bob(club: Community, general: Channel) -> Member:
    return club.add_member("Bob")
