"""What a person does in a window besides using the bot, and what they may not."""

from datetime import timedelta

import aiohttp
import discord
import pytest

from bot.localdiscord import Channel, Community, Everyone, LocalDiscord, Member, Permissions
from bot.localdiscord.model.files import SIZE_LIMIT
from bot.localdiscord.page import uploads
from tests.localdiscord.bot import Bot, ReceivedEvents, running
from tests.localdiscord.page.window import PageWindow, ids, opened


async def test_messages_reach_the_bot(
    server: LocalDiscord, general: Channel, mai: Member, bob: Member, bot: Bot
) -> None:
    posted, edits = ReceivedEvents(bot, "message"), ReceivedEvents(bot, "message_edit")
    gone = ReceivedEvents(bot, "message_delete")
    async with running(bot, server), opened(server, mai) as window:
        file = await window.upload("list.csv", b"a,b", "text/csv")
        assert file == {"id": file["id"], "name": "list.csv", "size": 3, "type": "text/csv"}
        hello = await window.ask("post", **ids(general), text=" **Hello** ", files=[file["id"]])
        reply = await window.ask("post", **ids(general), text="you", reply_to=hello["message"])
        direct = await window.ask("post", channel=str(mai.direct_channel.id), text="psst")
        elsewhere = ids(mai.community.add_channel("elsewhere"))
        answer = {"text": "x", "reply_to": hello["message"]}
        assert await window.refusal("post", **elsewhere, **answer) == "not_allowed"
        await posted.wait_for(3)
        assert [message.content for message in posted] == ["**Hello**", "you", "psst"]
        assert await posted[0].attachments[0].read() == b"a,b"
        assert posted[1].reference.message_id == int(hello["message"])
        assert posted[2].guild is None
        await window.ask("edit", message=reply["message"], text="you all")
        await edits.wait_for(1)
        await window.ask("delete", message=reply["message"])
        await gone.wait_for(1)
        theirs = await bob.post("mine")
        assert await window.refusal("edit", message=str(theirs.id), text="x") == "not_allowed"
        assert await window.refusal("delete", message=str(theirs.id)) == "not_allowed"
        keeper = mai.community.add_role("Keeper", permissions=Permissions.MANAGE_MESSAGES)
        await mai.add_role(keeper)
        await window.ask("delete", message=str(theirs.id))
        assert await window.refusal("delete", message=str(theirs.id)) == "no_such"
        assert direct["message"] in window.messages
        await window.ask("post", **ids(general), text="half \ud83d and whole 💥")
        await posted.wait_for(5)
        assert posted[4].content == "half ? and whole 💥"


async def test_where_a_person_may_not_write(
    server: LocalDiscord, club: Community, general: Channel, mai: Member
) -> None:
    forum = club.add_channel("reviews", kind="forum")
    hall = club.add_channel("hall", kind="category")
    await general.overwrite(
        Everyone, deny=Permissions.SEND_MESSAGES | Permissions.CREATE_PUBLIC_THREADS
    )
    post = await mai.start_post("Dune", "Sand", forum=forum)
    async with opened(server, mai) as window:
        writable = {c["name"]: c["can_send"] for c in window.world["communities"][0]["channels"]}
        assert writable == {"general": False, "reviews": True, "hall": False, "Dune": True}
        for channel in (general, forum, hall):
            assert await window.refusal("post", **ids(channel), text="x") == "not_allowed"
        assert await window.refusal("thread", **ids(general), name="x") == "not_allowed"
        await window.ask("post", **ids(post.channel), text="And spice")
        await general.overwrite(Everyone, deny=Permissions.ATTACH_FILES)
        file = await window.upload("list.csv", b"a")
        given = {"text": "x", "files": [file["id"]]}
        assert await window.refusal("post", **ids(general), **given) == "not_allowed"
        await mai.time_out(5)
        assert await window.refusal("post", **ids(general), text="x") == "not_allowed"
        await window.until(lambda: window.world["communities"][0]["members"][-1]["timed_out"])
        await server.advance(timedelta(minutes=6))
        await window.ask("post", **ids(general), text="x")


