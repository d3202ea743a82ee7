"""From scheduled events on Discord to what is stored of who takes part."""

from datetime import UTC, datetime, timedelta

from bot.localdiscord import Channel, Community, Member, ScheduledEvent
from bot.services import events
from bot.services.maintenance import retention
from db.database import Database
from db.tables import Event, EventState
from tests.endtoend.conftest import in_session
from tests.endtoend.events import members_synced, stored_events, who_did_what
from tests.support.bot import RunningBot
from tests.support.databases import Clock
from tests.support.until import until


@in_session
async def lounge(club: Community, general: Channel) -> Channel:
    return club.add_channel("lounge", kind="voice")


@in_session
async def night(club: Community, lounge: Channel) -> ScheduledEvent:
    return club.schedule("Book night", channel=lounge)


async def test_being_interested_counts_once(
    db: Database, club: Community, lounge: Channel, night: ScheduledEvent, mai: Member
) -> None:
    for _ in range(3):
        await mai.mark_interested(night)
        await mai.unmark_interested(night)
    (event,) = await stored_events(db, club)
    assert (event.trigger, event.member_id) == ("event_registered", mai.id)
    assert (event.channel_id, event.data) == (lounge.id, {"event": str(night.id)})


async def test_it_counts_no_second_time_when_the_first_is_forgotten(
    db: Database, club: Community, night: ScheduledEvent, mai: Member, clock: Clock
) -> None:
    await mai.mark_interested(night)
    await stored_events(db, club)
    clock.forward(days=91)

    async def forgotten() -> bool:
        await db.write(retention.purge, "events")
        return await stored_events(db, club) == []

    await until(forgotten)
    await mai.unmark_interested(night)
    await mai.mark_interested(night)
    assert await stored_events(db, club) == []


async def test_who_is_there_while_it_is_on_has_come(
    db: Database, club: Community, lounge: Channel, night: ScheduledEvent, mai: Member, bob: Member
) -> None:
    elsewhere = club.add_channel("elsewhere", kind="voice")
    an, helper = club.add_member("An"), club.add_member("Helper", bot=True)
    await mai.join_voice(lounge)  # there before it begins
    await helper.join_voice(lounge)
    await an.join_voice(elsewhere)
    assert await stored_events(db, club) == []
    await night.start()
    await bob.join_voice(lounge)
    await bob.deafen()
    await bob.leave_voice()
    await bob.join_voice(lounge)
    stored = await stored_events(db, club)
    assert who_did_what(stored, mai, bob) == [("Mai", "event_checkin"), ("Bob", "event_checkin")]
    assert {(event.channel_id, event.data["event"]) for event in stored} == {
        (lounge.id, str(night.id))
    }
    await night.move(elsewhere)
    await night.end()
    late = club.add_member("Late")
    await late.join_voice(elsewhere)
    assert who_did_what((await stored_events(db, club))[2:], an) == [("An", "event_checkin")]


async def test_who_came_while_laurel_was_away_has_come(
    db: Database,
    club: Community,
    lounge: Channel,
    night: ScheduledEvent,
    mai: Member,
    bot: RunningBot,
) -> None:
    await members_synced(db, club)
    vy = club.add_member("Vy")
    await vy.leave()
    await bot.stop()
    await night.start()
    await vy.rejoin()
    an = club.add_member("An")
    for member in (mai, vy, an):
        await member.join_voice(lounge)
    await bot.start()

    async def stored_or_none() -> list[Event]:
        found = await stored_events(db, club)
        done = len(found) == 3 and all(event.state != EventState.PENDING for event in found)
        return found if done else []

    stored = await until(stored_or_none)
    assert set(who_did_what(stored, mai, vy, an)) == {
        (name, "event_checkin") for name in ("Mai", "Vy", "An")
    }
    # Who joined or returned meanwhile is a member by then, so it counts for them too.
    assert {event.state for event in stored} == {EventState.DONE}


async def test_an_event_elsewhere_has_nobody_to_see(
    db: Database, club: Community, general: Channel, mai: Member
) -> None:
    walk = club.schedule("A walk", location="The park", hours=0)
    assert walk.starts_at <= datetime.now(UTC)
    await mai.mark_interested(walk)
    await walk.start()
    assert who_did_what(await stored_events(db, club), mai) == [("Mai", "event_registered")]


async def test_each_week_of_a_weekly_event_counts(
    db: Database, club: Community, lounge: Channel, night: ScheduledEvent, mai: Member
) -> None:
    """It is one event with one id: by that alone it counted in its first week only."""
    night.recurs_after = timedelta(days=7)
    for week in range(3):
        await mai.mark_interested(night)
        await night.start()
        for _ in range(2):
            await mai.join_voice(lounge)
            await mai.leave_voice()
        await mai.unmark_interested(night)
        await mai.mark_interested(night)
        await night.end()
        await mai.unmark_interested(night)
        both = [(trigger, str(night.id)) for trigger in ("event_registered", "event_checkin")]
        stored = await stored_events(db, club)
        assert [(event.trigger, event.data["event"]) for event in stored] == both * (week + 1)


async def test_what_counted_before_days_were_told_apart_counts_no_more_on_its_day(
    db: Database, club: Community, lounge: Channel, night: ScheduledEvent, mai: Member, clock: Clock
) -> None:
    night.recurs_after = timedelta(days=7)
    night.starts_at = clock.now
    await db.write(events.once, club.id, f"event_checkin:{night.id}:{mai.id}")
    await night.start()
    await mai.join_voice(lounge)
    await mai.leave_voice()
    assert await stored_events(db, club) == []
    await night.end()
    await night.start()
    await mai.join_voice(lounge)
    assert who_did_what(await stored_events(db, club), mai) == [("Mai", "event_checkin")]
