"""Payloads, where clients that parse strictly would fail."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import pytest

from bot.localdiscord import Channel, Community, Everyone, LocalDiscord, Member, Permissions
from bot.localdiscord.gateway.payload_review import PayloadReview
from tests.localdiscord.bot import Bot, Interaction, running
from tests.localdiscord.sockets import ALL_INTENTS, connected

Json = dict[str, Any]
REQUEST_SOUNDS, REQUEST_CHANNEL_INFO = 31, 43


@asynccontextmanager
async def rest_client(server: LocalDiscord) -> AsyncIterator[aiohttp.ClientSession]:
    """Ask the REST interface by hand."""
    headers = {"Authorization": f"Bot {server.token}"}
    async with aiohttp.ClientSession(headers=headers) as http:
        yield http


async def test_the_token_begins_with_the_bots_id(server: LocalDiscord) -> None:
    first = server.token.split(".")[0]
    padded = first + "=" * (-len(first) % 4)
    assert int(base64.b64decode(padded)) == server.bot_id


async def test_permissions_in_direct_messages_and_of_administrators(
    server: LocalDiscord, club: Community, general: Channel, mai: Member, bot: Bot
) -> None:
    seen: list[Interaction] = []

    @bot.tree.command()
    async def look(interaction: Interaction, place: discord.TextChannel | None = None) -> None:
        seen.append(interaction)
        await interaction.response.send_message("looked")

    linh = club.add_member("Linh", permissions=Permissions.ADMINISTRATOR)
    hidden = club.add_channel("hidden")
    await hidden.overwrite(Everyone, deny=Permissions.SEND_MESSAGES)
    async with running(bot, server):
        await mai.command("look", within=mai.direct_channel)
        await linh.command("look")
        await mai.command("look", place=hidden, within=general)
    directly, by_admin, mentioning = seen
    assert directly.app_permissions.value == 442368
    assert by_admin.permissions.value == int(sum(Permissions)) == (1 << 53) - 1 - (1 << 47)
    assert mentioning.data is not None
    resolved: Any = dict(mentioning.data)["resolved"]
    [channel] = resolved["channels"].values()
    assert channel["permissions"] == str(int(hidden.permissions_of(mai)))
    assert channel["app_permissions"] == str(int(hidden.permissions_of(club.bot)))
    assert not int(channel["permissions"]) & Permissions.SEND_MESSAGES


async def test_nulls_are_left_out(server: LocalDiscord, general: Channel) -> None:
    option = {"type": 4, "name": "number", "description": "x", "min_value": None, "choices": None}
    command = {"name": "look", "description": "x", "options": [option], "contexts": None}
    embed = {"title": "t", "description": None, "fields": [{"name": "n", "value": "v"}]}
    async with rest_client(server) as http:
        address = f"{server.api_url}/applications/{server.bot_id}/commands"
        async with http.post(address, json=command) as response:
            assert response.status == 201
            [answered] = (await response.json())["options"]
            assert answered == {"type": 4, "name": "number", "description": "x"}
        async with http.post(address, json=command) as response:
            assert response.status == 200  # in place of itself
        address = f"{server.api_url}/channels/{general.id}/messages"
        async with http.post(address, json={"embeds": [embed]}) as response:
            [shown] = (await response.json())["embeds"]
            field = {"name": "n", "value": "v", "inline": False}
            assert shown == {"title": "t", "fields": [field], "type": "rich"}


async def test_components_have_ids_and_defaults(server: LocalDiscord, general: Channel) -> None:
    inside = [{"type": 14}, {"type": 10, "content": "text", "id": None}]
    body = {"flags": 1 << 15, "components": [{"type": 17, "components": inside}]}
    address = f"{server.api_url}/channels/{general.id}/messages"
    async with rest_client(server) as http, http.post(address, json=body) as response:
        [box] = (await response.json())["components"]
    assert (box["accent_color"], box["spoiler"]) == (None, False)
    separator, text = box["components"]
    assert (separator["spacing"], separator["divider"]) == (1, True)
    assert text["id"] not in (None, box["id"], separator["id"])


async def test_fields_of_a_guild(server: LocalDiscord, club: Community) -> None:
    async with rest_client(server) as http:
        address = f"{server.api_url}/users/@me/guilds"
        async with http.get(address, params={"with_counts": "true"}) as response:
            [guild] = await response.json()
            assert guild["approximate_member_count"] == len(club.members)
        async with http.get(address) as response:
            assert "approximate_member_count" not in (await response.json())[0]
        async with http.get(f"{server.api_url}/guilds/{club.id}") as response:
            assert (await response.json())["max_members"] == 500_000


async def test_less_common_opcodes(server: LocalDiscord, club: Community) -> None:
    async with connected(server) as socket:
        await socket.identify(intents=ALL_INTENTS)
        await socket.send(REQUEST_SOUNDS, {"guild_ids": [str(club.id)]})
        assert (await socket.event("SOUNDBOARD_SOUNDS"))["soundboard_sounds"] == []
        await socket.send(REQUEST_CHANNEL_INFO, {"guild_id": str(club.id), "fields": ["status"]})
        assert (await socket.event("CHANNEL_INFO"))["channels"] == []


@pytest.mark.parametrize("later", [True, False])
def test_payloads_are_reviewed_once_for_each_kind(*, later: bool) -> None:
    seen: list[object] = []

    def review(what: str, body: object) -> str | None:
        seen.append(body)
        return "wrong" if what == "GET /gateway 200" else None

    sent = PayloadReview(review, later=later)
    for number in range(3):
        sent.record("READY", f'{{"id": "{10**17 + number}"}}')
    sent.record("GET /gateway 200", '{"url": ""}')
    assert len(seen) == (0 if later else 2)
    assert sent.violations == ["GET /gateway 200: wrong"]
    assert len(seen) == 2
