"""When an answer takes long, Discord hears in time that it will come, and it finds its place."""

import pytest

from bot.localdiscord import Community, Member
from bot.ui.core import answers
from db.database import Database
from tests.endtoend.deliveries import settled
from tests.endtoend.rewards import award, badge, coupon, describe, issue_reward, spend, voucher

pytestmark = pytest.mark.usefixtures("bot")

SECRET = "PARTNER-0001"


@pytest.fixture(autouse=True)
def no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acknowledge everything at once, as if no answer were ever ready in time."""
    monkeypatch.setattr(answers, "ACKNOWLEDGED_AFTER", 0.0)


async def test_a_member_buys(db: Database, club: Community, mai: Member) -> None:
    await describe(db, club, await coupon(db, club), picture=True)
    await award(db, mai, 150)
    shown = await mai.command("store")
    assert shown.ephemeral
    assert len(shown.files) == 1
    card = await shown.press("Claim")
    assert card.ephemeral
    assert card.message is not shown.message
    done = await card.press("Confirm")
    assert done.message is card.message
    refused = await shown.press("Claim")
    assert refused.ephemeral
    assert "50" in refused.text
    assert shown.followups == card.followups == done.followups == refused.followups == []
    assert await spend(db, mai) == 50


async def test_pages_turn_in_their_place(db: Database, club: Community, mai: Member) -> None:
    for number in range(6):
        await coupon(db, club, f"Mug {number}")
    first = await mai.command("store")
    second = await first.press("Next")
    assert second.message is first.message
    assert "Mug 5" in first.text


async def test_a_code_is_shown_to_its_holder_alone(
    db: Database, club: Community, mai: Member
) -> None:
    await issue_reward(db, mai, await voucher(db, club, SECRET))
    await settled(db, club)
    (message,) = mai.direct_messages
    for code in (
        await message.press("Claim code"),
        await (await mai.command("rewards")).press("Show code"),
    ):
        assert code.ephemeral
        assert SECRET in code.text
    assert SECRET not in message.text


async def test_a_form_cannot_open_any_more(db: Database, club: Community, linh: Member) -> None:
    await badge(db, club)
    card = await linh.command("reward edit", reward="Reader")
    refused = await card.press("Basics")
    assert refused.modal is None
    assert refused.ephemeral
    assert "Please try again" in refused.text