async def test_uploads_are_bounded(
    server: LocalDiscord, general: Channel, mai: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_WAITING", 2)
    async with opened(server, mai) as window:
        files = [await window.upload(f"../a/Bìa {n}.txt", b"x") for n in range(3)]
        assert [file["name"] for file in files] == ["Bìa 0.txt", "Bìa 1.txt", "Bìa 2.txt"]
        first = {"text": "x", "files": [files[0]["id"]]}
        assert await window.refusal("post", **ids(general), **first) == "no_such"
        await window.ask("post", **ids(general), text="", files=[files[2]["id"]])
        with pytest.raises(aiohttp.ClientResponseError) as error:
            await window.upload("large.bin", bytes(SIZE_LIMIT + 1))
        assert error.value.status == 413
        monkeypatch.setattr(uploads, "MOST_BYTES", 3)
        await window.upload("three.txt", b"abc")
        old = {"text": "x", "files": [files[2]["id"]]}
        assert await window.refusal("post", **ids(general), **old) == "no_such"
        url = f"{server.page_url}files"
        async with window.http.post(url, data=b"x") as answer:
            assert answer.status == 415
        form = aiohttp.FormData()
        form.add_field("other", b"x", filename="x")
        async with window.http.post(url, data=form) as answer:
            assert answer.status == 400


async def test_reactions(
    server: LocalDiscord, club: Community, general: Channel, mai: Member, bob: Member, bot: Bot
) -> None:
    added = ReceivedEvents(bot, "raw_reaction_add")
    leaf = club.add_emoji("leaf", GIF)
    message = await bob.post("look")
    async with running(bot, server), opened(server, mai) as window:
        (emoji,) = window.world["communities"][0]["emojis"]
        assert emoji["url"] == f"{server.cdn_url}/emojis/{leaf.id}.png"
        for text in ("👍", "❤️", "1️⃣", f"leaf:{leaf.id}"):
            await window.ask("react", **ids(general, message), emoji=text, on=True)
        await window.ask("react", **ids(general, message), emoji="👍", on=False)
        for text in ("x", "é", "leaf:5", ""):
            wrong = {**ids(general, message), "emoji": text, "on": True}
            assert await window.refusal("react", **wrong) == "bad_request"
        await added.wait_for(4)
        assert added[3].emoji.id == leaf.id
        await general.overwrite(Everyone, deny=Permissions.ADD_REACTIONS)
        mine = {**ids(general, message), "on": True}
        assert await window.refusal("react", **mine, emoji="🎉") == "not_allowed"
        await window.until(lambda: len(window.messages[str(message.id)]["reactions"]) == 3)


GIF = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)


async def test_threads_and_forum_posts(
    server: LocalDiscord, club: Community, general: Channel, mai: Member, bob: Member, bot: Bot
) -> None:
    opened_threads = ReceivedEvents(bot, "thread_create")
    forum = club.add_channel("reviews", kind="forum")
    message = await bob.post("Dune?")
    async with running(bot, server), opened(server, mai) as window:
        on_message = await window.ask("thread", message=str(message.id), name="Dune")
        alone = await window.ask("thread", **ids(general), name="Plans")
        post = await window.ask("forum_post", **ids(forum), title="Emma", text="Witty")
        await opened_threads.wait_for(3)
        assert on_message["channel"] == str(message.id)
        assert await window.refusal("thread", message=str(message.id), name="x") == "not_possible"
        assert await window.refusal("forum_post", **ids(general), title="x", text="x") == (
            "not_possible"
        )
        assert await window.refusal("thread", channel=post["channel"], name="x") == "not_allowed"
        await window.until(lambda: len(window.world["communities"][0]["channels"]) == 5)
        threads = [c for c in window.world["communities"][0]["channels"] if c["thread"]]
        assert {c["id"]: c["parent_id"] for c in threads} == {
            on_message["channel"]: str(general.id),
            alone["channel"]: str(general.id),
            post["channel"]: str(forum.id),
        }
        assert window.messages[post["channel"]]["content"] == "Witty"


