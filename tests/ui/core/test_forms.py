"""Forms: what was typed is never lost."""

import asyncio

import pytest
from sqlmodel import func, select

from bot.localdiscord import Community, File, LocalDiscord, Member
from db.database import Database
from db.tables import Form
from tests.support.bot import RunningBot

NAME, ROLE, KIND, IMAGE = "Next", "Previous", "Not now", "unlimited"


async def kept(db: Database) -> int:
    """Return how many forms are kept."""
    return await db.read(lambda session: session.exec(select(func.count()).select_from(Form)).one())


async def test_a_form_opens_filled_in_and_arrives(
    db: Database, club: Community, mai: Member
) -> None:
    role = club.add_role("Reader")
    card = await mai.command("card")
    opened = await card.press("Form")
    assert opened.modal is not None
    assert opened.modal.fields[NAME].value == "old"
    await opened.modal.submit(
        {NAME: "new", ROLE: role, KIND: "Previous", IMAGE: File("a.png", b"123")}
    )
    assert card.message is not None
    assert f"7 new {role.id} b a.png=3" in card.message.text
    assert await kept(db) == 0


async def test_mistakes_are_listed_and_the_form_reopens_with_everything(
    db: Database, club: Community, mai: Member
) -> None:
    role = club.add_role("Reader")
    card = await mai.command("card")
    opened = await card.press("Form")
    assert opened.modal is not None
    refused = await opened.modal.submit(
        {NAME: "bad", ROLE: role, KIND: "Next", IMAGE: File("a.png", b"123")}
    )
    assert refused.ephemeral
    assert "2 things need fixing" in refused.text
    assert "“bad”" in refused.text
    again = await refused.press("Fix it")
    assert again.modal is not None
    assert again.modal.fields[NAME].value == "bad"
    assert again.modal.fields[ROLE].value == [str(role.id)]
    fixed = await again.modal.submit({NAME: "good"})
    assert f"7 good {role.id} a a.png=3" in fixed.text  # with the file, which no form can show
    async with asyncio.timeout(60):
        while await kept(db):
            """The form is forgotten once its answer is sent."""


async def test_a_form_that_is_wrong_again_is_kept_once(db: Database, mai: Member) -> None:
    opened = await (await mai.command("card")).press("Form")
    for _ in range(2):
        assert opened.modal is not None
        refused = await opened.modal.submit({NAME: "bad"})
        opened = await refused.press("Fix it")
        assert await kept(db) == 1


async def test_a_form_works_that_was_opened_before_a_restart(bot: RunningBot, mai: Member) -> None:
    opened = await (await mai.command("card")).press("Form")
    await bot.restart()
    assert opened.modal is not None
    refused = await opened.modal.submit({NAME: "bad"})
    await bot.restart()
    again = await refused.press("Fix it")
    await bot.restart()
    assert again.modal is not None
    assert "7 good" in (await again.modal.submit({NAME: "good"})).text


async def test_what_was_typed_survives_a_defect(
    db: Database, discord: LocalDiscord, mai: Member
) -> None:
    opened = await (await mai.command("card")).press("Form")
    assert opened.modal is not None
    answer = await opened.modal.submit({NAME: "defect"})
    assert "reference" in answer.text
    await discord.until(lambda: answer.followups)
    again = await answer.followups[0].press("Fix it", by=mai)
    assert again.modal is not None
    assert again.modal.fields[NAME].value == "defect"
    assert await kept(db) == 1


async def test_a_file_that_is_too_large_is_refused_and_the_rest_kept(mai: Member) -> None:
    opened = await (await mai.command("card")).press("Form")
    assert opened.modal is not None
    refused = await opened.modal.submit({NAME: "new", IMAGE: File("big.png", b"1" * 1_100_000)})
    assert "big.png" in refused.text
    assert "1 MB" in refused.text
    again = await refused.press("Fix it")
    assert again.modal is not None
    assert again.modal.fields[NAME].value == "new"


@pytest.mark.parametrize("elsewhere", [True, False])
async def test_nobody_else_reopens_it(
    elsewhere: bool, discord: LocalDiscord, db: Database, club: Community, mai: Member
) -> None:
    opened = await (await mai.command("card")).press("Form")
    assert opened.modal is not None
    await opened.modal.submit({NAME: "bad"})
    form_id = await db.read(lambda session: session.exec(select(Form.id)).one())
    other = discord.add_community("Chess club") if elsewhere else club
    if elsewhere:
        other.add_channel("general")
    who = other.add_member(mai) if elsewhere else other.add_member("Bob")
    offered = await who.command("forge", form=str(form_id))
    assert "not there" in (await offered.press("Fix it")).text
