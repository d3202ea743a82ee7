"""Two processes of the bot, with different shards, on one PostgreSQL and one local Discord.

Both run in this process; they share no more than two processes would: a database, and Discord.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
from discord import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route
from sqlmodel import col, select

from bot.localdiscord import Community, LocalDiscord
from bot.services.community import settings
from bot.services.deliveries import FailureReason
from db import tables
from db.database import Database, connect
from db.session import Session
from db.tables import Delivery, Event
from tests.endtoend.deliveries import outcomes, to_members
from tests.endtoend.events import stored_events
from tests.endtoend.rewards import (
    award,
    badge,
    boss,
    coupon,
    grants,
    issue_reward,
    spend,
    voucher,
)
from tests.support.bot import RunningBot
from tests.support.databases import Clock, PostgresServer, still_world
from tests.support.description import description_check, description_review
from tests.support.discord import patient_discord
from tests.support.until import until

SECRET = "PARTNER-0001"


class Processes:
    """Processes of the bot, each with a connection of its own to the database."""

    def __init__(self, discord: LocalDiscord, url: str, clock: Clock) -> None:
        self.discord = discord
        self.url = url
        self._clock = clock
        self._count = 0
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> "Processes":
        self.db = await self._connect()
        return self

    async def __aexit__(self, *error: Any) -> None:
        await self._stack.aclose()

    async def _connect(self) -> Database:
        self._count += 1
        database = connect(self.url, still_world(self._clock, self._count))
        self._stack.push_async_callback(database.close)
        return database

    async def start(self, shards: str, count: int = 2) -> RunningBot:
        """Start a process with some of so many shards."""
        process = RunningBot(self.discord, await self._connect(), shard_count=count, shards=shards)
        await process.start()
        self._stack.push_async_callback(process.stop)
        return process


@pytest.fixture
async def discord() -> AsyncIterator[LocalDiscord]:
    """A local Discord; what Discord would refuse fails the test."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE
    async with patient_discord(check=description_check(), review=description_review()) as server:
        yield server
        assert not server.refused
        assert not server.violations
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE = before


@pytest.fixture
def db_url(postgres: PostgresServer) -> Iterator[str]:
    """The URL of a PostgreSQL database: a file serves one process."""
    url = postgres.fresh()
    yield url
    postgres.give_back(url)


@pytest.fixture
async def processes(discord: LocalDiscord, db_url: str, clock: Clock) -> AsyncIterator[Processes]:
    """Processes on one database; each test starts its own."""
    async with Processes(discord, db_url, clock) as processes:
        yield processes


@pytest.fixture
def db(processes: Processes) -> Database:
    """The database, as the test looks at it."""
    return processes.db


@pytest.fixture
def near(discord: LocalDiscord) -> Community:
    """A community of shard 0, where direct messages arrive too."""
    return community(discord, 0)


@pytest.fixture
def far(discord: LocalDiscord) -> Community:
    """A community of shard 1."""
    return community(discord, 1)


def community(discord: LocalDiscord, shard: int) -> Community:
    club = discord.add_community(f"Club of shard {shard}", shard=(shard, 2))
    club.add_channel("general")
    return club


async def removed(db: Database, *clubs: Community) -> list[bool]:
    """Return of which communities it is noted that Laurel is not there any more."""

    def use_case(session: Session) -> list[bool]:
        rows = [session.get_one(tables.Community, club.id) for club in clubs]
        return [row.removed_at is not None for row in rows]

    return await db.read(use_case)


async def known(db: Database, *clubs: Community) -> None:
    """Wait until communities have been met."""

    def use_case(session: Session) -> bool:
        return all(session.get(tables.Community, club.id) for club in clubs)

    await until(lambda: db.read(use_case))


async def reasons(db: Database, club: Community) -> list[str | None]:
    """Return why deliveries ended as they did."""

    def use_case(session: Session) -> list[str | None]:
        mine = select(Delivery).where(Delivery.community_id == club.id)
        return [row.error for row in session.exec(mine)]

    return await db.read(use_case)


