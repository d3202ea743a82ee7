"""Rate limits: for each route, for all together, and how the client handles them.

Proved by counting nothing and sending no headers: all that needs limits fails, and the client sends
one message at a time.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.localdiscord import LocalDiscord
from bot.localdiscord.api.rate_limits import AS_DISCORD, WIDE, Limit, Limits
from tests.localdiscord.bot import Bot, Interaction, running
from tests.localdiscord.conftest import Point
from tests.support.description import description_check, description_review
from tests.support.discord import patient_discord

SENDING = "POST /channels/{channel_id}/messages"
LONG = 600.0  # seconds, so that no window ends while a test looks at it


@pytest.fixture
def limits() -> Limits:
    """Two messages a channel and nothing else that would be met."""
    return Limits({SENDING: Limit(2, LONG)}, Limit(1_000, LONG), Limit(1_000, LONG))


@pytest.fixture
async def server(limits: Limits, point_client_at: Point) -> AsyncIterator[LocalDiscord]:
    """A local Discord with these limits."""
    check, review = description_check(), description_review()
    async with patient_discord(check=check, review=review, limits=limits) as server:
        point_client_at(server)
        yield server
        assert server.refused == []
        assert server.violations == []


async def send(server: LocalDiscord, channel_id: int) -> tuple[int, Any, Any]:
    """Send a message by hand and return status, headers and body."""
    headers = {"Authorization": f"Bot {server.token}"}
    address = f"{server.api_url}/channels/{channel_id}/messages"
    async with (
        aiohttp.ClientSession(headers=headers) as http,
        http.post(address, json={"content": "x"}) as response,
    ):
        return response.status, response.headers, await response.json()


async def test_limits_by_route_and_channel(server: LocalDiscord) -> None:
    club = server.add_community("Book club")
    first, second = club.add_channel("first"), club.add_channel("second")
    seen = [await send(server, first.id) for _ in range(3)]
    assert [status for status, _, _ in seen] == [200, 200, 429]
    assert [headers["X-RateLimit-Remaining"] for _, headers, _ in seen] == ["1", "0", "0"]
    assert {headers["X-RateLimit-Limit"] for _, headers, _ in seen} == {"2"}
    _, headers, body = seen[-1]
    assert headers["Via"]
    assert (headers["X-RateLimit-Scope"], body["global"]) == ("user", False)
    assert 0 < body["retry_after"] <= float(headers["Retry-After"]) <= LONG
    assert len(first.messages) == 2
    status, headers, _ = await send(server, second.id)
    assert (status, headers["X-RateLimit-Remaining"]) == (200, "1")
    assert headers["X-RateLimit-Bucket"] == seen[0][1]["X-RateLimit-Bucket"]


@pytest.mark.parametrize("limits", [Limits({}, Limit(1_000, LONG), Limit(4, LONG))])
async def test_the_global_limit_does_not_count_interactions(server: LocalDiscord, bot: Bot) -> None:
    @bot.tree.command()
    async def talk(interaction: Interaction) -> None:
        await interaction.response.send_message("0")
        for number in range(1, 5):
            await interaction.followup.send(str(number))

    general = server.add_community("Book club").add_channel("general")
    assert general.community is not None
    mai = general.community.add_member("Mai")
    async with running(bot, server):  # three requests: who am I, what am I, commands
        assert (await send(server, general.id))[0] == 200
        status, headers, body = await send(server, general.id)
        assert (status, body["global"]) == (429, True)
        assert (headers["X-RateLimit-Scope"], headers["X-RateLimit-Global"]) == ("global", "true")
        answer = await mai.command("talk")
        await answer.until(lambda seen: len(seen.followups) == 4)
    assert [request.status for request in server.requests].count(429) == 1


@pytest.mark.parametrize("limits", [WIDE, Limits({SENDING: Limit(20, LONG)})])
async def test_a_client_sends_requests_in_parallel(server: LocalDiscord, bot: Bot) -> None:
    general = server.add_community("Book club").add_channel("general")
    path = "/channels/*/messages"
    async with running(bot, server):
        channel = bot.get_partial_messageable(general.id)
        await channel.send("first")  # and so the client knows the limit
        server.fail("POST", path, delay=0.5, times=5)
        sending = [asyncio.create_task(channel.send(str(number))) for number in range(5)]
        await server.until(lambda: [r.status for r in server.requests].count(0) == 5)
        await asyncio.gather(*sending)
    assert len(general.messages) == 6


@pytest.mark.parametrize("limits", [Limits({SENDING: Limit(2, 0.3)})])
async def test_a_client_waits_by_itself(server: LocalDiscord, bot: Bot) -> None:
    general = server.add_community("Book club").add_channel("general")
    async with running(bot, server):
        channel = bot.get_partial_messageable(general.id)
        for number in range(5):
            await channel.send(str(number))
    assert [message.content for message in general.messages] == list("01234")
    assert 429 not in [request.status for request in server.requests]


@pytest.mark.parametrize("limits", [None])
async def test_without_limits_there_are_no_headers(server: LocalDiscord) -> None:
    general = server.add_community("Book club").add_channel("general")
    for _ in range(10):
        status, headers, _ = await send(server, general.id)
        assert status == 200
        assert not [name for name in headers if name.lower().startswith("x-ratelimit")]


async def test_limits_are_on_by_default() -> None:
    async with LocalDiscord() as server:
        general = server.add_community("Book club").add_channel("general")
        _, headers, _ = await send(server, general.id)
        assert headers["X-RateLimit-Limit"] == str(AS_DISCORD.routes[SENDING].requests)
