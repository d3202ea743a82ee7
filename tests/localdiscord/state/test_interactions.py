"""Discord's deadlines: three seconds to acknowledge, fifteen minutes for the rest."""

import asyncio

import discord
import pytest

from bot.localdiscord import DidNotRespond, LocalDiscord, Member
from tests.localdiscord.bot import Bot, Interaction, running


async def test_no_acknowledgement_in_time(server: LocalDiscord, mai: Member, bot: Bot) -> None:
    too_late = asyncio.Event()

    @bot.tree.command()
    async def slow(interaction: Interaction) -> None:
        await too_late.wait()
        await interaction.response.send_message("finally")

    server.interactions.deadline = 0.05
    async with running(bot, server):
        with pytest.raises(DidNotRespond):
            await mai.command("slow")
        too_late.set()
        error = await bot.error()
    assert isinstance(error, discord.NotFound)
    assert error.code == 10062
    assert [request.refusal.code for request in server.refused if request.refusal] == [10062]
    server.refused.clear()


async def test_no_bot_is_connected(server: LocalDiscord, mai: Member, bot: Bot) -> None:
    @bot.tree.command()
    async def hello(interaction: Interaction) -> None:
        raise AssertionError("must not arrive")

    server.interactions.deadline = 0.05
    async with running(bot, server):
        pass
    with pytest.raises(DidNotRespond):
        await mai.command("hello")


async def test_a_second_acknowledgement(server: LocalDiscord, mai: Member, bot: Bot) -> None:
    @bot.tree.command()
    async def twice(interaction: Interaction) -> None:
        path = "/interactions/{interaction_id}/{token}/callback"
        ids = {"interaction_id": interaction.id, "token": interaction.token}
        await bot.ask("POST", path, {"type": 4, "data": {"content": "once"}}, **ids)
        await bot.ask("POST", path, {"type": 4, "data": {"content": "twice"}}, **ids)

    async with running(bot, server):
        answer = await mai.command("twice")
        error = await bot.error()
    assert answer.text == "once"
    assert isinstance(error, discord.HTTPException)
    assert error.code == 40060
    server.refused.clear()


async def test_an_interaction_delivered_twice(server: LocalDiscord, mai: Member, bot: Bot) -> None:
    calls: list[int] = []

    @bot.tree.command()
    async def count(interaction: Interaction) -> None:
        calls.append(interaction.id)
        await interaction.response.send_message(f"call {len(calls)}")

    async with running(bot, server):
        server.deliver_twice()
        answer = await mai.command("count")
        await bot.error()
        await mai.command("count")
    assert answer.text == "call 1"
    assert len(calls) == 3
    assert calls[0] == calls[1]


async def test_tokens_expire(server: LocalDiscord, mai: Member, bot: Bot) -> None:
    expired = asyncio.Event()

    @bot.tree.command()
    async def later(interaction: Interaction) -> None:
        await interaction.response.send_message("now")
        await expired.wait()
        await interaction.followup.send("later")

    async with running(bot, server):
        await mai.command("later")
        server.expire_tokens()
        expired.set()
        error = await bot.error()
    assert isinstance(error, discord.HTTPException)
    assert error.code == 50027
    server.refused.clear()
