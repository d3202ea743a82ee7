"""From what members write and react to on Discord to what is stored of it."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.localdiscord import Channel, Community, Member
from bot.runtime import reposts
from db.database import Database
from db.tables import Event, EventState
from tests.endtoend.conftest import in_session
from tests.endtoend.events import stored_events, who_did_what
from tests.support.bot import RunningBot
from tests.support.databases import Clock
from tests.support.until import until


@in_session
async def helper(club: Community) -> Member:
    """A bot that is none of ours."""
    return club.add_member("Helper", bot=True)


@in_session
async def forum(club: Community) -> Channel:
    return club.add_channel("questions", kind="forum")


async def test_a_message_is_a_post_where_it_was_written(
    db: Database, club: Community, general: Channel, mai: Member, clock: Clock
) -> None:
    await mai.post("Good morning")
    (event,) = await stored_events(db, club)
    assert (event.trigger, event.member_id, event.channel_id) == (
        "post_created",
        mai.id,
        general.id,
    )
    assert (event.data, event.happened_at) == ({}, clock.now)


async def test_replies_and_what_is_written_in_threads_are_comments(
    db: Database, club: Community, general: Channel, forum: Channel, mai: Member, bob: Member
) -> None:
    question = await mai.post("Who has read it?")
    await bob.post("I have", reply_to=question)
    thread = await mai.start_thread("Chapter one", on=question)
    await bob.post("Slow", channel=thread)
    alone = await bob.start_thread("Chapter two", channel=general)
    await mai.post("Better", channel=alone)
    post = await mai.start_post("Chapter three", "Which one is it?", forum=forum)
    await bob.post("The last", channel=post.channel)
    stored = await stored_events(db, club)
    assert who_did_what(stored, mai, bob) == [
        ("Mai", "post_created"),
        ("Bob", "post_comment"),
        ("Bob", "post_comment"),
        ("Mai", "post_comment"),
        ("Mai", "post_created"),
        ("Bob", "post_comment"),
    ]
    # A thread's channel is where it was started: that is what managers choose from.
    assert [event.channel_id for event in stored] == [general.id] * 4 + [forum.id] * 2


async def test_a_reaction_counts_for_both(
    db: Database, club: Community, general: Channel, mai: Member, bob: Member
) -> None:
    message = await mai.post("Good morning")
    await bob.react(message, "👍")
    await bob.react(message, "party:1234")
    _, reacted, liked, again = await stored_events(db, club)
    assert (reacted.trigger, reacted.member_id, reacted.data) == (
        "post_reaction",
        bob.id,
        {"emoji": "👍"},
    )
    assert (liked.trigger, liked.member_id, liked.data) == (
        "like_received",
        mai.id,
        {"by": str(bob.id)},
    )
    # Another emoji is another reaction, but from the same person it is the same like.
    assert (again.trigger, again.data) == ("post_reaction", {"emoji": "<:party:1234>"})
    assert {event.channel_id for event in (reacted, liked)} == {general.id}


async def test_a_reaction_taken_back_and_given_again_is_one(
    db: Database, club: Community, mai: Member, bob: Member
) -> None:
    message = await mai.post("Good morning")
    for _ in range(100):
        await bob.react(message, "👍")
        await bob.remove_reaction(message, "👍")
    stored = await stored_events(db, club, {"post_reaction", "like_received"})
    assert who_did_what(stored, mai, bob) == [("Bob", "post_reaction"), ("Mai", "like_received")]


async def test_what_nobody_did_counts_for_nobody(
    db: Database,
    club: Community,
    general: Channel,
    mai: Member,
    bob: Member,
    helper: Member,
) -> None:
    mine = await mai.post("Good morning")
    await mai.react(mine, "👍")  # one's own
    await mai.edit(mine, "Good evening")
    await helper.react(mine, "👍")
    theirs = await helper.post("I am a bot")
    news = await general.post_by_webhook("News", "Something new")
    for message in (theirs, news):
        await bob.react(message, "👍")
    await bob.post("Hello?", channel=bob.direct_channel)
    await bob.boost()  # Discord itself says so in the channel, in Bob's name
    assert who_did_what(await stored_events(db, club), mai) == [("Mai", "post_created")]


async def test_what_is_too_old_to_be_known_again_counts_no_more(
    db: Database, club: Community, mai: Member, bob: Member, clock: Clock
) -> None:
    clock.now = datetime.now(UTC)
    for days in (89, 91):
        await bob.react(await mai.post("Long ago", ago=timedelta(days=days)), "👍")
    stored = await stored_events(db, club, {"post_reaction", "like_received"})
    assert who_did_what(stored, mai, bob) == [("Bob", "post_reaction"), ("Mai", "like_received")]


async def test_what_came_while_the_connection_was_lost_is_stored_once(
    db: Database, club: Community, bot: RunningBot, mai: Member
) -> None:
    await mai.post("before")
    await bot.discord.disconnect(resume=True)
    await mai.post("while away")
    await bot.discord.bot_ready()
    await mai.post("after")
    assert who_did_what(await stored_events(db, club), mai) == [("Mai", "post_created")] * 3


def was_taken_back(event: Event) -> bool:
    """Return whether an event does nothing because its message is gone."""
    return event.state == EventState.IGNORED and event.error is not None


async def test_a_message_deleted_at_once_brings_nothing(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member, clock: Clock
) -> None:
    alone, one, other, late = [await mai.post("?") for _ in range(4)]
    await stored_events(db, club)
    clock.forward(seconds=60)
    await mai.delete(alone)
    await linh.delete_many([one, other])
    await stored_events(db, club)
    clock.forward(seconds=1)
    await mai.delete(late)
    quick = await bob.post("!")
    await bob.delete(quick)  # while it is still on its way to be stored, perhaps
    stored = await stored_events(db, club)
    assert [was_taken_back(event) for event in stored] == [True, True, True, False, True]


async def test_a_forum_post_deleted_at_once_brings_nothing(
    db: Database, club: Community, forum: Channel, mai: Member, clock: Clock
) -> None:
    """Discord tells of its thread only. A message outlives the thread that was started on it."""
    one, other, late = [await mai.start_post("?", "?", forum=forum) for _ in range(3)]
    message = await mai.post("?")
    thread = await mai.start_thread("More", on=message)
    await stored_events(db, club)
    clock.forward(seconds=60)
    for gone in (one.channel, other.channel, thread):
        await gone.delete()
    await stored_events(db, club)
    clock.forward(seconds=1)
    await late.channel.delete()
    stored = await stored_events(db, club)
    assert [was_taken_back(event) for event in stored] == [True, True, False, False]


async def test_a_thread_or_a_channel_deleted_at_once_brings_nothing(
    db: Database,
    club: Community,
    general: Channel,
    mai: Member,
    bob: Member,
    clock: Clock,
) -> None:
    """Discord tells of the thread or the channel only, not of what was written there."""
    room = club.add_channel("room")
    question = await mai.post("?")
    thread = await mai.start_thread("More", on=question)
    there = await bob.start_thread("Elsewhere", channel=room)
    for where in (thread, room, there):
        message = await mai.post("!", channel=where)
        await bob.react(message, "👍")
    await stored_events(db, club)
    clock.forward(seconds=60)
    await thread.delete()
    await room.delete()

    async def taken_back() -> list[Event]:
        stored = await stored_events(db, club, {"post_created", "post_comment", "like_received"})
        gone = [event for event in stored if was_taken_back(event)]
        return gone if len(gone) >= 6 else []

    gone = await until(taken_back)
    assert sorted(event.trigger for event in gone) == [
        *["like_received"] * 3,
        *["post_comment"] * 2,
        "post_created",
    ]
    posts = await stored_events(db, club, {"post_created"})
    stays = [event.channel_id for event in posts if not was_taken_back(event)]
    assert stays == [general.id]


async def test_a_like_goes_with_a_message_deleted_at_once(
    db: Database, club: Community, mai: Member, bob: Member
) -> None:
    message = await mai.post("?")
    await bob.react(message, "👍")
    await stored_events(db, club)
    await mai.delete(message)

    async def taken_back() -> list[str]:
        stored = await stored_events(db, club, {"post_created", "like_received", "post_reaction"})
        gone = [event.trigger for event in stored if was_taken_back(event)]
        return gone if len(gone) > 1 else []

    assert await until(taken_back) == ["post_created", "like_received"]


class TestProxies:
    """A bot that posts again what members wrote."""

    @pytest.fixture
    def wait_no_more(self, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
        """Lets a test say when what was deleted could have been posted again."""
        over = asyncio.Event()

        async def patience() -> None:
            await over.wait()

        monkeypatch.setattr(reposts, "patience", patience)
        return over

    @in_session
    async def trusted(
        self, db: Database, club: Community, linh: Member, helper: Member, bot: RunningBot
    ) -> None:
        answer = await linh.command("settings proxies", add=helper)
        assert helper.mention in answer.text
        listener: Any = bot.client.get_cog("Messages")

        async def known() -> bool:
            return helper.id in listener._trusted.get(club.id, ())

        await until(known)

    async def test_what_is_posted_again_before_it_is_deleted_stays(
        self,
        db: Database,
        club: Community,
        general: Channel,
        mai: Member,
        helper: Member,
        trusted: None,
        wait_no_more: asyncio.Event,
    ) -> None:
        message, other = await mai.post("as Moon: hi"), await mai.post("as Moon: hello")
        await general.post_by_webhook("Moon", "hi", owner=helper)
        await stored_events(db, club)
        await mai.delete(message)
        await mai.delete(other)  # which nobody posts again
        wait_no_more.set()

        async def taken_back() -> list[bool]:
            stored = await stored_events(db, club)
            gone = [was_taken_back(event) for event in stored]
            return gone if any(gone) else []

        assert await until(taken_back) == [False, True]

    async def test_what_is_posted_again_after_it_was_deleted_stays(
        self,
        db: Database,
        club: Community,
        general: Channel,
        mai: Member,
        helper: Member,
        trusted: None,
        wait_no_more: asyncio.Event,
    ) -> None:
        message = await mai.post("as Moon: hi")
        await stored_events(db, club)
        await mai.delete(message)
        await general.post_by_webhook("Moon", "hi", owner=helper)
        await stored_events(db, club)
        wait_no_more.set()
        again = await mai.post("Bye")
        await mai.delete(again)

        async def taken_back() -> list[bool]:
            gone = [was_taken_back(event) for event in await stored_events(db, club)]
            return gone if any(gone) else []

        assert await until(taken_back) == [False, True]

    async def test_whom_nobody_trusts_changes_nothing(
        self,
        db: Database,
        club: Community,
        general: Channel,
        mai: Member,
        linh: Member,
        helper: Member,
    ) -> None:
        message = await mai.post("as Moon: hi")
        await general.post_by_webhook("Moon", "hi", owner=helper)
        await mai.delete(message)
        assert [was_taken_back(event) for event in await stored_events(db, club)] == [True]
        assert "not a bot" in (await linh.command("settings proxies", add=mai)).text
        assert "for managers" in (await mai.command("settings proxies", force=True)).text
