"""The real bot on a real SQLite file, and a local Discord: one pair for each test process.

A test makes a community of its own, so nothing of another test is in its way.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.localdiscord import Channel, Community, LocalDiscord, Member, Permissions
from db import tables
from db.database import Database, connect
from db.session import Session, World
from tests.endtoend.conversation import Conversation
from tests.support.blocking import BlockedLoop
from tests.support.bot import RunningBot, running_bot
from tests.support.databases import NOON, Clock, SetBackIds, SqliteFiles, still_world
from tests.support.description import description_check, description_review
from tests.support.discord import patient_discord
from tests.support.leaks import Leaks
from tests.support.until import until

HERE = Path(__file__).parent

# A community tells the bot of itself, in the loop in which both live.
in_session = pytest_asyncio.fixture(loop_scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run these tests in the event loop in which the bot runs."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Show what was said on Discord beside the failure of a test."""
    conversation = getattr(item, "funcargs", {}).get("conversation")
    if call.excinfo and conversation:
        for title, text in conversation.sections():
            item.add_report_section(call.when, title, text)


@pytest.fixture(scope="session")
def session_clock() -> Clock:
    """The clock of everything here."""
    return Clock()


@pytest.fixture(scope="session")
def session_world(session_clock: Clock) -> World:
    """The world of everything here."""
    return still_world(session_clock)


@pytest.fixture
def clock(session_clock: Clock, session_world: World) -> Iterator[Clock]:
    """A clock that the test sets; it begins at noon, and so do ids, which say how old a row is."""
    session_clock.now = NOON
    assert isinstance(session_world.ids, SetBackIds)
    session_world.ids.set_back()
    yield session_clock
    session_clock.now = NOON


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def session_discord() -> AsyncIterator[LocalDiscord]:
    """The local Discord of all tests; it checks requests when their test is over."""
    async with patient_discord(
        check=description_check(), review=description_review(), check_later=True
    ) as discord:
        yield discord


@pytest.fixture(scope="session")
def session_conversation(session_discord: LocalDiscord) -> Conversation:
    """What is said on the local Discord."""
    return Conversation(session_discord)


@pytest.fixture
def conversation(session_conversation: Conversation) -> Conversation:
    """What is said on the local Discord during a test."""
    session_conversation.clear()
    return session_conversation


@pytest.fixture(scope="session")
def session_db_url(sqlite_files: SqliteFiles) -> str:
    """The URL of a migrated SQLite file."""
    return sqlite_files.fresh()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def session_db(session_db_url: str, session_world: World) -> AsyncIterator[Database]:
    """The database of all tests."""
    database = connect(session_db_url, session_world)
    yield database
    await database.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session", autouse=True)
async def nothing_leaks(session_discord: LocalDiscord, session_db: Database) -> AsyncIterator[None]:
    """Look for every code of the run in all that others could read of it."""
    watch = Leaks()
    with watch.watching(session_discord):
        yield
    assert not await watch.found(session_db)


@pytest_asyncio.fixture(scope="session", loop_scope="session", autouse=True)
async def nothing_blocks() -> AsyncIterator[BlockedLoop]:
    """Look on whether the bot keeps its loop from other work, through the whole run."""
    with BlockedLoop().watching() as loop:
        yield loop
    assert loop.found == []


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def bot(session_discord: LocalDiscord, session_db: Database) -> AsyncIterator[RunningBot]:
    """The bot; `await bot.restart()` makes it forget all that is not in the database."""
    async with running_bot(session_discord, session_db) as bot:
        yield bot


@pytest.fixture
def db(session_db: Database) -> Database:
    """The bot's database."""
    return session_db


@in_session
async def discord(
    session_discord: LocalDiscord, bot: RunningBot, clock: Clock, conversation: Conversation
) -> AsyncIterator[LocalDiscord]:
    """The local Discord, with the bot on it. What Discord would refuse fails the test.

    The bot leaves the communities of a test when it is over, so none meets another's leftovers.
    """
    session_discord.requests.clear()
    yield session_discord
    session_discord.clear_faults()
    refused = list(session_discord.refused)
    for community in session_discord.communities:
        await community.delete()
    violations = list(session_discord.violations)
    session_discord.refused.clear()
    session_discord.violations.clear()
    assert not refused
    assert not violations


@in_session
async def club(discord: LocalDiscord, db: Database) -> Community:
    """A community with a channel, which the bot has met."""
    club = discord.add_community("Book club")
    club.add_channel("general")

    async def met() -> bool:
        return await db.read(lambda session: session.get(tables.Community, club.id)) is not None

    await until(met)
    await db.write(choose_pictures, club.id, False)  # most tests read texts; test_pictures.py looks
    return club


def choose_pictures(session: Session, community_id: int, wanted: bool) -> None:
    """Switch the pictures of a community on or off."""
    session.get_one(tables.Community, community_id).pictures = wanted


@in_session
async def general(club: Community) -> Channel:
    """The channel."""
    return club.default_channel


@in_session
async def linh(club: Community) -> Member:
    """A manager."""
    return club.add_member("Linh", permissions=Permissions.MANAGE_GUILD)


@in_session
async def mai(club: Community) -> Member:
    """A member."""
    return club.add_member("Mai")


@in_session
async def bob(club: Community) -> Member:
    """Another member."""
    return club.add_member("Bob")
