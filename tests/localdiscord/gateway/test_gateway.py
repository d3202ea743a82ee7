"""The gateway: sessions, resuming, intents, members."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest

from bot.localdiscord import Channel, Community, Intent, LocalDiscord, Member, Permissions
from tests.localdiscord.bot import Bot, Interaction, ReceivedEvents, running


async def test_missed_events_are_replayed_once(server: LocalDiscord, mai: Member, bot: Bot) -> None:
    messages, resumed = ReceivedEvents(bot, "message"), ReceivedEvents(bot, "resumed")

    @bot.tree.command()
    async def hello(interaction: Interaction) -> None:
        await interaction.response.send_message("hi")

    async with running(bot, server):
        await mai.post("before")
        await server.disconnect(resume=True)
        await mai.post("while away")
        await server.until(lambda: server.world.gateway.connected)
        await mai.post("after")
        assert (await mai.command("hello")).text == "hi"
        await messages.wait_for(4)
    assert len(resumed) == 1
    texts = [message.content for message in messages if not message.author.bot]
    assert texts == ["before", "while away", "after"]


async def test_an_invalid_session_starts_anew(server: LocalDiscord, mai: Member, bot: Bot) -> None:
    messages, resumed = ReceivedEvents(bot, "message"), ReceivedEvents(bot, "resumed")
    async with running(bot, server):
        await server.disconnect(resume=False)
        await mai.post("while away")
        await server.bot_ready()
        await mai.post("after")
        await messages.wait_for(1)
    assert resumed == []
    assert [message.content for message in messages] == ["after"]


async def test_intents_select_events(server: LocalDiscord, mai: Member, bob: Member) -> None:
    intents = discord.Intents(guilds=True, guild_messages=True)
    bot = Bot(intents)
    messages, joined = ReceivedEvents(bot, "message"), ReceivedEvents(bot, "member_join")
    reactions = ReceivedEvents(bot, "raw_reaction_add")
    async with running(bot, server):
        guild = bot.guilds[0]
        assert bot.user is not None
        assert [member.id for member in guild.members] == [bot.user.id]
        message = await mai.post("hello")
        await mai.post(f"hello <@{bot.user.id}>")
        await bob.react(message, "👍")
        await mai.leave()
        await mai.rejoin()
        await messages.wait_for(2)
    assert [message.content for message in messages] == ["", f"hello <@{server.bot_id}>"]
    assert (joined, reactions) == ([], [])


async def test_request_guild_members(
    server: LocalDiscord, club: Community, mai: Member, bot: Bot
) -> None:
    async with running(bot, server):
        await bot.wait_until_ready()
        guild = bot.get_guild(club.id)
        assert guild is not None
        assert guild.chunked
        assert guild.get_member(mai.id) is not None
        found = await guild.query_members("ma")
        assert [member.id for member in found] == [mai.id]
        assert {m.id async for m in guild.fetch_members()} == set(club.members)
        assert (await guild.fetch_member(mai.id)).joined_at is not None


async def test_events_of_members(
    server: LocalDiscord, club: Community, general: Channel, mai: Member, bob: Member, bot: Bot
) -> None:
    names = (
        "message",
        "raw_message_edit",
        "raw_message_delete",
        "raw_reaction_add",
        "raw_reaction_remove",
        "member_remove",
        "member_join",
        "member_update",
        "voice_state_update",
        "guild_role_create",
        "member_ban",
        "guild_join",
    )
    seen = {name: ReceivedEvents(bot, name) for name in names}
    club.bot_role.permissions |= Permissions.BAN_MEMBERS
    async with running(bot, server):
        await bot.wait_until_ready()
        message = await mai.post("helo")
        answer = await bob.post("hm", reply_to=message)
        await mai.edit(message, "hello")
        await bob.react(message, "👍")
        await bob.remove_reaction(message, "👍")
        await bob.delete(answer)
        await mai.add_role(club.add_role("Student"))
        await mai.join_voice(club.add_channel("stage", kind="voice"))
        await mai.leave_voice()
        await mai.leave()
        await mai.rejoin()
        await club.ban(bob)
        server.add_community("Another")
        await seen["guild_join"].wait_for(1)
    counts = {name: len(events) for name, events in seen.items()}
    assert counts == dict.fromkeys(names, 1) | {
        "message": 2,
        "member_remove": 2,
        "voice_state_update": 2,
    }
    assert seen["message"][1].reference.message_id == message.id
    assert seen["raw_reaction_add"][0].message_author_id == mai.id
    assert mai.roles == []


async def test_two_shards(
    server: LocalDiscord, club: Community, mai: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(_: Any, __: int | None, *, initial: bool = False) -> None:
        """Shards would wait five seconds for each other."""

    monkeypatch.setattr(discord.AutoShardedClient, "before_identify_hook", at_once)
    client = discord.AutoShardedClient(
        intents=discord.Intents.all(), shard_count=2, guild_ready_timeout=0.05
    )
    messages = ReceivedEvents(client, "message")
    ready: Callable[[], Awaitable[None]] = client.wait_until_ready
    async with client:
        await client.login(server.token)
        task = asyncio.create_task(client.connect())
        await ready()
        assert [guild.id for guild in client.guilds] == [club.id]
        await mai.post("hello")
        await messages.wait_for(1)
        await client.close()
        await task
    assert [message.guild.shard_id for message in messages] == [(club.id >> 22) % 2]


async def test_disallowed_intents(server: LocalDiscord, bot: Bot) -> None:
    server.privileged_intents = Intent.NONE
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with running(bot, server):
            pass


async def test_a_wrong_token(server: LocalDiscord, bot: Bot) -> None:
    with pytest.raises(discord.LoginFailure):
        await bot.start("wrong")
    await bot.close()
    server.refused.clear()