async def test_voice(
    server: LocalDiscord, club: Community, general: Channel, mai: Member, bot: Bot
) -> None:
    states = ReceivedEvents(bot, "voice_state_update")
    hall, stage = (club.add_channel(name, kind="voice") for name in ("hall", "stage"))
    await stage.overwrite(Everyone, deny=Permissions.CONNECT)
    async with running(bot, server), opened(server, mai) as window:
        here = {"community": str(club.id)}
        assert await window.refusal("voice", **here, channel=str(stage.id)) == "not_allowed"
        assert await window.refusal("voice", **here, channel=str(general.id)) == "not_possible"
        await window.ask("voice", **here, channel=str(hall.id))
        await window.ask("voice", **here, channel=str(hall.id))
        await window.until(lambda: _voice(window, hall) == [str(mai.id)])
        await window.ask("voice", **here, channel=None)
        await window.ask("voice", **here, channel=None)
        await window.until(lambda: _voice(window, hall) == [])
        await states.wait_for(2)
    assert len(states) == 2


def _voice(window: PageWindow, channel: Channel) -> list[str]:
    found = window.world["communities"][0]["channels"]
    voice: list[str] = next(one["voice"] for one in found if one["id"] == str(channel.id))
    return voice


async def test_scheduled_events(
    server: LocalDiscord, club: Community, mai: Member, bot: Bot
) -> None:
    secret = club.add_channel("secret", kind="voice")
    await secret.overwrite(Everyone, deny=Permissions.VIEW_CHANNEL)
    hidden = club.schedule("Hidden", channel=secret)
    reading = club.schedule("Reading", location="Library")
    async with running(bot, server), opened(server, mai) as window:
        (event,) = window.world["communities"][0]["events"]
        assert (event["name"], event["location"]) == ("Reading", "Library")
        assert (event["me"], event["status"], event["can_manage"]) == (False, "scheduled", False)
        assert await window.refusal("interest", event=str(hidden.id), on=True) == "no_such"
        await window.ask("interest", event=str(reading.id), on=True)
        await window.until(lambda: window.world["communities"][0]["events"][0]["me"])
        await window.ask("interest", event=str(reading.id), on=False)
        start = {"event": str(reading.id), "status": "active"}
        assert await window.refusal("event", **start) == "not_allowed"
        await mai.add_role(club.add_role("Host", permissions=Permissions.MANAGE_EVENTS))
        assert await window.refusal("event", event=str(reading.id), status="x") == "bad_request"
        await window.ask("event", **start)
        await window.ask("event", event=str(reading.id), status="completed")
        await window.until(lambda: window.world["communities"][0]["events"] == [])
        other = club.schedule("Other")
        await window.ask("event", event=str(other.id), status="canceled")


async def test_roles_by_hierarchy(
    server: LocalDiscord, club: Community, mai: Member, bob: Member, bot: Bot
) -> None:
    student = club.add_role("Student")
    keeper = club.add_role("Keeper", permissions=Permissions.MANAGE_ROLES, position=2)
    updates = ReceivedEvents(bot, "member_update")
    async with running(bot, server), opened(server, mai) as window:
        give = {"community": str(club.id), "member": str(bob.id), "on": True}
        assert await window.refusal("role", **give, role=str(student.id)) == "not_allowed"
        await mai.add_role(keeper)
        await window.ask("role", **give, role=str(student.id))
        assert student in bob.roles
        for above in (keeper, club.bot_role):
            assert await window.refusal("role", **give, role=str(above.id)) == "not_allowed"
        assert await window.refusal("role", **give, role=str(club.id)) == "no_such"
        await window.ask("role", **{**give, "on": False}, role=str(student.id))
        assert student not in bob.roles
        await window.be(club.owner)
        bots = {**give, "role": str(club.bot_role.id)}
        assert await window.refusal("role", **bots) == "not_possible"
        await window.ask("role", **give, role=str(keeper.id))
        assert await window.refusal("leave", community=str(club.id)) == "not_possible"
        await updates.wait_for(4)


async def test_a_person_s_own_settings(
    server: LocalDiscord, general: Channel, mai: Member, bot: Bot
) -> None:
    async with running(bot, server), opened(server, mai) as window:
        await window.ask("language", locale="ja")
        assert (await window.next_world())["locale"] == "ja"
        assert mai.locale == "ja"
        assert window.of_type("people")[-1]["people"][1]["locale"] == "ja"
        await window.ask("direct_messages", open=False)
        assert not (await window.next_world())["direct_messages_open"]
        with pytest.raises(discord.Forbidden):
            await (await bot.fetch_user(mai.id)).send("hello")
        await window.ask("direct_messages", open=True)
        await (await bot.fetch_user(mai.id)).send("hello")
        server.refused.clear()
