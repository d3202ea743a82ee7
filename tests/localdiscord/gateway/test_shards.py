"""Several connections of one bot, each with the communities of its shard.

https://docs.discord.com/developers/events/gateway#sharding
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.localdiscord import LocalDiscord
from bot.localdiscord.api.rate_limits import Limit, Limits
from bot.localdiscord.gateway.session_starts import AS_DISCORD, SessionStarts, StartLimit
from bot.localdiscord.model import posting
from tests.localdiscord.bot import Interaction
from tests.localdiscord.sockets import (
    ALL_INTENTS,
    IDENTIFY,
    INVALID,
    REQUEST_MEMBERS,
    Json,
    Socket,
    connected,
)
from tests.support.discord import patient_discord


class Seconds:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def communities_of(ready: Json) -> list[int]:
    return [int(guild["id"]) for guild in ready["guilds"]]


@asynccontextmanager
async def sockets(
    server: LocalDiscord, *shards: tuple[int, int]
) -> AsyncIterator[list[tuple[Socket, Json]]]:
    """Connect once for each shard; each connection comes with its READY."""
    async with AsyncExitStack() as stack:
        opened = []
        for shard in shards:
            socket = await stack.enter_async_context(connected(server))
            opened.append((socket, await socket.identify(shard=list(shard))))
        yield opened


async def refused(server: LocalDiscord, **identify: object) -> int | None:
    """Return the code with which an Identify is refused."""
    async with connected(server) as socket:
        body = {"token": server.token, "intents": ALL_INTENTS} | identify
        await socket.send(IDENTIFY, body)
        code: int | None = (await socket.next())["closed"]
        return code


async def test_each_shard_has_its_communities_and_their_events(server: LocalDiscord) -> None:
    clubs = [server.add_community("Club", shard=(number, 3)) for number in range(3)]
    async with sockets(server, (0, 3), (1, 3), (2, 3)) as opened:
        assert [communities_of(ready) for _, ready in opened] == [[club.id] for club in clubs]
        assert [ready["shard"] for _, ready in opened] == [[0, 3], [1, 3], [2, 3]]
        assert server.shards == [(0, 3), (1, 3), (2, 3)]
        for club in clubs:
            posting.post(club.add_member("Mai").user, club.add_channel("general"), "hello")
        for (socket, _), club in zip(opened, clubs, strict=True):
            assert (await socket.event("MESSAGE_CREATE"))["guild_id"] == str(club.id)


async def test_direct_messages_go_to_the_first_shard(server: LocalDiscord) -> None:
    club = server.add_community("Club", shard=(1, 2))
    mai = club.add_member("Mai")
    async with sockets(server, (0, 2), (1, 2)) as opened:
        posting.post(mai.user, mai.direct_channel, "direct")
        posting.post(mai.user, club.add_channel("general"), "here")
        first, second = [await socket.event("MESSAGE_CREATE") for socket, _ in opened]
        assert "guild_id" not in first
        assert second["content"] == "here"


async def test_sessions_of_one_shard_and_of_other_numbers_go_on_side_by_side(
    server: LocalDiscord,
) -> None:
    """As while a new deployment is prepared: each is sent all events of its shard."""
    club = server.add_community("Club", shard=(1, 4))
    mai = club.add_member("Mai")
    async with sockets(server, (1, 2), (1, 2), (1, 4), (3, 4)) as opened:
        assert [communities_of(ready) for _, ready in opened] == [[club.id]] * 3 + [[]]
        assert server.shards == [(1, 2), (1, 2), (1, 4), (3, 4)]
        posting.post(mai.user, club.add_channel("general"), "hello")
        for socket, _ in opened[:3]:
            assert (await socket.event("MESSAGE_CREATE"))["content"] == "hello"


async def test_a_client_without_shards_has_everything(server: LocalDiscord) -> None:
    clubs = [server.add_community("Club", shard=(number, 2)).id for number in range(2)]
    async with connected(server) as socket:
        ready = await socket.identify()
        assert sorted(communities_of(ready)) == sorted(clubs)
        assert "shard" not in ready


async def test_members_of_another_shard_are_not_sent(server: LocalDiscord) -> None:
    mine, other = (server.add_community("Club", shard=(number, 2)) for number in (1, 0))
    async with sockets(server, (1, 2)) as [(socket, _)]:
        for club in (other, mine):
            wanted = {"guild_id": club.id, "query": "", "limit": 0}
            await socket.send(REQUEST_MEMBERS, wanted)
        assert (await socket.event("GUILD_MEMBERS_CHUNK"))["guild_id"] == str(mine.id)


@pytest.mark.parametrize("shard", [[2, 2], [-1, 2], [0], [0, 0], "0", ["0", "1"], {}])
async def test_invalid_shards(server: LocalDiscord, shard: object) -> None:
    assert await refused(server, shard=shard) == 4010


async def test_sharding_required(server: LocalDiscord) -> None:
    for number in (0, 1):
        server.add_community("Club", shard=(number, 2))
    server.world.gateway.sessions.most_communities = 1
    assert await refused(server) == 4011
    assert await refused(server, shard=[0, 1]) == 4011
    async with sockets(server, (0, 2), (1, 2)):
        pass


async def test_a_shard_is_resumed_by_itself(server: LocalDiscord) -> None:
    clubs = [server.add_community("Club", shard=(number, 2)) for number in range(2)]
    async with sockets(server, (0, 2), (1, 2)) as opened:
        await server.disconnect(shard=1)
        assert (await opened[1][0].op(7))["d"] is None
        assert server.shards == [(0, 2)]
        for club in clubs:
            posting.post(club.owner.user, club.add_channel("general"), "meanwhile")
        assert (await opened[0][0].event("MESSAGE_CREATE"))["guild_id"] == str(clubs[0].id)
        async with connected(server) as again:
            await again.resume(opened[1][1]["session_id"], opened[1][1]["__sequence"])
            assert (await again.event("MESSAGE_CREATE"))["guild_id"] == str(clubs[1].id)
            await again.event("RESUMED")
            assert server.shards == [(0, 2), (1, 2)]


async def test_a_session_without_a_connection_times_out(server: LocalDiscord) -> None:
    async with sockets(server, (0, 1)) as [(_, ready)]:
        await server.disconnect()
    server.world.gateway.sessions.resumable_seconds = -1.0
    async with connected(server) as socket:
        await socket.resume(ready["session_id"], ready["__sequence"])
        assert (await socket.op(INVALID))["d"] is False


# Starting sessions


def test_turns_of_identify() -> None:
    """One for each key in five seconds; what is refused takes no turn."""
    clock = Seconds()
    starts = SessionStarts(StartLimit(max_concurrency=2), clock)
    assert [starts.take_turn(shard) for shard in (0, 1, 2, 3)] == [True, True, False, False]
    clock.now += 4.9
    assert not starts.take_turn(2)
    clock.now += 0.2
    assert [starts.take_turn(shard) for shard in (2, 0, 1)] == [True, False, True]


def test_starts_of_a_day() -> None:
    clock = Seconds()
    starts = SessionStarts(StartLimit(total=2), clock)
    assert [starts.count() for _ in range(3)] == [True, True, False]
    clock.now += 86_399
    assert starts.to_wire() == {
        "total": 2,
        "remaining": 0,
        "reset_after": 1_000,
        "max_concurrency": 1,
    }
    clock.now += 1
    assert starts.to_wire()["remaining"] == 2
    assert starts.count()


async def test_identifying_too_fast(server: LocalDiscord) -> None:
    """Counted over all connections; a resume needs no turn."""
    clock = Seconds()
    server.world.gateway.sessions.starts = SessionStarts(AS_DISCORD, clock)
    identify = {"token": server.token, "intents": ALL_INTENTS, "shard": [1, 2]}
    async with sockets(server, (0, 2)) as [(_, ready)], connected(server) as second:
        await second.send(IDENTIFY, identify)
        assert (await second.op(INVALID))["d"] is False
        assert server.shards == [(0, 2)]
        await server.disconnect(shard=0)
        async with connected(server) as again:
            await again.resume(ready["session_id"], ready["__sequence"])
            await again.event("RESUMED")
            clock.now += 5
            await second.send(IDENTIFY, identify)
            await second.event("READY")
            assert server.shards == [(0, 2), (1, 2)]


async def test_more_starts_than_a_day_has(server: LocalDiscord) -> None:
    """Every session ends, as if the token were another."""
    server.world.gateway.sessions.starts = SessionStarts(StartLimit(total=1, seconds=0))
    async with sockets(server, (0, 2)) as [(first, _)]:
        assert await refused(server, shard=[1, 2]) == 4004
        while "closed" not in (message := await first.next()):
            pass
        assert message["closed"] == 4004
        assert server.shards == []


async def test_what_discord_recommends(server: LocalDiscord) -> None:
    server.world.gateway.sessions.recommended_shards = 3
    server.world.gateway.sessions.starts = SessionStarts(AS_DISCORD)
    headers = {"Authorization": f"Bot {server.token}"}
    async with (
        sockets(server, (0, 3)),
        aiohttp.ClientSession(headers=headers) as http,
        http.get(f"{server.api_url}/gateway/bot") as response,
    ):
        answer = await response.json()
    assert answer["shards"] == 3
    limit = answer["session_start_limit"]
    assert (limit["total"], limit["remaining"], limit["max_concurrency"]) == (1_000, 999, 1)
    assert 0 < limit["reset_after"] <= 86_400_000


# The library as several processes


async def greet(_: Interaction, __: discord.Member) -> None:
    """Be in the menu of members."""


class Shards(discord.AutoShardedClient):
    """Some shards of a bot, as one process has them; they introduce themselves at once."""

    def __init__(self, count: int | None, *ids: int) -> None:
        super().__init__(
            intents=discord.Intents.all(),
            shard_count=count,
            guild_ready_timeout=0.05,
        )
        self.shard_ids = list(ids) or None
        self.pressed: list[int] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for nobody."""

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer everything."""
        self.pressed.append(interaction.guild_id or 0)
        await interaction.response.send_message("here")


@asynccontextmanager
async def running(server: LocalDiscord, *clients: Shards) -> AsyncIterator[None]:
    """Run clients side by side until the block ends."""
    async with AsyncExitStack() as stack:
        tasks = []
        for client in clients:
            await stack.enter_async_context(client)
            await client.login(server.token)
            tasks.append(asyncio.create_task(client.connect()))
        for client in clients:
            await client.wait_until_ready()
        yield
        for client in clients:
            await client.close()
        await asyncio.gather(*tasks)


async def test_clients_on_different_shards(server: LocalDiscord) -> None:
    """Each interaction reaches one of them: that of its community, or the first."""
    clubs = [server.add_community("Club", shard=(number, 3)) for number in range(3)]
    for club in clubs:
        club.add_channel("general")
    low, high = Shards(3, 0, 1), Shards(3, 2)
    async with running(server, low, high):
        await server.bot_ready(shards=3)
        assert [guild.id for guild in high.guilds] == [clubs[2].id]
        tree = app_commands.CommandTree(low)
        tree.add_command(app_commands.ContextMenu(name="Greet", callback=greet))
        await tree.sync()
        for club in clubs:
            mai = club.add_member("Mai")
            assert (await mai.menu("Greet", on=mai)).text == "here"
    assert (low.pressed, high.pressed) == ([clubs[0].id, clubs[1].id], [clubs[2].id])


async def test_as_many_shards_as_recommended(server: LocalDiscord) -> None:
    server.world.gateway.sessions.recommended_shards = 2
    client = Shards(None)
    async with running(server, client):
        assert server.shards == [(0, 2), (1, 2)]
        assert client.shard_count == 2


async def test_requests_are_counted_over_all_connections() -> None:
    """The global limit is the bot's, whichever process sends the requests."""
    limits = Limits(all_routes=Limit(2, 600.0))
    async with patient_discord(limits=limits) as server:
        statuses = []
        for _ in range(3):
            headers = {"Authorization": f"Bot {server.token}"}
            async with (
                aiohttp.ClientSession(headers=headers) as http,
                http.get(f"{server.api_url}/users/@me") as response,
            ):
                statuses.append(response.status)
        assert statuses == [200, 200, 429]
        server.refused.clear()