async def posts(db: Database, club: Community) -> int:
    """Return how many messages are stored."""

    def use_case(session: Session) -> int:
        mine = select(Event).where(
            Event.community_id == club.id, col(Event.trigger) == "post_created"
        )
        return len(session.exec(mine).all())

    return await db.read(use_case)


async def test_each_process_answers_in_its_own_communities(
    discord: LocalDiscord, processes: Processes, db: Database, near: Community, far: Community
) -> None:
    low, high = await processes.start("0"), await processes.start("1")
    assert discord.shards == [(0, 2), (1, 2)]
    assert [guild.id for guild in low.client.guilds] == [near.id]
    assert [guild.id for guild in high.client.guilds] == [far.id]
    for club in (near, far):
        mai = club.add_member("Mai")
        await coupon(db, club, cost=100)
        await award(db, mai, 150)
        bought = await (await mai.command("claim", reward="Mug")).press("Confirm")
        assert bought.buttons == ["Use"]
        assert "```" in (await bought.press("Use")).text
        assert await spend(db, mai) == 50


async def test_what_a_direct_message_is_about_may_be_elsewhere(
    processes: Processes, db: Database, far: Community
) -> None:
    """It arrives at shard 0, whose process has never heard of the server.

    Proven: with the guild from the client's cache, the answer is that it is gone.
    """
    mai = far.add_member("Mai")
    high = await processes.start("1")
    await issue_reward(db, mai, await voucher(db, far, SECRET))
    await issue_reward(db, mai, await coupon(db, far))
    assert await outcomes(db, far) == ["sent", "sent"]
    low = await processes.start("0")
    assert not low.client.guilds
    code, mug = mai.direct_messages
    for _ in range(2):
        shown = await code.press("Claim code")
        assert shown.ephemeral
        assert SECRET in shown.text
    assert "```" in (await mug.press("Use")).text
    await high.stop()
    assert SECRET in (await code.press("Claim code")).text


async def test_what_is_to_be_sent_for_a_server_without_a_process(
    processes: Processes, db: Database, far: Community, clock: Clock
) -> None:
    """Another process sends it when it is late, as Discord tells it of the server."""
    mai, board = far.add_member("Mai"), far.add_channel("board")
    reader = far.add_role("Reader")
    high = await processes.start("1")
    await known(db, far)
    await high.stop()
    await db.write(settings.set_announcement_channel, boss(far), board.id)
    await issue_reward(db, mai, await badge(db, far, badge_role_id=reader.id))
    await issue_reward(db, mai, await voucher(db, far, SECRET))
    low = await processes.start("0")
    assert not low.client.guilds
    assert {state for _, state in await to_members(db, far)} == {"pending"}
    clock.forward(seconds=10)
    assert await outcomes(db, far) == ["sent"] * 3
    assert reader in mai.roles
    assert mai.mention in board.messages[0].text
    assert SECRET in (await mai.direct_messages[0].press("Claim code")).text


async def test_a_server_without_a_process_may_lack_what_a_delivery_needs(
    processes: Processes, db: Database, far: Community, clock: Clock
) -> None:
    mai, board = far.add_member("Mai"), far.add_channel("board")
    reader = far.add_role("Reader")
    high = await processes.start("1")
    await known(db, far)
    await high.stop()
    await db.write(settings.set_announcement_channel, boss(far), board.id)
    await issue_reward(db, mai, await badge(db, far, badge_role_id=reader.id))
    await board.delete()
    await reader.delete()
    await processes.start("0")
    clock.forward(seconds=10)
    await outcomes(db, far)
    assert {FailureReason.CHANNEL_GONE, FailureReason.ROLE_GONE} <= set(await reasons(db, far))
    await far.delete()
    await issue_reward(db, mai, await voucher(db, far, SECRET))
    clock.forward(seconds=10)
    await outcomes(db, far)
    assert FailureReason.SERVER_GONE in await reasons(db, far)


