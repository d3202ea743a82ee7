"""The protocol itself, where the real client would hide the details or never send such requests."""

import asyncio

import aiohttp
import pytest

from bot.localdiscord import Channel, Community, LocalDiscord, Member
from tests.localdiscord.bot import Bot, Interaction, running
from tests.localdiscord.sockets import (
    ACK,
    HEARTBEAT,
    IDENTIFY,
    INVALID,
    REQUEST_MEMBERS,
    Json,
    connected,
)


async def test_hello_and_heartbeat(server: LocalDiscord, club: Community) -> None:
    async with connected(server) as socket:
        await socket.send(HEARTBEAT)
        await socket.op(ACK)
        ready = await socket.identify(shard=[0, 1])
        assert ready["guilds"] == [{"id": str(club.id), "unavailable": True}]
        assert ready["resume_gateway_url"] == server.gateway_url
        assert ready["shard"] == [0, 1]
        guild = await socket.event("GUILD_CREATE")
        assert guild["id"] == str(club.id)


async def test_heartbeat_acks_have_latency(server: LocalDiscord) -> None:
    """At least (a busy machine takes longer); without it clients misjudge their latency.

    https://docs.discord.com/developers/events/gateway#sending-heartbeats
    """
    loop = asyncio.get_running_loop()
    async with connected(server) as socket:
        began = loop.time()
        await socket.send(HEARTBEAT)
        await socket.op(ACK)
        assert loop.time() - began > 0.04


async def test_members_are_requested_by_number_or_text(
    server: LocalDiscord, club: Community, mai: Member
) -> None:
    async with connected(server) as socket:
        await socket.identify()
        for guild_id in (club.id, str(club.id)):
            wanted = {"guild_id": guild_id, "query": "", "limit": 0, "nonce": "n"}
            await socket.send(REQUEST_MEMBERS, wanted)
            chunk = await socket.event("GUILD_MEMBERS_CHUNK")
            assert {int(member["user"]["id"]) for member in chunk["members"]} == set(club.members)
            assert (chunk["nonce"], chunk["chunk_count"]) == ("n", 1)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("no json", 4002),
        ('{"op": 99}', 4003),
        ('{"op": 2, "d": {"token": "wrong", "intents": 1}}', 4004),
    ],
)
async def test_close_codes_before_identify(sent: str, code: int, server: LocalDiscord) -> None:
    async with connected(server) as socket:
        await socket.send_text(sent)
        assert (await socket.next())["closed"] == code


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"intents": -1}, 4013), ({"intents": 1, "shard": [2, 2]}, 4010)],
)
async def test_invalid_identify(wrong: Json, code: int, server: LocalDiscord) -> None:
    async with connected(server) as socket:
        await socket.send(IDENTIFY, {"token": server.token} | wrong)
        assert (await socket.next())["closed"] == code


async def test_close_codes_after_identify(server: LocalDiscord) -> None:
    for op, code in ((99, 4001), (IDENTIFY, 4005)):
        async with connected(server) as socket:
            await socket.identify()
            await socket.send(op, {})
            assert (await socket.next())["closed"] == code


async def test_resume_replays_missed_events_once(server: LocalDiscord, mai: Member) -> None:
    async with connected(server) as socket:
        session = (await socket.identify())["session_id"]
        posting = asyncio.create_task(mai.post("one"))
        sequence = (await socket.event("MESSAGE_CREATE"))["__sequence"]
        await server.disconnect(resume=True)
        await posting
    await mai.post("two")
    for _ in range(2):
        async with connected(server) as socket:
            await socket.resume(session, sequence)
            message = await socket.next()
            assert (message["t"], message["d"]["content"]) == ("MESSAGE_CREATE", "two")
            assert (await socket.next())["t"] == "RESUMED"
            await server.disconnect(resume=True)


async def test_invalid_resume(server: LocalDiscord) -> None:
    async with connected(server) as socket:
        await socket.resume("no such session", 1)
        assert (await socket.op(INVALID))["d"] is False
    async with connected(server) as socket:
        session = (await socket.identify())["session_id"]
        await server.disconnect(resume=True)
    async with connected(server) as socket:
        await socket.resume(session, 999)
        assert (await socket.next())["closed"] == 4007
    async with connected(server) as socket:
        await socket.resume(session, 1)
        await socket.op(INVALID)


async def test_responses_have_the_headers_that_the_client_needs(
    server: LocalDiscord, general: Channel
) -> None:
    url = f"{server.api_url}/channels/{general.id}"
    headers = {"Authorization": f"Bot {server.token}"}
    async with aiohttp.ClientSession(headers=headers) as http:
        async with http.get(url) as response:
            assert response.headers["Content-Type"] == "application/json"
        server.fail("GET", "/channels/*", status=429, retry_after=0.5)
        async with http.get(url) as response:
            assert response.headers["Via"]
            assert (await response.json())["retry_after"] == 0.5
        async with http.post(f"{url}/typing") as response:
            assert response.status == 204


async def test_fields_of_an_interaction(
    server: LocalDiscord, club: Community, general: Channel, mai: Member, bot: Bot
) -> None:
    seen: list[Interaction] = []

    @bot.tree.command()
    async def look(interaction: Interaction) -> None:
        seen.append(interaction)
        answer = await interaction.response.send_message("looked", ephemeral=True)
        assert answer.is_ephemeral()

    async with running(bot, server):
        sent = await mai.command("look")
        assert sent.message is not None
        [interaction] = seen
        assert (await interaction.original_response()).id == sent.message.id
    assert interaction.filesize_limit == 10 * 1024 * 1024
    assert str(interaction.guild_locale) == "en-US"
    assert interaction.app_permissions.value == int(general.permissions_of(club.bot))
    assert interaction.permissions.value == int(general.permissions_of(mai))
    assert interaction.is_guild_integration()
    assert interaction.context.guild
