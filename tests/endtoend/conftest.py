"""The whole bot against a local Discord: real sockets, the real client, a real database file."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.client import Laurel
from bot.localdiscord import Channel, Community, LocalDiscord, Member, Permissions
from db.database import Database
from tests.support.bot import QuickLaurel, running, settings_for
from tests.support.databases import SqliteFiles
from tests.support.description import description_check


@pytest.fixture
def db_url(sqlite_files: SqliteFiles) -> Iterator[str]:
    """The URL of a fresh SQLite file; the services are tested on both kinds of database."""
    url = sqlite_files.fresh()
    yield url
    Path(url.removeprefix("sqlite:///")).unlink(missing_ok=True)


@pytest.fixture
async def discord() -> AsyncIterator[LocalDiscord]:
    """A local Discord; whatever it would have refused and no test looked at fails the test."""
    async with LocalDiscord(check=description_check()) as server:
        yield server
        assert server.refused == []


@pytest.fixture
async def bot(discord: LocalDiscord, db_url: str, db: Database) -> AsyncIterator[Laurel]:
    """The bot, running."""
    async with running(QuickLaurel(settings_for(discord, db_url), db), discord) as client:
        yield client


@pytest.fixture
async def club(discord: LocalDiscord) -> Community:
    """A community with a channel."""
    club = discord.add_community("Book club")
    club.add_channel("general")
    return club


@pytest.fixture
async def general(club: Community) -> Channel:
    """The channel."""
    return club.default_channel


@pytest.fixture
async def linh(club: Community) -> Member:
    """A manager."""
    return club.add_member("Linh", permissions=Permissions.MANAGE_GUILD)


@pytest.fixture
async def mai(club: Community) -> Member:
    """A member."""
    return club.add_member("Mai")


@pytest.fixture
async def bob(club: Community) -> Member:
    """Another member."""
    return club.add_member("Bob")
