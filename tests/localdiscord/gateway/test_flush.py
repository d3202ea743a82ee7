"""Flushing: who changes something waits until the bot has received it, in this process or another.

Each event travels for 10 ms here, so nothing below holds by chance: with `gateway.flush()` or
`gateway.keep_up()` emptied, every test fails.
"""

from collections.abc import AsyncIterator

import discord
import pytest

from bot.localdiscord import Channel, Community, LocalDiscord, Member, Permissions
from tests.localdiscord.bot import Bot, Interaction, running


@pytest.fixture
async def guild(
    server: LocalDiscord, club: Community, general: Channel, mai: Member, bot: Bot
) -> AsyncIterator[discord.Guild]:
    """The community as the client knows it; news travels slowly."""
    server.world.gateway.latency = 0.02
    async with running(bot, server):
        await bot.wait_until_ready()
        yield bot.guilds[0]


async def test_flush_after_member_roles(guild: discord.Guild, club: Community, mai: Member) -> None:
    student = club.add_role("Student")
    await mai.add_role(student)
    member = guild.get_member(mai.id)
    assert member is not None
    assert [role.id for role in member.roles] == [club.id, student.id]
    await mai.remove_role(student)
    assert [role.id for role in member.roles] == [club.id]


async def test_flush_after_a_role(guild: discord.Guild, club: Community) -> None:
    low, high = club.add_role("Low"), club.add_role("High", position=2)
    await low.move(2)
    heights = [guild.get_role(role.id) for role in (high, low)]
    assert [role.position for role in heights if role] == [1, 2]
    await low.delete()
    assert guild.get_role(low.id) is None


async def test_flush_after_channel(guild: discord.Guild, club: Community, general: Channel) -> None:
    channel = guild.get_channel(general.id)
    assert channel is not None
    await general.overwrite(club.bot, deny=Permissions.SEND_MESSAGES)
    assert channel.overwrites_for(guild.me).send_messages is False
    await general.rename("lounge")
    assert channel.name == "lounge"
    await general.delete()
    assert guild.get_channel(general.id) is None


async def test_flush_after_leaving(guild: discord.Guild, bot: Bot, club: Community) -> None:
    await club.delete()
    assert not bot.guilds


async def test_interactions_wait_until_the_bot_knows_roles_channels_and_members(
    server: LocalDiscord, club: Community, general: Channel, bot: Bot
) -> None:
    known: list[object] = []

    @bot.tree.command()
    async def look(interaction: Interaction) -> None:
        await interaction.response.send_message("looked")

    server.world.gateway.latency = 0.02
    async with running(bot, server):
        await bot.wait_until_ready()
        guild, deliver = bot.guilds[0], server.world.dispatch

        def watch(event: str, *more: object) -> None:
            if event == "INTERACTION_CREATE":
                known.extend([guild.get_role(role.id), guild.get_channel(place.id)])
                known.append(guild.get_member(an.id))
            deliver(event, *more)  # type: ignore[arg-type]

        server.world.dispatch = watch  # type: ignore[method-assign,assignment]
        role, place = club.add_role("Student"), club.add_channel("new")
        an = club.add_member("An", roles=[role])
        await an.command("look")
    assert [type(one) for one in known] == [discord.Role, discord.TextChannel, discord.Member]
