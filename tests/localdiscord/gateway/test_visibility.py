"""Events of channels, and message content, that the bot may not see.

Proved by letting `Channel.tell` tell always, and by leaving content in `content.restricted`: the
tests of either fail.
"""

from typing import Any

import discord

from bot.localdiscord import Channel, Community, Everyone, Intent, LocalDiscord, Member, Permissions
from tests.localdiscord.bot import Bot, ReceivedEvents, running

SEE = Permissions.VIEW_CHANNEL


async def test_a_hidden_channel_sends_no_events(
    server: LocalDiscord, club: Community, general: Channel, mai: Member, bob: Member, bot: Bot
) -> None:
    names = (
        "message",
        "raw_message_edit",
        "raw_message_delete",
        "raw_bulk_message_delete",
        "raw_reaction_add",
        "raw_reaction_remove",
        "thread_create",
        "raw_thread_update",
        "raw_thread_delete",
    )
    seen = {name: ReceivedEvents(bot, name) for name in names}
    hidden = club.add_channel("hidden")
    await hidden.overwrite(Everyone, deny=SEE)

    async def live_in(channel: Channel) -> None:
        message = await mai.post("helo", channel=channel)
        await mai.edit(message, "hello")
        await bob.react(message, "👍")
        await bob.remove_reaction(message, "👍")
        thread = await mai.start_thread("aside", on=message)
        await mai.post("within", channel=thread)
        await thread.rename("beside")
        await thread.delete()
        await mai.delete(message)
        await mai.delete_many([await mai.post("one more", channel=channel)])

    async with running(bot, server):
        await live_in(hidden)
        assert {name: len(events) for name, events in seen.items()} == dict.fromkeys(names, 0)
        await live_in(general)
        assert all(seen.values())


async def test_threads_are_synced_when_their_channel_becomes_visible(
    server: LocalDiscord, club: Community, mai: Member, bot: Bot
) -> None:
    hidden = club.add_channel("hidden")
    await hidden.overwrite(Everyone, deny=SEE)
    thread = await mai.start_thread("aside", channel=hidden)
    async with running(bot, server):
        guild = bot.guilds[0]
        assert guild.get_channel(hidden.id) is not None  # channels are told all the same
        assert guild.get_thread(thread.id) is None
        assert await guild.active_threads() == []
        await hidden.overwrite(club.bot_role, allow=SEE)
        assert guild.get_thread(thread.id) is not None
        assert [one.id for one in await guild.active_threads()] == [thread.id]


async def test_ban_events_need_permissions(
    server: LocalDiscord, club: Community, mai: Member, bob: Member, bot: Bot
) -> None:
    banned, gone = ReceivedEvents(bot, "member_ban"), ReceivedEvents(bot, "raw_member_remove")
    async with running(bot, server):
        await club.ban(mai)
        assert (len(banned), len(gone)) == (0, 1)
        club.bot_role.permissions |= Permissions.VIEW_AUDIT_LOG
        await club.ban(bob)
        assert (len(banned), len(gone)) == (1, 2)


async def test_content_is_missing_without_its_intent(
    server: LocalDiscord, club: Community, general: Channel, mai: Member, bob: Member
) -> None:
    server.privileged_intents = Intent.GUILD_MEMBERS
    bot = Bot(discord.Intents(guilds=True, members=True, guild_messages=True, dm_messages=True))
    messages = ReceivedEvents(bot, "message")
    async with running(bot, server):
        assert bot.user is not None
        first = await mai.post("secret")
        await bob.post(f"{bot.user.mention} see above", reply_to=first)
        named = await mai.post(f"hello {bot.user.mention}")
        await messages.wait_for(3)
        contents = [message.content for message in messages]
        assert contents == ["", f"{bot.user.mention} see above", named.content]
        assert messages[1].reference.resolved.content == ""

        place = bot.get_partial_messageable(general.id)
        history = [message async for message in place.history(oldest_first=True)]
        assert [message.content for message in history] == contents
        assert (await place.fetch_message(first.id)).content == ""
        own: Any = await place.send("mine", reference=history[0])
        assert (own.content, own.reference.resolved.content) == ("mine", "")
        directly = await mai.post("between us", channel=mai.direct_channel)
        sent_directly = await bot.get_partial_messageable(mai.direct_channel.id).fetch_message(
            directly.id
        )
        assert sent_directly.content == "between us"
