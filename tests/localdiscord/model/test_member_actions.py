"""What members do besides interactions, as the real client receives it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest

from bot.localdiscord import Channel, Community, LocalDiscord, Member, NotPossible
from tests.localdiscord.bot import Bot, ReceivedEvents, running


async def test_replies_have_a_message_reference(
    server: LocalDiscord, mai: Member, bob: Member
) -> None:
    bot = Bot()
    messages = ReceivedEvents(bot, "message")
    async with running(bot, server):
        question = await mai.post("Who has read it?")
        await bob.post("I have", reply_to=question)
        await messages.wait_for(2)
    first, reply = messages
    assert first.type is discord.MessageType.default
    assert reply.type is discord.MessageType.reply
    assert reply.reference.message_id == question.id
    assert [user.id for user in reply.mentions] == [mai.id]


async def test_threads_start_with_system_messages(
    server: LocalDiscord, club: Community, general: Channel, mai: Member
) -> None:
    bot = Bot()
    messages, threads = ReceivedEvents(bot, "message"), ReceivedEvents(bot, "thread_create")
    forum = club.add_channel("questions", kind="forum")
    async with running(bot, server):
        alone = await mai.start_thread("Alone", channel=general)
        await mai.post("within", channel=alone)
        on = await mai.start_thread("On it", on=await mai.post("a message"))
        post = await mai.start_post("A question", "Which one first?", forum=forum)
        await messages.wait_for(5)
        await threads.wait_for(3)
    kinds = [(message.type.name, message.channel.id, message.content) for message in messages]
    assert kinds == [
        ("thread_created", general.id, "Alone"),
        ("default", alone.id, "within"),
        ("default", general.id, "a message"),
        ("thread_starter_message", on.id, ""),
        ("default", post.channel.id, "Which one first?"),
    ]
    assert messages[0].reference.channel_id == alone.id
    assert messages[3].reference.message_id == messages[2].id == on.id
    assert post.id == post.channel.id  # so a forum's first messages are told apart
    assert [thread.owner_id for thread in threads] == [mai.id] * 3
    assert isinstance(messages[1].channel, discord.Thread)


async def test_only_forums_have_posts(server: LocalDiscord, general: Channel, mai: Member) -> None:
    with pytest.raises(NotPossible):
        await mai.start_post("A question", "?", forum=general)
    message = await mai.post("a message")
    await mai.start_thread("once", on=message)
    with pytest.raises(NotPossible):
        await mai.start_thread("twice", on=message)


async def test_backdated_messages_have_old_ids(server: LocalDiscord, mai: Member) -> None:
    bot = Bot()
    messages = ReceivedEvents(bot, "message")
    async with running(bot, server):
        await mai.post("long ago", ago=timedelta(days=91))
        await mai.post("just as long ago", ago=timedelta(days=91))
        await messages.wait_for(2)
    one, other = messages
    assert one.id != other.id
    age = datetime.now(UTC) - one.created_at
    assert timedelta(days=91) <= age < timedelta(days=92)


async def test_bulk_delete(server: LocalDiscord, mai: Member, bob: Member) -> None:
    bot = Bot()
    deleted = ReceivedEvents(bot, "raw_bulk_message_delete")
    async with running(bot, server):
        messages = [await mai.post("one"), await bob.post("two")]
        await mai.delete_many(messages)
        await deleted.wait_for(1)
    assert deleted[0].message_ids == {message.id for message in messages}
    assert all(message.deleted for message in messages)


async def test_a_reaction_has_the_author_id_unless_a_webhook_posted(
    server: LocalDiscord, general: Channel, mai: Member, bob: Member
) -> None:
    bot = Bot()
    reactions, messages = ReceivedEvents(bot, "raw_reaction_add"), ReceivedEvents(bot, "message")
    async with running(bot, server):
        await bob.react(await mai.post("hello"), "👍")
        await bob.react(await general.post_by_webhook("News", "Something new"), "👍")
        await reactions.wait_for(2)
        await messages.wait_for(2)
    assert [reaction.message_author_id for reaction in reactions] == [mai.id, None]
    assert [message.webhook_id is not None for message in messages] == [False, True]


async def test_voice_states_say_who_is_deaf(
    server: LocalDiscord, club: Community, general: Channel, mai: Member, bob: Member
) -> None:
    bot = Bot(discord.Intents(guilds=True, voice_states=True))
    states: list[tuple[Any, Any]] = []

    @bot.event
    async def on_voice_state_update(_: discord.Member, __: Any, after: discord.VoiceState) -> None:
        states.append((after.channel.id if after.channel else None, after.deaf or after.self_deaf))

    lounge, away = club.add_channel("lounge", kind="voice"), club.add_channel("away", kind="voice")
    await bob.join_voice(lounge)
    async with running(bot, server):
        guild = bot.guilds[0]
        there = guild.get_channel(lounge.id)
        assert isinstance(there, discord.VoiceChannel)
        assert list(there.voice_states) == [bob.id]
        assert guild.get_member(bob.id) is not None  # a community comes with those in voice
        club.afk_channel = away
        await mai.join_voice(lounge)
        await mai.deafen()
        await mai.deafen(False)
        await mai.deafen(by_moderator=True)
        await mai.join_voice(away)
        assert guild.afk_channel is not None
        assert guild.afk_channel.id == away.id
        await mai.leave()
        assert list(there.voice_states) == [bob.id]
    with pytest.raises(NotPossible):
        await bob.join_voice(general)
    with pytest.raises(NotPossible):
        await mai.deafen()
    assert states == [
        (lounge.id, False),
        (lounge.id, True),
        (lounge.id, False),
        (lounge.id, True),
        (away.id, True),
        (None, True),
    ]


async def test_the_status_of_scheduled_events(
    server: LocalDiscord, club: Community, mai: Member
) -> None:
    bot = Bot()
    changed = ReceivedEvents(bot, "scheduled_event_update")
    added = ReceivedEvents(bot, "scheduled_event_user_add")
    lounge = club.add_channel("lounge", kind="voice")
    planned = club.schedule("Planned before", channel=lounge)
    async with running(bot, server):
        guild = bot.guilds[0]
        assert [event.id for event in guild.scheduled_events] == [planned.id]
        event = club.schedule("Book night", location="The library")
        await mai.mark_interested(event)
        await mai.mark_interested(event)
        await added.wait_for(1)
        await mai.unmark_interested(event)
        known = guild.get_scheduled_event(event.id)
        assert known is not None
        assert known.location == "The library"
        assert known.entity_type is discord.EntityType.external
        await planned.start()
        assert guild.scheduled_events[0].status is discord.EventStatus.active
        assert guild.scheduled_events[0].channel_id == lounge.id
        await planned.end()
        await event.cancel()
        await changed.wait_for(3)
    assert len(added) == 1
    with pytest.raises(NotPossible):
        await planned.start()


async def test_member_updates(
    server: LocalDiscord, club: Community, general: Channel, bot: Bot
) -> None:
    joined, messages = ReceivedEvents(bot, "member_join"), ReceivedEvents(bot, "message")
    patron = club.add_role("Patron", sold=True)
    async with running(bot, server):
        await bot.wait_until_ready()
        an = club.add_member("An", pending=True)
        await joined.wait_for(1)
        assert joined[0].pending
        await an.pass_screening()
        assert not joined[0].pending
        await an.boost()
        assert joined[0].premium_since is not None
        await an.stop_boosting()
        assert joined[0].premium_since is None
        await an.time_out(5)
        assert joined[0].is_timed_out()
        await an.subscribe(patron)
        await an.subscribe(patron, months=2)
        await messages.wait_for(3)
        role = bot.guilds[0].get_role(patron.id)
        assert role is not None
        assert role in joined[0].roles
        assert role.tags is not None
        assert role.tags.is_available_for_purchase()
        assert not role.is_assignable()
    assert messages[0].type is discord.MessageType.premium_guild_subscription
    bought = [message.role_subscription for message in messages[1:]]
    assert [(info.tier_name, info.is_renewal) for info in bought] == [
        ("Patron", False),
        ("Patron", True),
    ]
    assert {info.role_subscription_listing_id for info in bought} == {
        role.tags.subscription_listing_id
    }
    with pytest.raises(NotPossible):
        await an.subscribe(club.add_role("Plain"))
    with pytest.raises(NotPossible):
        await an.pass_screening()


async def test_a_bot_has_a_managed_role(server: LocalDiscord, club: Community, bot: Bot) -> None:
    async with running(bot, server):
        helper = club.add_member("Helper", bot=True)
        await server.world.gateway.flush()
        guild = bot.guilds[0]
        owned = {role.tags.bot_id for role in guild.roles if role.tags is not None}
    assert owned == {helper.id, server.bot_id}
