"""/coupon, as managers use it when a member comes for what they bought."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import col, select

from bot.localdiscord import Community, LocalDiscord, Member, Permissions
from bot.services.grants import redeem
from db.database import Database
from db.session import Session
from db.tables import Grant, RewardKind
from tests.support import factories
from tests.support.bot import RunningBot
from tests.support.databases import Clock
from tests.support.factories import Terms
from tests.support.until import until

pytestmark = pytest.mark.usefixtures("bot")


async def publish(db: Database, club: Community, name: str = "Mug", **terms: Any) -> int:
    """Put a coupon on offer."""

    def use_case(session: Session) -> int:
        factories.add_community(session, community_id=club.id)
        shown = Terms(**{"cost": 100, "stock": 100} | terms)
        return factories.publish(session, RewardKind.COUPON, name, shown, community_id=club.id)

    return await db.write(use_case)


async def grants(db: Database, club: Community) -> list[Grant]:
    """Every grant, oldest first."""

    def use_case(session: Session) -> list[Grant]:
        chosen = select(Grant).where(col(Grant.community_id) == club.id)
        return list(session.exec(chosen.order_by(col(Grant.id))))

    return await db.read(use_case)


async def give_coupon(db: Database, linh: Member, mai: Member, name: str = "Mug") -> str:
    """Give a coupon, and return its redemption code as its holder sees it."""
    await linh.command("grant member", reward=name, member=mai)
    code = (await grants(db, linh.community))[-1].redemption_code
    assert code is not None
    return redeem.shown(code)


async def audited(linh: Member, what: str) -> None:
    """Wait until the audit says it: a file is recorded once Discord has it."""

    async def check() -> bool:
        return what in (await linh.command("audit")).text

    assert await until(check)


async def test_redeeming_shows_whose_it_is_and_marks_it_used_once(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    await publish(db, club)
    code = await give_coupon(db, linh, mai)
    card = await linh.command("coupon redeem", code=f" {code.lower()} ")
    assert card.ephemeral
    assert mai.mention in card.text
    assert "Mug" in card.text
    assert (await grants(db, club))[0].state == "held"
    other_card = await linh.command("coupon redeem", code=code)
    done = await card.press("Mark as used")
    assert done.message is card.message
    assert (await grants(db, club))[0].state == "used"

    late = await other_card.press("Mark as used")
    assert linh.mention in late.text
    again = await linh.command("coupon redeem", code=code)
    assert linh.mention in again.text
    assert again.buttons == []


async def test_not_now_leaves_it_as_it_is(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    await publish(db, club)
    card = await linh.command("coupon redeem", code=await give_coupon(db, linh, mai))
    await card.press("Not now")
    assert (await grants(db, club))[0].state == "held"


async def test_a_press_delivered_twice_uses_it_once(
    discord: LocalDiscord, db: Database, club: Community, linh: Member, mai: Member
) -> None:
    await publish(db, club)
    card = await linh.command("coupon redeem", code=await give_coupon(db, linh, mai))
    discord.deliver_twice()
    await card.press("Mark as used")
    text = (await linh.command("audit")).text
    assert text.count("used") == 1


async def test_what_cannot_be_redeemed_has_no_button(
    db: Database, clock: Clock, club: Community, linh: Member, mai: Member
) -> None:
    await publish(db, club, expires_on=date(2025, 6, 2))
    code = await give_coupon(db, linh, mai)
    taken = await give_coupon(db, linh, mai)
    await (await linh.command("revoke", member=mai, reward="Mug")).press("Take it back")
    card = await linh.command("coupon redeem", code=taken)
    assert "took it back" in card.text
    assert card.buttons == []

    waiting = await linh.command("coupon redeem", code=code)
    clock.forward(days=1)
    assert "expired" in (await waiting.press("Mark as used")).text
    card = await linh.command("coupon redeem", code=code)
    assert "Expired" in card.text
    assert card.buttons == []
    assert [grant.state for grant in await grants(db, club)] == ["held", "revoked"]


async def test_unknown_codes_are_refused(linh: Member) -> None:
    for command in ("coupon redeem", "coupon find"):
        refused = await linh.command(command, code="ABCD-EFGH-JKMN")
        assert "/coupon find" in refused.text
        assert "ABCD" not in refused.text
        assert refused.buttons == []


async def test_finding_by_code_or_by_member(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    await publish(db, club)
    code = await give_coupon(db, linh, mai)
    assert mai.mention in (await linh.command("coupon find", code=code)).text
    listed = await linh.command("coupon find", member=mai)
    assert "Mug" in listed.text
    assert code not in listed.text
    assert "never had" in (await linh.command("coupon find", member=bob)).text
    for options in ({}, {"code": code, "member": mai}):
        assert (
            "either a redemption code or a member"
            in (await linh.command("coupon find", **options)).text
        )
    await listed.press("Mark as used")
    assert (await grants(db, club))[0].state == "used"


async def test_a_members_coupons_page_with_the_usable_ones_first(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    await publish(db, club, "Pen *1*")
    await publish(db, club)
    used = await give_coupon(db, linh, mai, "Pen *1*")
    await (await linh.command("coupon redeem", code=used)).press("Mark as used")
    for _ in range(8):
        await give_coupon(db, linh, mai)
    first = await linh.command("coupon find", member=mai)
    assert first.buttons == ["Mark as used"] * 8 + ["Next"]
    second = await first.press("Next")
    assert second.buttons == ["Previous"]
    assert r"Pen \*1\*" in second.text
    assert linh.mention in second.text


async def test_members_are_refused(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    await publish(db, club)
    code = await give_coupon(db, linh, mai)
    for command, options in (
        ("coupon redeem", {"code": code}),
        ("coupon find", {"code": code}),
        ("coupon find", {"member": mai}),
    ):
        refused = await mai.command(command, **options, force=True)
        assert "for managers" in refused.text
        assert refused.buttons == []
    role = club.add_role("Helper", permissions=Permissions.MANAGE_GUILD)
    helper = club.add_member("Huy", roles=[role])
    card = await helper.command("coupon redeem", code=code)
    await helper.remove_role(role)
    assert "for managers" in (await card.press("Mark as used")).text
    assert (await grants(db, club))[0].state == "held"


async def test_coupons_of_another_community_are_not_found(
    discord: LocalDiscord, db: Database, club: Community, linh: Member, mai: Member
) -> None:
    await publish(db, club)
    code = await give_coupon(db, linh, mai)
    other = discord.add_community("Chess club")
    other.add_channel("general")
    boss = other.add_member("An", permissions=Permissions.MANAGE_GUILD)
    elsewhere = other.add_member(mai)
    assert mai.mention not in (await boss.command("coupon redeem", code=code)).text
    assert "never had" in (await boss.command("coupon find", member=elsewhere)).text


async def test_open_coupons_are_worked_off_from_the_oldest(
    bot: RunningBot, db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    await publish(db, club)
    await publish(db, club, "Pen")
    assert "All done" in (await linh.command("coupon open")).text
    for member, name in ((bob, "Mug"), (mai, "Pen"), *[(mai, "Mug")] * 8):
        await give_coupon(db, linh, member, name)
    shown = await linh.command("coupon open")
    assert shown.ephemeral
    assert shown.text.index(bob.mention) < shown.text.index(mai.mention)
    assert shown.buttons == ["Hand over…"] * 8 + ["Next", "Get the CSV"]
    assert "Pen" not in (await linh.command("coupon open", reward="Mug")).text
    await bot.restart()
    asked = await shown.press("Hand over…")
    assert (await grants(db, club))[0].state == "held"
    assert bob.mention in asked.text
    left = await asked.press("Mark as used")
    assert "is marked as used" in left.text
    assert [grant.state for grant in await grants(db, club)] == ["used"] + ["held"] * 9
    again = await (await left.press("Hand over…")).press("Back to the list")
    assert again.buttons.count("Hand over…") == 8

    sent = await again.press("Get the CSV")
    (file,) = sent.files
    lines = file.data.decode("utf-8-sig").splitlines()
    assert lines[0] == '"REWARD","MEMBER_ID","NAME","PAID","SINCE","GOOD_UNTIL"'
    assert lines[1].startswith(f'"Pen","{mai.id}","Mai",0,')
    assert len(lines) == 10
    codes = [grant.redemption_code for grant in await grants(db, club)]
    assert not any(code in file.data.decode("utf-8-sig") for code in codes if code)
    await audited(linh, "exported the coupons to hand over (9 lines)")


async def test_holders_of_a_reward_by_state_and_as_a_file(
    bot: RunningBot, db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    await publish(db, club)
    assert "Nobody has had it" in (await linh.command("reward holders", reward="Mug")).text
    code = await give_coupon(db, linh, mai)
    await give_coupon(db, linh, bob)
    await (await linh.command("coupon redeem", code=code)).press("Mark as used")
    shown = await linh.command("reward holders", reward="Mug")
    assert shown.ephemeral
    assert shown.buttons == ["All", "Not yet used (1)", "Used (1)", "Get the CSV"]
    assert f"given by {linh.mention}" in shown.text
    await bot.restart()
    used = await shown.press("Used (1)")
    assert mai.mention in used.text
    assert bob.mention not in used.text
    typed = await linh.command("reward holders", reward="Mug", state="use")
    assert bob.mention in typed.text
    assert mai.mention not in typed.text
    (file,) = (await used.press("Get the CSV")).files
    head, line = file.data.decode("utf-8-sig").splitlines()
    assert head.startswith('"MEMBER_ID","NAME","STATE"')
    assert line.startswith(f'"{mai.id}","Mai","used","manager","{linh.id}"')
    await audited(linh, "exported who has **Mug** (1 line)")
    assert "for managers" in (await mai.command("reward holders", reward="Mug", force=True)).text
