"""/thanks, and what managers choose about it."""

import pytest

from bot.localdiscord import Channel, Community, LocalDiscord, Member
from bot.services.points import ledger
from db.database import Database

pytestmark = pytest.mark.usefixtures("bot")


async def test_a_member_thanks_another(
    db: Database,
    discord: LocalDiscord,
    club: Community,
    general: Channel,
    linh: Member,
    mai: Member,
    bob: Member,
) -> None:
    discord.deliver_twice()
    given = await mai.command("thanks", member=bob)
    assert given.ephemeral
    assert "5 points" in given.text
    assert (await db.read(ledger.balances, club.id, bob.id)).spend == 5
    assert general.messages == []
    for giver, to in ((mai, bob), (bob, mai)):  # and neither hears why
        refused = await giver.command("thanks", member=to)
        assert refused.ephemeral
        assert to.mention in refused.text
    balance = (await bob.command("balance")).text
    assert "thanked by another member" in balance
    assert mai.mention not in balance
    assert mai.mention in (await linh.command("points history", member=bob)).text
    assert mai.mention in (await linh.command("audit", kind="points")).text


async def test_who_cannot_be_thanked_is_said(
    club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    robot = club.add_member("Robot", bot=True)
    said = {(await mai.command("thanks", member=one)).text for one in (mai, robot)}
    await bob.leave()
    said.add((await mai.command("thanks", member=bob)).text)
    assert len(said) == 3
    shown = await linh.command("settings thanks", points=7, quota=1, cap=9)
    assert "7 points" in shown.text
    assert "1 more" not in (await mai.command("thanks", member=linh)).text
    assert "tomorrow" in (await mai.command("thanks", member=club.add_member("An"))).text
    off = await shown.press("Switch thanks off")
    assert "cannot thank" in off.text
    assert "switched off" in (await linh.command("thanks", member=mai)).text
    assert "switched thanks off" in (await linh.command("audit", kind="settings")).text
