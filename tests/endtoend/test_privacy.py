"""/privacy: what is kept of a member, shown to that member alone."""

import json
from typing import Any

import pytest

from bot.localdiscord import Answer, Community, LocalDiscord, Member, NotPossible
from bot.services.maintenance.integrity import check
from bot.services.members import memberships
from bot.services.members.memberships import MembershipChange
from db.database import Database
from tests.endtoend.deliveries import settled
from tests.endtoend.events import stored_events
from tests.endtoend.rewards import award, badge, coupon, issue_reward, spend, voucher
from tests.support.databases import NOON

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
    await issue_reward(db, mai, await badge(db, club))
    shown = await mai.command("privacy show")
    assert "Rewards: 1 · point movements: 2" in shown.text


async def test_everything_goes_along_except_codes(
    db: Database, club: Community, mai: Member, bob: Member
) -> None:
    await award(db, mai, 250, "Reading week")
    await award(db, bob, 98_765)
    await issue_reward(db, mai, await voucher(db, club, SECRET))
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
    await issue_reward(db, mai, await badge(db, club))
    assert "is shown" in (await mai.command("privacy show")).text
    hidden = await mai.command("privacy profile", visible=0)
    assert hidden.ephemeral
    assert "is hidden" in hidden.text
    assert "Reader" not in (await bob.command("profile", member=mai)).text
    await mai.command("privacy profile", visible=1)
    assert "Reader" in (await bob.command("profile", member=mai)).text


async def test_erasing_is_confirmed_and_leaves_nothing(
    db: Database, club: Community, mai: Member, bob: Member
) -> None:
    await stored_events(db, club)
    await award(db, mai, 250, "Reading week")
    await award(db, bob, 40)
    await issue_reward(db, mai, await badge(db, club))
    await issue_reward(db, mai, await voucher(db, club, SECRET))
    await issue_reward(db, bob, await coupon(db, club))
    await settled(db, club)
    card = await mai.command("privacy erase")
    assert card.ephemeral
    assert "250 points" in card.text
    assert "1 code or coupon" in card.text
    await card.press("Not now")
    assert await spend(db, mai) == 250

    card = await mai.command("privacy erase")
    done = await card.press("Erase my data")
    assert "is erased" in done.text
    assert "no rewards yet" in (await mai.command("rewards")).text
    assert "Reader" not in (await mai.command("profile")).text
    kept = exported(await mai.command("privacy export"))
    assert kept["grants"] == kept["ledger"] == kept["audit"] == kept["events"] == []
    assert kept["member"]["present"]
    assert await spend(db, bob) == 40
    assert "Mug" in (await bob.command("rewards")).text
    assert await db.read(check) == []


async def test_a_press_that_is_delivered_twice_erases_once(
    discord: LocalDiscord, db: Database, club: Community, mai: Member, linh: Member
) -> None:
    card = await mai.command("privacy erase")
    discord.deliver_twice()
    await card.press("Erase my data")
    assert (await linh.command("audit")).text.count("erased their data") == 1


async def test_only_who_asked_can_confirm(
    db: Database, club: Community, mai: Member, bob: Member
) -> None:
    await award(db, bob, 40)
    card = await mai.command("privacy erase")
    with pytest.raises(NotPossible):
        await card.press("Erase my data", by=bob)
    assert await spend(db, bob) == 40


async def test_an_export_has_what_was_done_and_bought(
    db: Database, club: Community, mai: Member
) -> None:
    await mai.post("Hello")
    change = MembershipChange("webhook", NOON, key=f"hook:{mai.id}")
    await stored_events(db, club)
    await db.write(memberships.apply, club.id, mai.id, "membership_purchased", change, plan="Gold")
    kept = exported(await mai.command("privacy export"))
    assert {"post_created", "membership_purchased"} <= {row["trigger"] for row in kept["events"]}
    assert [row["plan"] for row in kept["memberships"]] == ["Gold"]
    assert "Hello" not in json.dumps(kept)
