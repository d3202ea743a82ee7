"""Faults on demand, and how the real client handles them."""

import io

import aiohttp
import discord
import pytest

from bot.localdiscord import Channel, LocalDiscord, Member
from tests.localdiscord.bot import Bot, Interaction, running

MESSAGES = "/channels/*/messages"


def place(bot: Bot, channel: Channel) -> discord.PartialMessageable:
    """Return a channel as the client knows it."""
    return bot.get_partial_messageable(channel.id)


def statuses(server: LocalDiscord) -> list[int]:
    """Return how requests to post a message were answered."""
    return [r.status for r in server.requests if r.template == "/channels/{channel_id}/messages"]


@pytest.mark.usefixtures("mai")
async def test_rate_limits_are_waited_for(server: LocalDiscord, general: Channel, bot: Bot) -> None:
    async with running(bot, server):
        server.fail("POST", MESSAGES, status=429, retry_after=0.01, times=2)
        await place(bot, general).send("hello")
    assert statuses(server) == [429, 429, 200]
    assert [message.text for message in general.messages] == ["hello"]


@pytest.mark.usefixtures("mai")
async def test_what_is_not_retried(server: LocalDiscord, general: Channel, bot: Bot) -> None:
    async with running(bot, server):
        server.fail("POST", MESSAGES, status=503)
        with pytest.raises(discord.DiscordServerError):
            await place(bot, general).send("lost")
    assert general.messages == []


@pytest.mark.usefixtures("mai")
async def test_an_answer_lost_after_the_message_was_sent(
    server: LocalDiscord, general: Channel, bot: Bot
) -> None:
    async with running(bot, server):
        server.fail("POST", MESSAGES, drop=True)
        with pytest.raises(aiohttp.ClientError):
            await place(bot, general).send("sent", nonce=7)
        again = await place(bot, general).send("sent", nonce=7)
    assert [message.id for message in general.messages] == [again.id]


@pytest.mark.usefixtures("mai")
async def test_a_retry_with_a_nonce_repeats_no_message(
    server: LocalDiscord, general: Channel, bot: Bot
) -> None:
    async with running(bot, server):
        server.fail("POST", MESSAGES, status=502, carried_out=True)
        await place(bot, general).send("once", file=discord.File(io.BytesIO(b"x"), "x.txt"))
    assert statuses(server) == [502, 200]
    assert [message.text for message in general.messages] == ["once"]


async def test_faults_can_be_cleared(server: LocalDiscord, general: Channel, bot: Bot) -> None:
    async with running(bot, server):
        server.fail("*", "*", status=503, times=100)
        server.clear_faults()
        await place(bot, general).send("fine")
    assert len(general.messages) == 1


async def test_closed_direct_messages(server: LocalDiscord, mai: Member, bot: Bot) -> None:
    @bot.tree.command()
    async def write(interaction: Interaction) -> None:
        try:
            await interaction.user.send("psst")
        except discord.Forbidden as error:
            await interaction.response.send_message(f"closed: {error.code}")

    mai.direct_messages_closed = True
    async with running(bot, server):
        assert (await mai.command("write")).text == "closed: 50007"
    assert mai.direct_messages == []
    assert server.refused == []
