"""What the bot may do: in channels, and with roles."""

from collections.abc import Awaitable, Callable

import discord
import pytest

from bot.localdiscord import Channel, Community, Everyone, LocalDiscord, Member, Permissions
from tests.localdiscord.bot import Bot, running

BOT_ROLE = Permissions.VIEW_CHANNEL | Permissions.MANAGE_ROLES


async def refused(server: LocalDiscord, action: Callable[[], Awaitable[object]]) -> int:
    """Do something that is refused and return Discord's code."""
    with pytest.raises(discord.HTTPException) as caught:
        await action()
    assert server.refused
    server.refused.clear()
    return caught.value.code


async def test_sending_without_permission(
    server: LocalDiscord, club: Community, general: Channel, mai: Member, bot: Bot
) -> None:
    async with running(bot, server):
        channel = bot.get_partial_messageable(general.id)
        message = await mai.post("hello")
        await general.overwrite(Everyone, deny=Permissions.SEND_MESSAGES)
        assert await refused(server, lambda: channel.send("no")) == 50013
        await general.overwrite(club.bot, allow=Permissions.SEND_MESSAGES)
        await channel.send("yes")
        await general.overwrite(
            club.bot, allow=Permissions.SEND_MESSAGES, deny=Permissions.ATTACH_FILES
        )
        file = discord.File(__file__)
        assert await refused(server, lambda: channel.send(file=file)) == 50013
        theirs = channel.get_partial_message(message.id)
        assert await refused(server, lambda: theirs.edit(content="x")) == 50005
        assert await refused(server, theirs.delete) == 50013
        await general.overwrite(Everyone, deny=Permissions.VIEW_CHANNEL)
        await general.overwrite(club.bot)
        assert await refused(server, lambda: channel.send("no")) == 50001


async def test_adding_roles(server: LocalDiscord, club: Community, mai: Member, bot: Bot) -> None:
    low = club.add_role("Low")
    high = club.add_role("High", position=99)
    async with running(bot, server):
        guild = bot.get_guild(club.id)
        assert guild is not None
        member = await guild.fetch_member(mai.id)
        await member.add_roles(discord.Object(low.id))
        assert mai.roles == [low]
        await member.remove_roles(discord.Object(low.id))
        assert mai.roles == []

        def give(role_id: int) -> Callable[[], Awaitable[object]]:
            return lambda: member.add_roles(discord.Object(role_id))

        assert await refused(server, give(high.id)) == 50013
        assert await refused(server, give(club.bot_role.id)) == 50028
        assert await refused(server, give(123)) == 10011
        club.bot_role.permissions = Permissions.VIEW_CHANNEL
        assert await refused(server, give(low.id)) == 50013
        club.bot_role.permissions = BOT_ROLE
        await mai.leave()
        assert await refused(server, give(low.id)) == 10007


async def test_looking_up_something_deleted_is_no_fault(
    server: LocalDiscord, club: Community, mai: Member, bot: Bot
) -> None:
    async with running(bot, server):
        guild = bot.get_guild(club.id)
        assert guild is not None
        await mai.leave()
        with pytest.raises(discord.NotFound):
            await guild.fetch_member(mai.id)
    assert server.refused == []


async def test_leaving_a_community(
    server: LocalDiscord, club: Community, general: Channel, bot: Bot
) -> None:
    async with running(bot, server):
        await club.delete()
        await server.world.gateway.flush()
        assert not bot.guilds
        channel = bot.get_partial_messageable(general.id)
        assert await refused(server, lambda: channel.send("anyone?")) == 50001
