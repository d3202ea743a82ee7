"""/privacy: what is kept of a member, shown to that member alone."""

import json
from typing import Any

import pytest

from bot.localdiscord import Answer, Community, Member
from db.database import Database
from tests.endtoend.stage import award, badge, coupon, hand, voucher

pytestmark = pytest.mark.usefixtures("bot")

SECRET = "PARTNER-0001"


def exported(answer: Answer) -> dict[str, Any]:
    """Return what is in the file of an answer."""
    (file,) = answer.files
    assert file.name == "laurel-export.json"
    kept: dict[str, Any] = json.loads(file.data)
    return kept


async def test_little_is_kept_of_who_did_nothing(mai: Member) -> None:
    shown = await mai.command("privacy show")
    assert shown.ephemeral
    assert "Rewards: 0" in shown.text


async def test_what_is_kept_is_counted(db: Database, club: Community, mai: Member) -> None:
    await award(db, mai, 5)
    await hand(db, mai, await badge(db, club))
    shown = await mai.command("privacy show")
    assert "Rewards: 1 · point movements: 2" in shown.text


async def test_everything_goes_along_except_codes(
    db: Database, club: Community, mai: Member, bob: Member
) -> None:
    await award(db, mai, 250, "Reading week")
    await award(db, bob, 98_765)
    await hand(db, mai, await voucher(db, club, SECRET))
    await (await mai.command("rewards")).press("Claim code")
    await coupon(db, club)
    done = await (await mai.command("claim", reward="Mug")).press("Confirm")
    code = (await done.press("Use")).text.split("```")[1].strip()
    answer = await mai.command("privacy export")
    assert answer.ephemeral
    kept = exported(answer)
    assert kept["member_id"] == str(mai.id)
    assert {grant["reward"] for grant in kept["grants"]} == {"Bookshop", "Mug"}
    assert {wallet["balance"] for wallet in kept["wallets"]} == {250, 150}
    text = json.dumps(kept)
    assert "Reading week" in text
    for absent in (SECRET, code, code.replace("-", ""), "98765"):
        assert absent not in text
    assert exported(await bob.command("privacy export"))["grants"] == []


async def test_a_profile_is_hidden_and_shown_again(
    db: Database, club: Community, mai: Member, bob: Member
) -> None:
    await hand(db, mai, await badge(db, club))
    assert "is shown" in (await mai.command("privacy show")).text
    hidden = await mai.command("privacy profile", visible=0)
    assert hidden.ephemeral
    assert "is hidden" in hidden.text
    assert "Reader" not in (await bob.command("profile", member=mai)).text
    await mai.command("privacy profile", visible=1)
    assert "Reader" in (await bob.command("profile", member=mai)).text
