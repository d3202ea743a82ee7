"""The routes of the REST interface: a field that is not supported is answered with 501."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import aiohttp
import discord
import pytest

from bot.localdiscord import Channel, Community, LocalDiscord, Member, Permissions
from tests.localdiscord.bot import Bot, Interaction, ReceivedEvents, running


@pytest.fixture
async def guild(
    server: LocalDiscord, club: Community, mai: Member, bob: Member, bot: Bot
) -> AsyncIterator[discord.Guild]:
    """The community as the client knows it; the bot administers it."""
    club.bot_role.permissions |= Permissions.ADMINISTRATOR
    async with running(bot, server):
        await bot.wait_until_ready()
        yield bot.guilds[0]


async def code(server: LocalDiscord, call: Any) -> tuple[int, int]:
    """Await what is refused and return status and code."""
    with pytest.raises(discord.HTTPException) as caught:
        await call
    server.refused.clear()
    return caught.value.status, caught.value.code


async def test_channels(
    server: LocalDiscord, guild: discord.Guild, club: Community, mai: Member
) -> None:
    new_category = await guild.create_category("Shelf")
    made = await guild.create_text_channel(
        "new", topic="Books", category=new_category, slowmode_delay=5
    )
    here = server.world.channels[made.id]
    assert (here.topic, here.slow_mode, here.parent) == (
        "Books",
        5,
        server.world.channels[new_category.id],
    )
    assert (made.topic, made.slowmode_delay, made.category_id) == ("Books", 5, new_category.id)
    await made.edit(topic="Read", category=None, slowmode_delay=0, nsfw=True)
    wire = here.to_wire()
    assert (wire["topic"], wire["parent_id"], wire["nsfw"]) == ("Read", None, True)
    member = await guild.fetch_member(mai.id)
    await made.set_permissions(member, view_channel=False)
    assert not here.permissions_of(mai) & Permissions.VIEW_CHANNEL
    await made.set_permissions(member, overwrite=None)
    assert here.permissions_of(mai) & Permissions.VIEW_CHANNEL
    assert await code(server, made.edit(position=1)) == (501, 0)
    assert await code(server, made.edit(slowmode_delay=99_999)) == (400, 50035)


async def test_roles(server: LocalDiscord, guild: discord.Guild, club: Community) -> None:
    made = await guild.create_role(name="Gold", colour=discord.Colour(0xFFAA00), hoist=True)
    assert (made.colour.value, made.hoist, made.mentionable) == (0xFFAA00, True, False)
    await made.edit(colour=discord.Colour(0x00FF00), hoist=False, mentionable=True)
    here = club.role(made.id)
    assert here is not None
    assert (here.colour, here.hoist, here.mentionable) == (0x00FF00, False, True)


async def test_members(
    server: LocalDiscord, guild: discord.Guild, club: Community, general: Channel, mai: Member
) -> None:
    member = await guild.fetch_member(mai.id)
    await member.timeout(timedelta(minutes=5))
    silenced = Permissions.VIEW_CHANNEL | Permissions.READ_MESSAGE_HISTORY
    assert general.permissions_of(mai) == silenced
    await member.timeout(None)
    assert general.permissions_of(mai) == mai.permissions
    assert await code(server, member.edit(mute=True)) == (501, 0)
    await guild.me.edit(nick="Helper")
    assert club.bot.nick == "Helper"
    await member.kick()
    assert not mai.present


async def test_bans(guild: discord.Guild, club: Community, bob: Member, bot: Bot) -> None:
    lifted = ReceivedEvents(bot, "member_unban")
    messages = [await bob.post("old", ago=timedelta(hours=2)), await bob.post("new")]
    await guild.ban(discord.Object(bob.id), reason="loud, ä", delete_message_seconds=3600)
    assert not bob.present
    assert [message.deleted for message in messages] == [False, True]
    entry = await guild.fetch_ban(discord.Object(bob.id))
    assert (entry.user.id, entry.reason) == (bob.id, "loud, ä")
    assert [entry.user.id async for entry in guild.bans()] == [bob.id]
    await guild.unban(discord.Object(bob.id))
    await lifted.wait_for(1)
    with pytest.raises(discord.NotFound):
        await guild.fetch_ban(discord.Object(bob.id))


async def test_moderation_needs_permission_and_hierarchy(
    server: LocalDiscord, guild: discord.Guild, club: Community, bob: Member, mai: Member
) -> None:
    bob.set_roles([club.add_role("High", position=99)])
    for member in (club.owner, bob):
        assert await code(server, guild.kick(discord.Object(member.id))) == (403, 50013)
        assert await code(server, guild.ban(discord.Object(member.id))) == (403, 50013)
    club.bot_role.permissions = Permissions.VIEW_CHANNEL
    assert await code(server, guild.kick(discord.Object(mai.id))) == (403, 50013)
    assert await code(server, guild.ban(discord.Object(mai.id))) == (403, 50013)
    assert mai.present


async def test_threads(
    server: LocalDiscord, guild: discord.Guild, club: Community, general: Channel, mai: Member
) -> None:
    channel = guild.get_channel(general.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send("a message")
    on = await message.create_thread(name="On it", auto_archive_duration=60, slowmode_delay=3)
    assert (on.id, on.auto_archive_duration, on.slowmode_delay) == (message.id, 60, 3)
    assert await code(server, message.create_thread(name="twice")) == (400, 160004)
    public = discord.ChannelType.public_thread
    alone = await channel.create_thread(name="Alone", type=public)
    assert alone.parent_id == general.id
    assert await code(server, channel.create_thread(name="Private")) == (501, 0)
    club.add_channel("questions", kind="forum")
    await server.world.gateway.keep_up()
    thread, first = await guild.forums[0].create_thread(name="Which?", content="This one?")
    assert (thread.id, first.id, first.content) == (first.id, thread.id, "This one?")
    assert [m.text for m in server.world.channels[thread.id].messages] == ["This one?"]
    await alone.delete()
    assert alone.id not in server.world.channels


async def test_pins(guild: discord.Guild, general: Channel, mai: Member) -> None:
    channel = guild.get_channel(general.id)
    assert isinstance(channel, discord.TextChannel)
    theirs = await mai.post("keep this")
    message = await channel.fetch_message(theirs.id)
    await message.pin()
    assert [pinned.id async for pinned in channel.pins()] == [theirs.id]
    assert general.messages[-1].type == discord.MessageType.pins_add.value
    await message.unpin()
    assert [pinned.id async for pinned in channel.pins()] == []


async def test_bulk_delete_messages(
    server: LocalDiscord, guild: discord.Guild, general: Channel, mai: Member
) -> None:
    channel = guild.get_channel(general.id)
    assert isinstance(channel, discord.TextChannel)
    posted = [await mai.post(str(number)) for number in range(3)]
    old = await mai.post("old", ago=timedelta(days=15))
    await channel.delete_messages([discord.Object(one.id) for one in posted[:2]])
    assert general.messages == [posted[2], old]
    both = [discord.Object(posted[2].id), discord.Object(old.id)]
    assert await code(server, channel.delete_messages(both)) == (400, 50034)


async def test_clearing_reactions(
    server: LocalDiscord, guild: discord.Guild, general: Channel, mai: Member, bot: Bot
) -> None:
    cleared = ReceivedEvents(bot, "raw_reaction_clear")
    of_one = ReceivedEvents(bot, "raw_reaction_clear_emoji")
    theirs = await mai.post("look")
    for emoji in ("👍", "👎"):
        await mai.react(theirs, emoji)
    message = bot.get_partial_messageable(general.id).get_partial_message(theirs.id)
    await message.clear_reaction("👍")
    assert set(theirs.reactions) == {"👎"}
    await message.clear_reactions()
    assert theirs.reactions == {}
    await cleared.wait_for(1)
    await of_one.wait_for(1)


async def test_scheduled_events(
    server: LocalDiscord, guild: discord.Guild, club: Community, mai: Member
) -> None:
    lounge = club.add_channel("lounge", kind="voice")
    await server.world.gateway.keep_up()
    voice = guild.get_channel(lounge.id)
    assert isinstance(voice, discord.VoiceChannel)
    soon = discord.utils.utcnow() + timedelta(hours=1)
    private = discord.PrivacyLevel.guild_only
    planned = await guild.create_scheduled_event(
        name="Book night", start_time=soon, channel=voice, privacy_level=private
    )
    walk = await guild.create_scheduled_event(
        name="A walk",
        start_time=soon,
        end_time=soon + timedelta(hours=3),
        location="The park",
        privacy_level=private,
        entity_type=discord.EntityType.external,
    )
    assert walk.end_time == soon + timedelta(hours=3)
    await mai.mark_interested(club.scheduled_events[0])
    listed = await guild.fetch_scheduled_events()
    assert [(event.name, event.user_count) for event in listed] == [
        ("Book night", 1),
        ("A walk", 0),
    ]
    assert [user.id async for user in planned.users()] == [mai.id]
    assert (await planned.start()).status is discord.EventStatus.active
    await walk.edit(name="A long walk")
    assert club.scheduled_events[1].name == "A long walk"
    await walk.delete()
    assert [event.id for event in await guild.fetch_scheduled_events()] == [planned.id]
    late = guild.create_scheduled_event(
        name="Gone",
        start_time=soon - timedelta(hours=2),
        channel=voice,
        privacy_level=private,
    )
    assert await code(server, late) == (400, 50035)


async def test_unsupported_fields_are_answered_with_501(
    server: LocalDiscord, guild: discord.Guild, general: Channel, mai: Member, bot: Bot
) -> None:
    channel = guild.get_channel(general.id)
    assert isinstance(channel, discord.TextChannel)
    poll = discord.Poll("Which?", timedelta(hours=1))
    poll.add_answer(text="This one")
    assert await code(server, channel.send(poll=poll)) == (501, 0)
    theirs = await channel.fetch_message((await mai.post("look")).id)
    assert await code(server, theirs.forward(channel)) == (501, 0)
    assert await code(server, guild.invites()) == (501, 0)
    assert general.messages[-1].text == "look"


async def test_content_types(server: LocalDiscord, general: Channel, bot: Bot) -> None:
    address = f"{server.api_url}/channels/{general.id}/messages"
    headers = {"Authorization": f"Bot {server.token}"}
    form = aiohttp.FormData()
    form.add_field("payload_json", json.dumps({"content": "form"}))
    form.add_field("files[0]", b"x", filename="x.txt")
    wrapped = urlencode({"payload_json": json.dumps({"content": "wrapped"})})
    types = {"Content-Type": "application/x-www-form-urlencoded"}
    async with aiohttp.ClientSession(headers=headers) as http:
        for content_type in (
            {"json": {"content": "json"}},
            {"data": form},
            {"data": urlencode({"content": "plain"}), "headers": types},
            {"data": wrapped, "headers": types},
        ):
            async with http.post(address, **content_type) as response:
                assert response.status == 200
        async with http.post(address, data="content", headers={"Content-Type": "text/plain"}) as no:
            assert (no.status, (await no.json())["code"]) == (400, 50035)
    server.refused.clear()
    assert [m.content for m in general.messages] == ["json", "form", "plain", "wrapped"]


async def test_routes_without_a_token(server: LocalDiscord) -> None:
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{server.api_url}/gateway") as response:
            assert (await response.json())["url"] == server.gateway_url
        async with http.get(f"{server.api_url}/soundboard-default-sounds") as refused:
            assert refused.status == 401
    server.refused.clear()


async def test_what_libraries_request_at_startup(server: LocalDiscord, bot: Bot) -> None:
    async with running(bot, server):
        sounds = await bot.fetch_soundboard_default_sounds()
        assert [sound.name for sound in sounds] == ["quack"]
        info = await bot.application_info()
        assert info.approximate_user_install_count == 0
        assert [guild async for guild in bot.fetch_guilds(with_counts=True)] == []


async def test_interaction_metadata(
    server: LocalDiscord, mai: Member, bob: Member, bot: Bot
) -> None:
    class Form(discord.ui.Modal, title="Form"):
        async def on_submit(self, interaction: Interaction) -> None:
            await interaction.response.send_message("sent")

    form = Form()
    form.add_item(discord.ui.TextInput[Any](label="Name", required=False))

    @bot.tree.command()
    async def panel(interaction: Interaction) -> None:
        async def ask(inner: Interaction) -> None:
            await inner.response.send_modal(form)

        async def say(inner: Interaction) -> None:
            await inner.response.defer()
            await inner.followup.send("said")

        view = discord.ui.View()
        for label, callback in (("Ask", ask), ("Say", say)):
            button = discord.ui.Button[discord.ui.View](label=label)
            button.callback = callback  # type: ignore[assignment,method-assign]  # as documented
            view.add_item(button)
        await interaction.response.send_message("panel", view=view)
        await interaction.followup.send("more")

    @bot.tree.context_menu(name="Who")
    async def who(interaction: Interaction, member: discord.Member) -> None:
        await interaction.response.send_message("them")

    @bot.tree.context_menu(name="What")
    async def what(interaction: Interaction, message: discord.Message) -> None:
        await interaction.response.send_message("that")

    async with running(bot, server):
        shown = await mai.command("panel")
        await shown.until(lambda answer: answer.followups)
        opened = await shown.press("Ask")
        assert opened.modal is not None
        sent = await opened.modal.submit()
        pressed = await shown.press("Say")
        them = await mai.menu("Who", on=bob)
        that = await mai.menu("What", on=await bob.post("look"))
    assert shown.message is not None
    panel_id = str(shown.message.id)

    def metadata(message: Any) -> dict[str, Any]:
        found: dict[str, Any] = message.to_wire()["interaction_metadata"]
        assert found["user"]["id"] == str(mai.id)
        return found

    assert "original_response_message_id" not in metadata(shown.message)
    assert metadata(shown.followups[0])["original_response_message_id"] == panel_id
    trigger = metadata(sent.message)["triggering_interaction_metadata"]
    assert (trigger["type"], trigger["interacted_message_id"]) == (3, panel_id)
    assert metadata(pressed.message)["interacted_message_id"] == panel_id
    assert metadata(pressed.message)["original_response_message_id"] == panel_id
    assert metadata(them.message)["target_user"]["id"] == str(bob.id)
    assert that.message is not None
    assert that.message.to_wire()["referenced_message"]["content"] == "look"
    found = metadata(that.message)["target_message_id"]
    assert found == that.message.to_wire()["message_reference"]["message_id"]
