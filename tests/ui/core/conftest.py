"""The bot with sample commands, on a local Discord."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.localdiscord import Community, LocalDiscord, Member
from db.database import Database, connect
from tests.support.bot import RunningBot, running_bot
from tests.support.databases import Clock, SqliteFiles, still_world
from tests.support.description import description_check, description_review
from tests.support.discord import patient_discord


@pytest.fixture
def db_url(sqlite_files: SqliteFiles) -> Iterator[str]:
    """The URL of a SQLite file: what is tested here knows no difference."""
    url = sqlite_files.fresh()
    yield url
    Path(url.removeprefix("sqlite:///")).unlink()


@pytest.fixture
async def db(db_url: str, clock: Clock) -> AsyncIterator[Database]:
    """A fresh database."""
    database = connect(db_url, still_world(clock))
    yield database
    await database.close()


@pytest.fixture
async def discord() -> AsyncIterator[LocalDiscord]:
    """A local Discord; what Discord would refuse fails the test."""
    async with patient_discord(check=description_check(), review=description_review()) as server:
        yield server
        assert not server.refused
        assert not server.violations


@pytest.fixture
async def bot(discord: LocalDiscord, db: Database) -> AsyncIterator[RunningBot]:
    """The bot with the sample commands."""
    async with running_bot(discord, db, cogs="tests.ui.core.samples") as bot:
        yield bot


@pytest.fixture
async def club(discord: LocalDiscord, bot: RunningBot) -> Community:
    """A community with a channel."""
    club = discord.add_community("Book club")
    club.add_channel("general")
    return club


@pytest.fixture
async def mai(club: Community) -> Member:
    """A member."""
    return club.add_member("Mai")
