"""From who is in which voice channel to minutes that are stored."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.localdiscord import Channel, Community, LocalDiscord, Member
from db.database import Database
from tests.endtoend.conftest import in_session
from tests.endtoend.events import stored_events, who_did_what
from tests.support.bot import RunningBot
from tests.support.databases import NOON, Clock

Pass = Callable[[float], None]


@in_session
async def lounge(club: Community, general: Channel) -> Channel:
    return club.add_channel("lounge", kind="voice")


@pytest.fixture
def let_pass(bot: RunningBot, clock: Clock) -> Pass:
    """Lets so many seconds pass; the listener looks at the clock every few seconds by itself."""

    def let_pass(seconds: float) -> None:
        clock.forward(seconds=seconds)
        listener: Any = bot.client.get_cog("VoiceMinutes")
        listener.count()

    return let_pass


async def test_whole_minutes_together_count(
    db: Database, club: Community, lounge: Channel, mai: Member, bob: Member, let_pass: Pass
) -> None:
    await mai.join_voice(lounge)
    let_pass(300)  # alone
    await bob.join_voice(lounge)
    await stored_events(db, club)  # by now it is known that they are together
    let_pass(59)
    let_pass(62)  # two whole minutes, and a second
    await bob.leave_voice()
    await stored_events(db, club)
    let_pass(600)
    stored = await stored_events(db, club)
    both = [("Mai", "voice_minutes"), ("Bob", "voice_minutes")]
    assert sorted(who_did_what(stored, mai, bob)) == sorted(both * 2)
    assert {(event.channel_id, event.data["minutes"]) for event in stored} == {(lounge.id, 1)}
    ends = [(event.happened_at - NOON).total_seconds() for event in stored]
    assert sorted(ends) == [360, 360, 420, 420]


async def test_who_hears_nobody_is_not_together_with_anybody(
    db: Database, club: Community, lounge: Channel, mai: Member, bob: Member, let_pass: Pass
) -> None:
    helper = club.add_member("Helper", bot=True)
    await mai.join_voice(lounge)
    await helper.join_voice(lounge)
    await stored_events(db, club)
    let_pass(120)  # a bot is no company
    await bob.join_voice(lounge)
    await bob.deafen()
    await stored_events(db, club)
    let_pass(120)  # and neither is who is deaf
    await bob.deafen(False)
    await bob.deafen(by_moderator=True)
    await stored_events(db, club)
    let_pass(120)
    assert await stored_events(db, club) == []
    await bob.deafen(False, by_moderator=True)
    await bob.mute()  # who only listens is there
    await stored_events(db, club)
    let_pass(60)
    assert sorted(who_did_what(await stored_events(db, club), mai, bob)) == [
        ("Bob", "voice_minutes"),
        ("Mai", "voice_minutes"),
    ]


async def test_going_in_and_out_earns_no_minute(
    db: Database, club: Community, lounge: Channel, mai: Member, bob: Member, let_pass: Pass
) -> None:
    elsewhere = club.add_channel("elsewhere", kind="voice")
    await mai.join_voice(lounge)
    for _ in range(3):
        await bob.join_voice(lounge)
        await stored_events(db, club)
        let_pass(50)
        await bob.join_voice(elsewhere)
        await stored_events(db, club)
        let_pass(50)
    assert await stored_events(db, club) == []


async def test_who_is_away_is_not_there(
    db: Database, club: Community, lounge: Channel, mai: Member, bob: Member, let_pass: Pass
) -> None:
    for member in (mai, bob):
        await member.join_voice(lounge)
    club.afk_channel = lounge
    await stored_events(db, club)
    let_pass(120)
    assert await stored_events(db, club) == []
    club.afk_channel = None
    await stored_events(db, club)
    let_pass(60)
    assert len(await stored_events(db, club)) == 2


async def test_after_a_start_the_minute_begins_anew(
    db: Database,
    discord: LocalDiscord,
    club: Community,
    lounge: Channel,
    mai: Member,
    bob: Member,
    bot: RunningBot,
    let_pass: Pass,
) -> None:
    for member in (mai, bob):
        await member.join_voice(lounge)
    await stored_events(db, club)
    let_pass(50)
    await bot.restart()
    await stored_events(db, club)
    let_pass(50)
    assert await stored_events(db, club) == []
    let_pass(10)
    assert len(await stored_events(db, club)) == 2


async def test_what_a_sleeping_machine_did_not_see_does_not_count(
    db: Database, club: Community, lounge: Channel, mai: Member, bob: Member, let_pass: Pass
) -> None:
    for member in (mai, bob):
        await member.join_voice(lounge)
    await stored_events(db, club)
    let_pass(8 * 3600)
    assert await stored_events(db, club) == []
    let_pass(60)
    assert len(await stored_events(db, club)) == 2


@pytest.mark.parametrize("resume", [True, False])
async def test_after_a_gap_the_minute_begins_anew(
    db: Database,
    club: Community,
    lounge: Channel,
    mai: Member,
    bob: Member,
    bot: RunningBot,
    let_pass: Pass,
    resume: bool,
) -> None:
    for member in (mai, bob):
        await member.join_voice(lounge)
    await stored_events(db, club)
    let_pass(50)
    await bot.discord.disconnect(resume=resume)
    await bot.discord.bot_ready()
    await stored_events(db, club)
    let_pass(50)
    assert await stored_events(db, club) == []
    let_pass(10)
    assert len(await stored_events(db, club)) == 2


async def test_nothing_is_counted_while_the_gateway_is_gone(
    db: Database,
    club: Community,
    lounge: Channel,
    mai: Member,
    bob: Member,
    bot: RunningBot,
    let_pass: Pass,
) -> None:
    for member in (mai, bob):
        await member.join_voice(lounge)
    await stored_events(db, club)
    listener: Any = bot.client.get_cog("VoiceMinutes")
    let_pass(65)
    await listener.on_shard_disconnect(0)
    for _ in range(10):
        let_pass(60)
    listener.update(bot.client.get_channel(lounge.id))  # what is still being handed round
    let_pass(60)
    await listener.on_shard_resumed(0)
    let_pass(59)
    assert len(await stored_events(db, club)) == 2  # the minute before
    let_pass(1)
    stored = await stored_events(db, club)
    assert len(stored) == 4
    ends = {(event.happened_at - NOON).total_seconds() for event in stored}
    assert ends == {60, 65 + 11 * 60 + 60}
