"""Whatever goes wrong is answered in one place."""

import asyncio
import re
from typing import Any

import pytest
import structlog
from sqlmodel import select

from bot.localdiscord import Community, LocalDiscord, Member
from bot.services.actors import Person
from bot.services.community import settings
from db.database import Database
from db.tables import Community as CommunityRow
from tests.support.bot import RunningBot
from tests.ui.core.samples.sample import begun, hold

REFERENCE = re.compile(r"\b[0-9A-F]{6}\b")


async def test_a_refusal_says_what_to_do_and_has_no_reference(mai: Member) -> None:
    answer = await mai.command("fail", how="refused")
    assert answer.ephemeral
    assert "40 points more" in answer.text
    assert not REFERENCE.search(answer.text)


async def test_a_refusal_names_points_as_the_community_does(
    club: Community, mai: Member, db: Database
) -> None:
    await mai.command("whoami")
    boss = Person(club.id, club.owner.id, manages_server=True)
    await db.write(settings.set_currency, boss, "stars")
    assert "40 stars" in (await mai.command("fail", how="refused")).text


async def test_a_defect_is_told_and_logged_under_one_reference(mai: Member) -> None:
    with structlog.testing.capture_logs() as logs:
        answer = await mai.command("fail", how="defect")
    assert answer.ephemeral
    found = REFERENCE.search(answer.text)
    assert found is not None
    (entry,) = [line for line in logs if line["event"] == "interaction.failed"]
    assert entry["reference"] == found.group()
    assert entry["what"] == "fail"
    assert isinstance(entry["exc_info"], ValueError)


async def test_a_database_that_is_away_is_no_fault_of_the_member(mai: Member) -> None:
    answer = await mai.command("fail", how="database")
    assert "in a minute" in answer.text
    assert REFERENCE.search(answer.text)


async def test_an_error_after_the_acknowledgement_is_told(mai: Member) -> None:
    assert "40 points more" in (await mai.command("late")).text


@pytest.mark.parametrize(
    ("number", "text"), list(enumerate(["40 points", "not there", "minute", "wrong"]))
)
async def test_buttons_are_answered_like_commands(number: int, text: str, mai: Member) -> None:
    card = await mai.command("card")
    answer = await card.press(f"Fail {number}")
    assert answer.ephemeral
    assert text in answer.text
    assert card.message is not None
    assert "a card" in card.message.text  # the card stays


async def test_suggestions_that_fail_are_none(mai: Member) -> None:
    assert len(await mai.autocomplete("fail", "how", "x")) == 25
    assert await mai.autocomplete("fail", "how", "defect") == []


async def test_answers_follow_the_language_of_who_asks(club: Community) -> None:
    lan = club.add_member("Lan", locale="vi")
    assert "điểm" in (await lan.command("fail", how="refused")).text


async def test_a_community_is_met_with_the_first_command(
    discord: LocalDiscord, bot: RunningBot, db: Database
) -> None:
    club = discord.add_community("Câu lạc bộ", locale="vi")
    club.add_channel("general")
    await club.add_member("Lan").command("whoami")
    (row,) = await db.read(lambda session: list(session.exec(select(CommunityRow))))
    assert (row.id, row.language) == (club.id, "vi")


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 503}, {"drop": True}])
async def test_an_answer_survives_a_failure_of_discord(
    fault: dict[str, Any], discord: LocalDiscord, mai: Member
) -> None:
    card = await mai.command("card")
    discord.fail("POST", "/interactions/*/callback", times=1, **fault)
    answer = await card.choose("Tea")
    assert "chose tea" in answer.text
    if "drop" in fault:  # the answer had arrived, and its repetition is refused
        await discord.until(lambda: discord.refused)
        discord.refused.clear()


async def test_a_lost_acknowledgement_does_not_lose_the_answer(
    discord: LocalDiscord, mai: Member
) -> None:
    discord.fail("POST", "/interactions/*/callback", times=1, drop=True)
    answer = await mai.command("late")
    assert "40 points more" in answer.text
    assert {refused.refusal and refused.refusal.code for refused in discord.refused} <= {40060}
    discord.refused.clear()


async def test_while_stopping_nothing_new_is_taken(bot: RunningBot, mai: Member) -> None:
    await bot.client.finish(0)
    answer = await mai.command("whoami")
    assert "restarting" in answer.text


async def test_what_is_in_hand_is_finished(bot: RunningBot, mai: Member) -> None:
    card = await mai.command("card")
    pressed = asyncio.create_task(card.press("Slow"))
    await begun.wait()
    finishing = asyncio.create_task(bot.client.finish(10))
    await asyncio.sleep(0)
    assert not finishing.done()
    hold.set()
    await finishing
    await bot.client.close()
    assert "finished" in (await pressed).text
