"""What a person sees in a window, and what only others see."""

import asyncio

import discord

from bot.localdiscord import Channel, Community, Everyone, LocalDiscord, Member, Permissions
from tests.localdiscord.bot import Bot, Interaction, running
from tests.localdiscord.page.window import PageWindow, ids, opened


async def test_a_window_is_nobody_at_first(
    server: LocalDiscord, club: Community, mai: Member
) -> None:
    async with opened(server) as window:
        (welcome,) = window.of_type("welcome")
        assert [one["global_name"] for one in welcome["people"]] == ["Owner", "Mai"]
        assert welcome["people"][1]["communities"] == [str(club.id)]
        assert not welcome["connected"]
        assert await window.refusal("history", channel=str(club.default_channel.id)) == (
            "bad_request"
        )
        assert await window.refusal("be", person=str(server.bot_id)) == "no_such"
        assert await window.refusal("be", person="Mai") == "bad_request"
        await mai.post("hello")
        await window.ask("be", person=str(mai.id))
        # The reply comes first: what is shown before it was for nobody, or for somebody else.
        await window.next_world()
        assert [data["type"] for data in window.pushed[-2:]] == ["reply", "world"]
        assert window.messages == {}
        assert [m["content"] for m in await window.history(club.default_channel)] == ["hello"]


async def test_channels_are_shown_to_those_who_may_see_them(
    server: LocalDiscord, club: Community, general: Channel, mai: Member, bob: Member
) -> None:
    staff = club.add_channel("staff", kind="category")
    secret = club.add_channel("secret", parent=staff)
    await staff.overwrite(Everyone, deny=Permissions.VIEW_CHANNEL)
    await secret.overwrite(Everyone, deny=Permissions.VIEW_CHANNEL)
    thread = await club.owner.start_thread("plans", channel=secret)
    await secret.overwrite(bob, allow=Permissions.VIEW_CHANNEL)
    async with opened(server, mai) as hers, opened(server, bob) as his:
        assert [c["name"] for c in hers.world["communities"][0]["channels"]] == ["general"]
        seen = [c["name"] for c in his.world["communities"][0]["channels"]]
        assert seen == ["general", "staff", "secret", "plans"]
        message = await bob.post("for us", channel=secret)
        await his.until(lambda: his.contents == ["for us"])
        await hers.settled()
        assert hers.messages == {}
        for channel in (secret, thread):
            assert await hers.refusal("history", channel=str(channel.id)) == "no_such"
            assert await hers.refusal("post", channel=str(channel.id), text="x") == "no_such"
            assert await hers.refusal("typing", channel=str(channel.id)) == "no_such"
        react = {**ids(secret, message), "emoji": "👍", "on": True}
        assert await hers.refusal("react", **react) == "no_such"
        assert await hers.refusal("delete", message=str(message.id)) == "no_such"
        await secret.overwrite(mai, allow=Permissions.VIEW_CHANNEL)
        await hers.until(lambda: len(hers.world["communities"][0]["channels"]) == 4)
        assert [m["content"] for m in await hers.history(secret)] == ["plans", "for us"]


async def test_messages_as_they_are_written_edited_and_deleted(
    server: LocalDiscord, club: Community, general: Channel, mai: Member, bob: Member
) -> None:
    red = club.add_role("Red")
    red.colour = 0xFF0000
    await bob.add_role(red)
    async with opened(server, mai) as window:
        first = await bob.post("Hi")
        await window.until(lambda: window.contents == ["Hi"])
        shown = window.messages[str(first.id)]
        assert shown["author_name"] == "Bob"
        assert shown["author_color"] == 0xFF0000
        assert shown["author"]["avatar_url"].startswith(server.cdn_url)
        assert not shown["ephemeral"]
        assert not shown["thinking"]
        assert shown["interaction_name"] is None
        reply = await mai.post("Hello", reply_to=first)
        await mai.react(first, "👍")
        await bob.react(first, "👍")
        await bob.edit(first, "Hi all")
        await window.until(lambda: window.contents == ["Hi all", "Hello"])
        (reaction,) = window.messages[str(first.id)]["reactions"]
        assert (reaction["emoji"]["name"], reaction["count"], reaction["me"]) == ("👍", 2, True)
        await mai.remove_reaction(first, "👍")
        await window.until(
            lambda: not window.messages[str(first.id)]["reactions"][0]["me"],
        )
        replied = window.messages[str(reply.id)]["referenced_message"]
        assert replied["author_name"] == "Bob"
        await bob.delete(first)
        await window.until(lambda: window.contents == ["Hello"])
        (old,) = await window.history(general)
        assert old["referenced_message"] is None


async def test_history_comes_in_pages(server: LocalDiscord, general: Channel, mai: Member) -> None:
    for number in range(5):
        await mai.post(str(number))
    async with opened(server, mai) as window:
        newest = await window.ask("history", channel=str(general.id), limit=2)
        assert newest["more"]
        assert [m["content"] for m in newest["messages"]] == ["3", "4"]
        before = newest["messages"][0]["id"]
        older = await window.ask("history", channel=str(general.id), before=before, limit=100)
        assert not older["more"]
        assert [m["content"] for m in older["messages"]] == ["0", "1", "2"]
        wrong = {"channel": str(general.id), "limit": 0}
        assert await window.refusal("history", **wrong) == "bad_request"