async def test_only_the_shard_that_is_disconnected_stops_counting(
    discord: LocalDiscord,
    processes: Processes,
    db: Database,
    near: Community,
    far: Community,
    clock: Clock,
) -> None:
    """Of the minute that is under way there, nobody knows who was there all along."""
    both = await processes.start("0,1")
    for club in (near, far):
        lounge = club.add_channel("lounge", kind="voice")
        for name in ("Mai", "Bob"):
            await club.add_member(name).join_voice(lounge)
        await stored_events(db, club)
    listener: Any = both.client.get_cog("VoiceMinutes")
    clock.forward(seconds=59)
    resumed = asyncio.create_task(both.client.wait_for("shard_resumed"))
    await discord.disconnect(shard=1)
    assert await resumed == 1
    for club in (near, far):
        await stored_events(db, club)  # by now the listener has heard of it, too
    clock.forward(seconds=2)
    listener.count()
    counted = {"voice_minutes"}
    assert [len(await stored_events(db, club, counted)) for club in (near, far)] == [2, 0]
    clock.forward(seconds=58)
    listener.count()
    assert [len(await stored_events(db, club, counted)) for club in (near, far)] == [2, 2]


async def test_who_has_left_claims_nothing_in_a_direct_message(
    processes: Processes, db: Database, far: Community
) -> None:
    mai = far.add_member("Mai")
    await processes.start("1")
    await issue_reward(db, mai, await voucher(db, far, SECRET))
    await outcomes(db, far)
    await processes.start("0")
    (message,) = mai.direct_messages
    await mai.leave()
    left = await message.press("Claim code")
    assert SECRET not in left.text
    await far.delete()
    gone = await message.press("Claim code")
    assert SECRET not in gone.text
    assert left.text != gone.text


async def test_only_its_own_shard_says_that_laurel_was_removed(
    discord: LocalDiscord, processes: Processes, db: Database, near: Community, far: Community
) -> None:
    """Proven: were every community judged that a process does not know, `far` would be gone."""
    low, high = await processes.start("0"), await processes.start("1")
    await known(db, near, far)
    await low.restart()
    assert await removed(db, near, far) == [False, False]
    await high.stop()
    await far.delete()
    await low.restart()
    assert await removed(db, near, far) == [False, False]
    await high.start()
    await until(lambda: all_of(removed(db, far)))
    assert await removed(db, near) == [False]


async def all_of(flags: Any) -> bool:
    return all(await flags)


async def test_a_broken_connection_of_one_shard_loses_nothing(
    discord: LocalDiscord, processes: Processes, db: Database, near: Community, far: Community
) -> None:
    """What was said meanwhile is sent to it when it resumes; the other goes on."""
    low, high = await processes.start("0"), await processes.start("1")
    await known(db, near, far)
    an, mai = near.add_member("An"), far.add_member("Mai")
    for number in range(6):
        if number == 3:
            await discord.disconnect(shard=1)
        await asyncio.gather(mai.post(f"far {number}"), an.post(f"near {number}"))
    await discord.bot_ready(shards=2)

    async def all_stored() -> bool:
        return (await posts(db, near), await posts(db, far)) == (6, 6)

    await until(all_stored)
    sessions = discord.world.gateway.sessions.all
    assert len(sessions) == 2  # resumed: a new one would be a third
    assert [one.client.is_ready() for one in (low, high)] == [True, True]


async def test_a_process_is_replaced_while_another_has_its_shard_too(
    discord: LocalDiscord, processes: Processes, db: Database, far: Community
) -> None:
    """As in an upgrade: the new one starts first. What both hear counts and is answered once."""
    old = await processes.start("1")
    mai = far.add_member("Mai")
    await coupon(db, far, cost=1, stock=50, member_limit=50)
    await award(db, mai, 100)
    for number in range(6):
        if number == 2:
            await processes.start("1")
            assert discord.shards == [(1, 2), (1, 2)]
        if number == 4:
            await old.stop()
            assert discord.shards == [(1, 2)]
        await mai.post(f"number {number}")
        shown = await mai.command("claim", reward="Mug")
        done = await shown.press("Confirm")
        assert done.buttons == ["Use"]
        assert len(await grants(db, far)) == number + 1

    async def all_stored() -> bool:
        return await posts(db, far) == 6

    await until(all_stored)
    discord.refused.clear()  # the slower one came too late to answer
