"""What Laurel hands out arrives whole, whatever its size; the audit tells of what arrived."""

import io
import json
import re
import zipfile
from typing import Any

import pytest

from bot.localdiscord import Answer, Community, File, LocalDiscord, Member, Message
from bot.services import audit
from db.database import Database
from tests.endtoend.rewards import award, boss, voucher
from tests.endtoend.workflows import workflow
from tests.support.bot import RunningBot
from tests.support.until import until

pytestmark = pytest.mark.usefixtures("bot")

SMALL = 2000
"""Bytes of a file that this Discord takes: files of a few kilobytes do not fit it."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Discord that takes small files only, and says so."""
    for place in ("state.interactions", "limits.messages"):
        monkeypatch.setattr(f"bot.localdiscord.{place}.SIZE_LIMIT", SMALL)


async def handed_over(answer: Answer, *, below: int = 0) -> bytes:
    """Return the packed file that came with an answer, put together again.

    `below` messages come before it.
    """

    def messages() -> list[Message]:
        return [one for one in (answer.message, *answer.followups) if one is not None][below:]

    await answer.until(lambda _: messages())
    parts = re.search(r"Part 1 of (\d+)", messages()[0].text)
    count = int(parts.group(1)) if parts else 1
    await answer.until(lambda _: len(messages()) == count)
    whole = b""
    for message in messages():
        assert message.ephemeral
        (file,) = message.files
        assert len(file.data) <= SMALL
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            whole += archive.read(archive.namelist()[0])
    return whole


async def audit_of(db: Database, club: Community, action: str) -> list[dict[str, Any]]:
    """Return what the audit keeps of an action."""
    seen = await db.read(audit.load_page, boss(club))
    return [line.details for line in seen.lines if line.action == action]


# Proved by handing files over as they are: Discord refuses them, the manager is told that something
# went wrong, and the audit would tell of an export that nobody got.
@pytest.mark.usefixtures("small")
async def test_an_export_of_codes_comes_packed_and_in_parts(
    db: Database, club: Community, linh: Member
) -> None:
    codes = [f"{number * 7919 % 99991:05}-{number * 104729 % 99991:05}" for number in range(600)]
    await voucher(db, club, *codes)
    answer = await linh.command("codes export", reward="Bookshop")
    text = (await handed_over(answer)).decode()
    assert [line.split(",")[0] for line in text.splitlines()] == ["CODE", *codes]
    assert "Part 1 of" in answer.text
    assert await until(lambda: audit_of(db, club, "codes.exported")) == [{"count": 600}]


async def test_where_discord_takes_more_it_comes_as_it_is(
    db: Database, club: Community, linh: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("state.interactions", "limits.messages"):
        monkeypatch.setattr(f"bot.localdiscord.{place}.SIZE_LIMIT", SMALL * 10)
    await voucher(db, club, *[f"CODE-{number:04}" for number in range(600)])
    (file,) = (await linh.command("codes export", reward="Bookshop")).files
    assert SMALL < len(file.data) < SMALL * 10
    assert file.name == "codes.csv"


async def test_the_audit_does_not_tell_of_what_did_not_arrive(
    db: Database, discord: LocalDiscord, club: Community, linh: Member
) -> None:
    await voucher(db, club, "CODE-0001")
    discord.fail("PATCH", "*/messages/@original", status=413, code=40005)
    refused = await linh.command("codes export", reward="Bookshop")
    assert refused.files == []
    assert await audit_of(db, club, "codes.exported") == []
    discord.refused.clear()


@pytest.mark.usefixtures("small")
async def test_the_audit_tells_of_what_arrived_in_part(
    db: Database, discord: LocalDiscord, club: Community, linh: Member
) -> None:
    """Proven: recorded after the last part, an export that broke off was nowhere."""
    await voucher(db, club, *[f"{number * 7919 % 99991:05}" for number in range(900)])
    before = len(discord.requests)
    discord.fail("POST", "/webhooks/*", status=413, code=40005, times=2)  # and what is said of it
    answer = await linh.command("codes export", reward="Bookshop")
    assert "Part 1 of" in answer.text
    assert await until(lambda: audit_of(db, club, "codes.exported")) == [{"count": 900}]
    await discord.until(
        lambda: [one.method for one in discord.requests[before:]].count("POST") >= 3
    )
    assert answer.followups == []


@pytest.mark.usefixtures("small")
async def test_what_is_kept_of_a_member_comes_whole(
    db: Database, club: Community, mai: Member
) -> None:
    for number in range(20):
        await award(db, mai, number + 1)
    kept = json.loads(await handed_over(await mai.command("privacy export")))
    assert sum(entry["amount"] for entry in kept["ledger"] if entry["wallet"] == "spend") == 210


@pytest.mark.usefixtures("small")
async def test_a_workflow_comes_whole(db: Database, club: Community, linh: Member) -> None:
    step = {"type": "send_notification", "text": "Well done! " * 90}
    await workflow(db, club, {"trigger": {"type": "daily_login"}, "steps": [step] * 3})
    answer = await linh.command("workflow export", workflow="Welcome")
    assert (await handed_over(answer)).decode().count("send_notification") == 3


ROWS = "\n".join([f"{number * 7919},2030-12-31" for number in range(1, 301)] * 2)


@pytest.mark.usefixtures("small")
async def test_the_rows_that_stay_out_come_whole(
    db: Database, club: Community, linh: Member
) -> None:
    await voucher(db, club)
    card = await linh.command("codes import", reward="Bookshop", file=File("a.csv", ROWS.encode()))
    assert "Import" in card.buttons
    whole = await handed_over(card, below=1)
    assert len(whole.splitlines()) == 301


async def test_the_preview_stands_without_its_file(
    db: Database, discord: LocalDiscord, bot: RunningBot, club: Community, linh: Member
) -> None:
    await voucher(db, club)
    discord.fail("POST", "/webhooks/*", status=413, code=40005)
    card = await linh.command("codes import", reward="Bookshop", file=File("a.csv", ROWS.encode()))
    await card.until(lambda shown: shown.followups)
    assert card.followups[0].files == []
    assert "300 codes" in (await card.press("Import")).text
    discord.refused.clear()