async def test_history_needs_its_permission(
    server: LocalDiscord, general: Channel, mai: Member
) -> None:
    await mai.post("long ago")
    await general.overwrite(Everyone, deny=Permissions.READ_MESSAGE_HISTORY)
    async with opened(server, mai) as window:
        assert await window.history(general) == []


async def test_ephemeral_answers_and_direct_messages_are_one_person_s(
    server: LocalDiscord, general: Channel, mai: Member, bob: Member, bot: Bot
) -> None:
    go_on = asyncio.Event()

    @bot.tree.command()
    async def balance(interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await go_on.wait()
        await interaction.followup.send("40 points", ephemeral=True)
        await interaction.user.send("Only for you")

    async with running(bot, server), opened(server, mai) as hers, opened(server, bob) as his:
        outcome = await hers.ask("command", channel=str(general.id), path="balance", options={})
        assert outcome["outcome"] == "deferred"
        (thinking,) = hers.messages.values()
        assert thinking["ephemeral"]
        assert thinking["thinking"]
        assert thinking["interaction_name"] == "/balance"
        go_on.set()
        await hers.until(lambda: hers.contents == ["40 points", "Only for you"])
        assert [m["thinking"] for m in hers.messages.values()] == [False, False]
        await his.settled()
        assert his.messages == {}
        assert [m["content"] for m in await hers.history(general)] == ["40 points"]
        assert await his.history(general) == []
        direct = mai.direct_channel
        assert hers.world["direct"]["id"] == str(direct.id)
        assert [m["content"] for m in await hers.history(direct)] == ["Only for you"]
        assert await his.refusal("history", channel=str(direct.id)) == "no_such"
        for message_id in hers.messages:
            assert await his.refusal("delete", message=message_id) == "no_such"
        # Dismissed: out of the person's sight, and the bot is told nothing.
        await hers.ask("delete", message=thinking["id"])
        assert await hers.history(general) == []
        assert await hers.ask("be", person=str(bob.id)) is None
        assert await hers.refusal("history", channel=str(direct.id)) == "no_such"


async def test_who_leaves_sees_nothing_more(
    server: LocalDiscord, club: Community, general: Channel, mai: Member, bob: Member
) -> None:
    async with opened(server, mai) as window:
        await mai.leave()
        await window.until(lambda: window.world["communities"] == [])
        assert window.world["direct"] is None
        assert [one["name"] for one in window.world["other_communities"]] == ["Book club"]
        await bob.post("is she gone?")
        await window.settled()
        assert window.messages == {}
        assert await window.refusal("history", channel=str(general.id)) == "no_such"
        await window.ask("join", community=str(club.id))
        await window.until(lambda: window.world["communities"])
        assert await window.refusal("join", community=str(club.id)) == "not_possible"
        await window.ask("leave", community=str(club.id))
        await club.ban(club.add_member("Cat"))
        club.bans[mai.id] = None
        assert await window.refusal("join", community=str(club.id)) == "not_allowed"


async def test_typing_is_shown_to_others(
    server: LocalDiscord, general: Channel, mai: Member, bob: Member, bot: Bot
) -> None:
    typing: list[discord.Object] = []

    @bot.event
    async def on_typing(channel: object, user: discord.Object, when: object) -> None:
        typing.append(user)
        async with general_of_bot(bot, general).typing():
            pass

    async with running(bot, server), opened(server, mai) as hers, opened(server, bob) as his:
        await hers.ask("typing", channel=str(general.id))
        await his.until(lambda: len(his.of_type("typing")) == 2)
        users = [data["user"] for data in his.of_type("typing")]
        assert users == [str(mai.id), str(server.bot_id)]
        await hers.until(lambda: hers.of_type("typing"))
        assert [data["user"] for data in hers.of_type("typing")] == [str(server.bot_id)]
    assert [user.id for user in typing] == [mai.id]


def general_of_bot(bot: Bot, channel: Channel) -> discord.TextChannel:
    found = bot.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    return found


async def test_the_bot_comes_and_goes(
    server: LocalDiscord, club: Community, mai: Member, bot: Bot
) -> None:
    @bot.tree.command()
    async def hello(interaction: Interaction) -> None:
        await interaction.response.send_message("hello")

    async with opened(server, mai) as window:
        async with running(bot, server):
            await window.until(lambda: _last(window) is True)
            await window.until(lambda: window.world["commands"])
            (command,) = window.world["commands"]
            assert command["name"] == "hello"
            assert window.world["communities"][0]["commands"] == [command["id"]]
        await window.until(lambda: _last(window) is False)
        ana = club.add_member("Ana")
        await window.until(lambda: window.of_type("people"))
        assert window.of_type("people")[-1]["people"][-1]["id"] == str(ana.id)


def _last(window: PageWindow) -> bool | None:
    told = window.of_type("bot")
    return bool(told[-1]["connected"]) if told else None
