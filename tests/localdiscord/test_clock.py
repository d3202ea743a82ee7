"""The local Discord's clock, and what moves with it."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import discord
import pytest

from bot.localdiscord import Community, LocalDiscord, Member
from bot.localdiscord.snowflakes import time_of
from tests.localdiscord.bot import Bot, Interaction, running
from tests.localdiscord.page.window import opened

WEEK = timedelta(days=7)
SLACK = timedelta(minutes=5)


def is_about(moment: datetime, wanted: datetime) -> bool:
    return abs(moment - wanted) < SLACK


async def test_dates_ids_and_times_move(
    server: LocalDiscord, club: Community, mai: Member, bot: Bot
) -> None:
    async with running(bot, server), opened(server, mai) as window:
        (welcome,) = window.of_type("welcome")
        assert is_about(datetime.fromisoformat(welcome["now"]), datetime.now(UTC))
        before = await mai.post("before")
        await server.advance(WEEK)
        later = datetime.now(UTC) + WEEK
        assert is_about(server.now, later)
        async with (
            aiohttp.ClientSession() as http,
            http.get(f"{server.api_url}/gateway") as answer,
        ):
            assert is_about(parsedate_to_datetime(answer.headers["Date"]), later)
        after = await mai.post("after")
        assert is_about(time_of(after.id), later)
        assert after.id > before.id
        assert is_about(datetime.fromisoformat(after.sent_at), later)
        ana = club.add_member("Ana")
        assert is_about(datetime.fromisoformat(ana.joined_at), later)
        assert is_about(club.schedule("Reading", hours=1).starts_at, later + timedelta(hours=1))
        assert is_about(time_of((await mai.post("old", ago=WEEK)).id), datetime.now(UTC))
        await window.until(lambda: window.of_type("clock"))
        (clock,) = window.of_type("clock")
        assert is_about(datetime.fromisoformat(clock["now"]), later)
    with pytest.raises(ValueError, match="forward"):
        await server.advance(-WEEK)


async def test_what_lasts_for_a_time_ends(server: LocalDiscord, mai: Member, bot: Bot) -> None:
    answers: list[Interaction] = []

    @bot.tree.command()
    async def hello(interaction: Interaction) -> None:
        answers.append(interaction)
        await interaction.response.send_message("hello")

    async with running(bot, server):
        await mai.command("hello")
        await server.advance(timedelta(minutes=14))
        await answers[0].followup.send("in time")
        await mai.time_out(5)
        for minutes, out in ((4, True), (2, False)):
            await server.advance(timedelta(minutes=minutes))
            assert mai.timed_out is out
        with pytest.raises(discord.HTTPException) as error:
            await answers[0].followup.send("too late")
        assert error.value.code == 50027
        server.refused.clear()


async def test_scheduled_events_begin_and_end(
    server: LocalDiscord, club: Community, mai: Member
) -> None:
    hall, empty = (club.add_channel(name, kind="voice") for name in ("hall", "empty"))
    outside = club.schedule("Outside", hours=1)  # for two hours
    full, left = club.schedule("Full", channel=hall), club.schedule("Left", channel=empty)
    forgotten = club.schedule("Forgotten", channel=hall)
    daily = club.schedule("Daily", hours=1)
    daily.recurs_after = timedelta(days=1)
    await mai.join_voice(hall)
    await full.start()
    await left.start()
    every = (outside, full, left, forgotten, daily)

    async def after(hours: float) -> list[str]:
        await server.advance(timedelta(hours=hours))
        return [event.status.name for event in every]

    assert await after(0.9) == ["SCHEDULED", "ACTIVE", "COMPLETED", "SCHEDULED", "SCHEDULED"]
    assert await after(1) == ["ACTIVE", "ACTIVE", "COMPLETED", "SCHEDULED", "SCHEDULED"]
    assert await after(24) == ["COMPLETED", "ACTIVE", "COMPLETED", "CANCELED", "SCHEDULED"]
    assert club.scheduled_events == [full, daily]


async def test_a_clock_that_begins_earlier() -> None:
    async with LocalDiscord(ahead=-3 * WEEK) as server:
        club = server.add_community("Book club")
        club.add_channel("general")
        first = await club.owner.post("long ago")
        await server.advance(3 * WEEK)
        second = await club.owner.post("now")
    assert is_about(time_of(first.id), datetime.now(UTC) - 3 * WEEK)
    assert is_about(time_of(second.id), datetime.now(UTC))
