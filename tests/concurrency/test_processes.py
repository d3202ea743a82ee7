"""Three programs on one PostgreSQL: one is killed, another replaced, while all have work to do.

Afterwards nothing was granted twice, and everything owed was sent once.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, func, select

from bot.localdiscord import Answer, Channel, Community, LocalDiscord, Member, NotPossible
from bot.localdiscord.gateway.session_starts import StartLimit
from bot.services.community import settings
from bot.services.deliveries import LATE, LEASE
from bot.services.points import ledger
from db.database import Database, connect
from db.session import Session, real_world
from db.tables import (
    Code,
    CodeState,
    Delivery,
    DeliveryKind,
    DeliveryState,
    EarningRule,
    Event,
    EventState,
    Grant,
    RewardKind,
)
from tests.endtoend.rewards import as_person, boss, issue_reward
from tests.support import factories
from tests.support.discord import patient_discord
from tests.support.factories import Terms
from tests.support.program import Program, free_port, run_to_end, start
from tests.support.until import until

SHARDS = 3
PATIENCE = 300.0
"""Seconds that programs may take to start, or to do what is due, on a machine that is busy."""

MEMBERS = 4
CODES = 500
TO_MEMBERS = {DeliveryKind.GRANT_MESSAGE, DeliveryKind.BADGE_ANNOUNCEMENT, DeliveryKind.GIVE_ROLE}


def is_bought(card: Answer) -> bool:
    """Return whether a card says that somebody has what they claimed."""
    return card.buttons == ["Use"]


class Club:
    """A community of one shard, what it has to give, and what was seen there."""

    def __init__(self, discord: LocalDiscord, shard: int) -> None:
        self.discord = discord
        self.shard = shard
        self.community: Community = discord.add_community(f"Club {shard}", shard=(shard, SHARDS))
        self.general: Channel = self.community.add_channel("general")
        self.news: Channel = self.community.add_channel("news")
        self.role = self.community.add_role("Reader")
        self.members: list[Member] = [
            self.community.add_member(f"Member {number}") for number in range(MEMBERS)
        ]
        self.posted = 0
        self.tried = 0
        self.bought = 0
        self.mug = self.pen = self.badge = 0

    @property
    def id(self) -> int:
        return self.community.id

    def fill(self, session: Session) -> None:
        """Put rewards on offer, points into wallets, and codes that are over into a pool."""
        factories.add_community(session, community_id=self.id)
        settings.set_announcement_channel(session, boss(self.community), self.news.id)
        session.add(EarningRule(community_id=self.id, action="post_created", points=1, cooldown=0))
        publish = partial(factories.publish, session, community_id=self.id)
        self.mug = publish(RewardKind.COUPON, "Mug", Terms(cost=1, stock=10_000))
        self.pen = publish(RewardKind.COUPON, "Pen", Terms(cost=1, stock=MEMBERS))
        self.badge = publish(RewardKind.BADGE, "Reader", Terms(badge_role_id=self.role.id))
        over = (datetime.now(UTC) - timedelta(days=3)).date()
        codes = [(f"OVER-{self.shard}-{number:04}", over) for number in range(CODES)]
        publish(RewardKind.VOUCHER, "Bookshop", codes=codes)
        for member in self.members:
            ledger.award(
                session, boss(self.community), as_person(member), 1_000, key=f"start:{member.id}"
            )

    async def talk(self, times: int) -> None:
        """Let members post in turns."""
        for number in range(times):
            await self.members[number % MEMBERS].post(f"Message {number}", channel=self.general)
            self.posted += 1

    async def buy(self, times: int) -> None:
        """Let each member claim a mug so many times, all of them at once."""
        await asyncio.gather(*(self._buy(member, times) for member in self.members))

    async def _buy(self, member: Member, times: int) -> None:
        for _ in range(times):
            card = await member.command("claim", reward="Mug", channel=self.general)
            self.tried += 1
            await card.press("Confirm")
            # A machine that is busy says first, below the card, that it is still trying.
            try:
                await self.discord.until(partial(is_bought, card), PATIENCE)
            except TimeoutError:
                raise AssertionError(f"club {self.shard}: {card.text}") from None
            self.bought += 1

    async def give(self, db: Database, number: int) -> None:
        """Give what brings an announcement, a role and a direct message."""
        for reward_id in (self.badge, self.pen):
            await issue_reward(db, self.members[number], reward_id)


async def count(db: Database, table: type[Any], *which: Any) -> int:
    """Return how many rows are like that."""
    rows = select(func.count()).select_from(table).where(*which)
    return await db.read(lambda session: session.exec(rows).one())


async def left(db: Database) -> int:
    """Return how much is still to be done."""
    return (
        await count(db, Event, col(Event.state) == EventState.PENDING)
        + await count(db, Delivery, col(Delivery.state) == DeliveryState.PENDING)
        + await count(db, Code, col(Code.state) == CodeState.AVAILABLE)
    )


def unsent(club: Club) -> Sequence[Any]:
    """Tell of deliveries to members that are not sent yet."""
    return (
        col(Delivery.community_id) == club.id,
        col(Delivery.kind).in_(TO_MEMBERS),
        col(Delivery.state) != DeliveryState.SENT,
    )


def let_leases_run_out(session: Session) -> None:
    """Let so much time pass for deliveries that any process takes what a dead one had leased."""
    passed = LEASE + LATE
    rows = session.exec(select(Delivery).where(Delivery.state == DeliveryState.PENDING))
    for row in rows:
        row.due_at -= passed


@pytest.fixture
async def discord() -> AsyncIterator[LocalDiscord]:
    """A local Discord on which a shard of each key may introduce itself every five seconds."""
    async with patient_discord(starts=StartLimit(max_concurrency=SHARDS), shards=SHARDS) as discord:
        yield discord


@pytest.fixture
async def run(
    discord: LocalDiscord, postgres_url: str, tmp_path: Path
) -> AsyncIterator[Callable[[int], Awaitable[Program]]]:
    """Run a program with one shard; what is left of them in the end is killed."""
    programs: list[Program] = []

    async def run(shard: int) -> Program:
        settings = {
            "DATABASE_URL": postgres_url,
            "SHARD_COUNT": str(SHARDS),
            "SHARDS": str(shard),
        }
        programs.append(await start(discord, tmp_path, free_port(), **settings))
        return programs[-1]

    yield run
    for program in programs:
        if program.process.returncode is None:
            program.process.kill()
            await program.process.communicate()


@pytest.mark.timeout(600)  # six programs start, which takes long where the machine is busy
@pytest.mark.parametrize("in_time", [False, pytest.param(True, marks=pytest.mark.soak)])
async def test_programs_come_and_go(
    discord: LocalDiscord,
    run: Callable[[int], Awaitable[Program]],
    postgres_url: str,
    tmp_path: Path,
    in_time: bool,
) -> None:
    """Where a sender takes a server that it does not know for gone, nothing owed arrives."""
    db = connect(postgres_url, real_world())
    clubs = [Club(discord, shard) for shard in range(SHARDS)]
    for club in clubs:
        await db.write(club.fill)
    near, killed, replaced = clubs
    programs = [await run(shard) for shard in range(SHARDS)]
    await discord.bot_ready(PATIENCE, shards=SHARDS)

    # All have work to do. The second dies while it sends an announcement that Discord has taken.
    busy = [asyncio.create_task(club.talk(30)) for club in clubs]
    buying = [asyncio.create_task(club.buy(3)) for club in clubs]
    discord.fail("POST", f"/channels/{killed.news.id}/messages", delay=60)
    for club in clubs:
        await club.give(db, 0)
    await discord.until(lambda: killed.news.messages)
    await killed.give(db, 1)
    programs[1].process.kill()
    await programs[1].process.communicate()
    buying[1].cancel()
    discord.clear_faults()

    # The others go on, and do what the dead one owed.
    for work in [*busy, *buying]:
        with suppress(asyncio.CancelledError, NotPossible):
            await work
    assert near.bought == replaced.bought == MEMBERS * 3

    async def all_is_sent() -> bool:
        return not await count(db, Delivery, *unsent(killed))

    if not in_time:
        await db.write(let_leases_run_out)
    await until(all_is_sent, PATIENCE)
    assert (1, SHARDS) not in discord.shards

    # It comes back. The third is replaced: its successor is there before it goes.
    programs[1] = await run(1)
    successor = await run(2)
    all_are_there = [(shard, SHARDS) for shard in (0, 1, 2, 2)]
    await discord.until(lambda: sorted(discord.shards) == all_are_there, PATIENCE)
    await discord.bot_ready(PATIENCE, shards=SHARDS)
    busy = [asyncio.create_task(club.talk(30)) for club in clubs]
    for club in clubs:
        await club.give(db, 2)
    programs[2].process.send_signal(signal.SIGTERM)
    ended = [await programs[2].end()]
    programs[2] = successor
    await asyncio.gather(*busy, *(club.buy(1) for club in clubs))

    async def all_is_done() -> bool:
        return not await left(db)

    await until(all_is_done, PATIENCE)
    for program in programs:
        program.process.send_signal(signal.SIGTERM)
    ended += [await program.end() for program in programs]
    assert [code for code, _ in ended] == [0] * 4
    assert not [out for _, out in ended if "Traceback" in out]

    code, out = await run_to_end(tmp_path, "check", DATABASE_URL=postgres_url)
    assert code == 0, out
    for club in clubs:
        mugs = await count(
            db, Grant, col(Grant.community_id) == club.id, col(Grant.reward_id) == club.mug
        )
        assert club.bought <= mugs <= club.tried
        assert club is killed or mugs == club.tried
        assert not await count(db, Delivery, *unsent(club))
        given = [True, club is killed, True, False]
        assert [len(member.direct_messages) for member in club.members] == given
        assert [club.role in member.roles for member in club.members] == given
        news = "".join(message.text for message in club.news.messages)
        assert [news.count(member.mention) for member in club.members] == given
        stored = await count(
            db,
            Event,
            col(Event.community_id) == club.id,
            col(Event.trigger) == "post_created",
        )
        assert stored <= club.posted
        assert club is killed or stored == club.posted
        expired = await count(
            db, Code, col(Code.community_id) == club.id, col(Code.state) == CodeState.EXPIRED
        )
        assert expired == CODES
    registered = [one for one in discord.requests if one.method == "PUT" and "commands" in one.path]
    assert len(registered) == 1
    await db.close()
