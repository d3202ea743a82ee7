"""While another program holds the database, reading goes on, and who waits to write is told."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from bot.localdiscord import Community, Member
from bot.ui.core import answers
from db.database import Database
from tests.endtoend.rewards import award, coupon, spend
from tests.support.bot import RunningBot

STILL = "still trying"


@pytest.fixture
def url(session_db_url: str) -> str:
    """Where the file is."""
    return session_db_url


@contextmanager
def write_lock(url: str) -> Iterator[None]:
    """Hold the lock that writers need, as another program would; who waits is told at once."""
    with (
        pytest.MonkeyPatch.context() as soon,
        closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as other,
    ):
        soon.setattr(answers, "ACKNOWLEDGED_AFTER", 0.0)
        soon.setattr(answers, "NOTIFY_AFTER", 0.0)
        soon.setattr(answers, "CHECK_PAUSE", 0.01)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def test_reading_goes_on(
    bot: RunningBot, db: Database, url: str, club: Community, mai: Member
) -> None:
    """Also after a restart, when nobody has been heard of yet."""
    await award(db, mai, 40)
    await bot.restart()
    with write_lock(url):
        for command in ("balance", "store", "rewards"):
            shown = await mai.command(command)
            assert STILL not in shown.text
        assert "40" in (await mai.command("balance")).text


async def test_a_command_that_waits_says_so_and_then_answers(
    db: Database, url: str, club: Community, mai: Member
) -> None:
    await mai.command("balance")
    with write_lock(url):
        shown = await mai.command("daily")
        await shown.until(lambda answer: STILL in answer.text)
    done = await shown.until(lambda answer: STILL not in answer.text)
    assert "10" in done.text
    assert await spend(db, mai) == 10


async def test_a_press_that_waits_says_so_and_then_answers(
    db: Database, url: str, club: Community, mai: Member
) -> None:
    await coupon(db, club)
    await award(db, mai, 150)
    card = await (await mai.command("store")).press("Claim")
    asked = card.text
    with write_lock(url):
        answer = await card.press("Confirm")
        assert STILL in answer.text
        assert answer.ephemeral
        assert card.text == asked
    await card.until(lambda answer: answer.text != asked)
    await answer.until(lambda answer: answer.deleted)
    assert await spend(db, mai) == 50
