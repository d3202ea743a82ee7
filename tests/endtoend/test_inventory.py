"""/rewards: what members hold, and codes for their holders' eyes alone."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.localdiscord import Community, LocalDiscord, Member, NotPossible
from bot.services.codes import codes
from bot.services.grants import redeem
from db.database import Database
from db.session import Session
from db.tables import Code, CodeState, Grant, RewardKind
from tests.endtoend.answers import ids, lead_to
from tests.endtoend.deliveries import settled
from tests.endtoend.rewards import (
    LATER,
    award,
    badge,
    boss,
    coupon,
    describe,
    issue_reward,
    publish,
    revoke_grant,
    voucher,
)
from tests.support.databases import NOON, Clock

pytestmark = pytest.mark.usefixtures("bot")

SECRET = "PARTNER-0001"


async def states(db: Database, club: Community) -> list[str]:
    """Return the states of a community's codes."""
    return await db.read(
        lambda s: list(s.exec(select(Code.state).where(Code.community_id == club.id)))
    )


async def redemption_code(db: Database, club: Community) -> str:
    """Return the redemption code of the one coupon of a community, as it is shown."""

    def use_case(session: Session) -> str:
        found = session.exec(select(Grant.redemption_code).where(Grant.community_id == club.id))
        return redeem.shown(found.one() or "")

    return await db.read(use_case)


async def test_a_code_waits_is_claimed_and_can_be_looked_at_again(
    db: Database, club: Community, mai: Member
) -> None:
    reward_id = await voucher(db, club, SECRET)
    await describe(db, club, reward_id, instructions="Type it at the *till*.")
    await issue_reward(db, mai, reward_id)
    answer = await mai.command("rewards")
    assert answer.ephemeral
    assert answer.buttons == ["Claim code"]
    assert "A code is waiting" in answer.text
    assert SECRET not in answer.text

    code = await answer.press("Claim code")
    assert code.ephemeral
    assert code.message is not answer.message
    assert SECRET in code.text.splitlines()
    assert r"the \*till\*" in code.text
    assert await states(db, club) == [CodeState.CLAIMED]

    again = await mai.command("rewards")
    assert again.buttons == ["Show code"]
    assert "waiting" not in again.text
    assert SECRET in (await again.press("Show code")).text
    assert SECRET in (await answer.press("Claim code")).text  # the old card still works


async def test_waiting_codes_are_counted_on_every_page(
    db: Database, club: Community, mai: Member
) -> None:
    first = await voucher(db, club, *(f"OLD-CODE-{n}" for n in range(6)))
    for _ in range(6):
        await issue_reward(db, mai, first)
    shown = await mai.command("rewards")
    assert "6 codes are waiting" in shown.text
    assert shown.buttons == ["Claim code"] * 5 + ["Next"]
    last = await shown.press("Next")
    assert last.message is shown.message
    assert "6 codes are waiting" in last.text
    assert last.buttons == ["Claim code", "Previous"]
    assert (await mai.command("rewards", page=99)).buttons == last.buttons


async def test_empty_hands_are_shown_the_store(mai: Member) -> None:
    assert "/store" in (await mai.command("rewards")).text


async def test_badges_are_in_the_profile_instead(
    db: Database, club: Community, mai: Member
) -> None:
    await issue_reward(db, mai, await badge(db, club))
    assert "Reader" not in (await mai.command("rewards")).text


async def test_nobody_else_opens_a_code(
    discord: LocalDiscord, db: Database, club: Community, mai: Member, bob: Member
) -> None:
    reward_id = await voucher(db, club, SECRET, "PARTNER-0002")
    await issue_reward(db, mai, reward_id)
    await issue_reward(db, bob, reward_id)
    hers, his = await mai.command("rewards"), await bob.command("rewards")
    with pytest.raises(NotPossible):
        await hers.press("Claim code", by=bob)
    # A client that is not Discord's own can send any id.
    (where,) = ids(hers)
    lead_to(his, where)
    refused = await his.press(0)
    assert SECRET not in refused.text
    assert "not there any more" in refused.text
    assert await states(db, club) == [CodeState.ASSIGNED] * 2


async def test_a_community_does_not_open_what_belongs_to_another(
    discord: LocalDiscord, db: Database, club: Community, mai: Member
) -> None:
    await issue_reward(db, mai, await voucher(db, club, SECRET))
    other = discord.add_community("Chess club")
    other.add_channel("general")
    there = other.add_member(mai)
    assert "Bookshop" not in (await there.command("rewards")).text
    await issue_reward(db, there, await coupon(db, other))
    forged = await there.command("rewards")
    (where,) = ids(await mai.command("rewards"))
    lead_to(forged, where.replace(f":{club.id}", f":{other.id}"))
    assert SECRET not in (await forged.press(0)).text
    assert await states(db, club) == [CodeState.ASSIGNED]


async def test_what_has_expired_unclaimed_stays_closed(
    db: Database, club: Community, mai: Member, clock: Clock
) -> None:
    today = NOON.date()
    pool = [(SECRET, today), ("PARTNER-0002", today + timedelta(days=5))]
    reward_id = await publish(db, club, RewardKind.VOUCHER, codes=pool)
    await issue_reward(db, mai, reward_id)
    await issue_reward(db, mai, reward_id)
    shown = await mai.command("rewards")
    seen = await shown.press(0)
    assert "PARTNER-0002" in seen.text
    clock.forward(days=6)
    late = await shown.press(1)
    assert SECRET not in late.text
    assert "expired before you claimed it" in late.text
    assert "PARTNER-0002" in (await shown.press(0)).text  # claimed in time: theirs for good
    again = await mai.command("rewards")
    assert again.buttons == ["Show code"]
    assert "Expired" in again.text
    assert "waiting" not in again.text


async def test_what_was_taken_back_stays_closed(db: Database, club: Community, mai: Member) -> None:
    reward_id = await voucher(db, club, SECRET, "PARTNER-0002")
    unseen, seen = await issue_reward(db, mai, reward_id), await issue_reward(db, mai, reward_id)
    shown = await mai.command("rewards")
    await shown.press(0)  # the newest stands first
    await revoke_grant(db, club, unseen)
    await revoke_grant(db, club, seen)
    for number in (0, 1):
        assert "withdrew" in (await shown.press(number)).text
    again = await mai.command("rewards")
    assert again.buttons == []
    assert again.text.count("Taken back") == 2


async def test_a_withdrawn_code_stays_closed_and_its_holder_hears_of_it(
    db: Database, club: Community, mai: Member
) -> None:
    await issue_reward(db, mai, await voucher(db, club, SECRET))
    shown = await mai.command("rewards")
    (code_id,) = await db.read(
        lambda s: s.exec(select(Code.id).where(Code.community_id == club.id)).all()
    )
    await db.write(codes.void, boss(club), code_id)
    refused = await shown.press("Claim code")
    assert SECRET not in refused.text
    assert "withdrew" in refused.text
    assert (await mai.command("rewards")).buttons == []
    await settled(db, club)
    assert "withdrew" in mai.direct_messages[-1].text


async def test_a_coupon_shows_its_code_until_it_is_used(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    await coupon(db, club, expires_on=LATER)
    await award(db, mai, 100)
    done = await (await mai.command("claim", reward="Mug")).press("Confirm")
    assert done.buttons == ["Use"]
    code = await redemption_code(db, club)
    used = await done.press("Use")
    assert used.ephemeral
    assert code in used.text.splitlines()
    shown = await mai.command("rewards")
    assert code in (await shown.press("Use")).text

    found = await linh.command("coupon redeem", code=code)
    await found.press("Mark as used")
    refused = await shown.press("Use")
    assert code not in refused.text
    assert "used" in refused.text
    again = await mai.command("rewards")
    assert again.buttons == []
    assert "Used" in again.text


async def test_a_coupon_expires_at_the_end_of_its_day(
    db: Database, club: Community, mai: Member, clock: Clock
) -> None:
    await issue_reward(db, mai, await coupon(db, club, expires_on=NOON.date()))
    shown = await mai.command("rewards")
    clock.forward(hours=11, minutes=59)
    code = await redemption_code(db, club)
    assert code in (await shown.press("Use")).text
    clock.forward(minutes=1)
    assert code not in (await shown.press("Use")).text
    assert (await mai.command("rewards")).buttons == []


async def test_a_code_is_shown_as_it_stands(db: Database, club: Community, mai: Member) -> None:
    """Whatever Discord would make of its letters, and also if they would end a block of code."""
    odd = ["A*B_C~D|E>`#@everyone", "x```y*z*"]
    await issue_reward(db, mai, await voucher(db, club, odd[0], name="One"))
    await issue_reward(db, mai, await voucher(db, club, odd[1], name="Two"))
    shown = await mai.command("rewards")
    assert r"x\`\`\`y\*z\*" in (await shown.press(0)).text
    assert f"```\n{odd[0]}\n```" in (await shown.press(1)).text


async def test_codes_open_in_direct_messages_while_they_are_members(
    db: Database, club: Community, mai: Member
) -> None:
    reward_id = await voucher(db, club, SECRET)
    await issue_reward(db, mai, reward_id)
    await settled(db, club)
    (message,) = mai.direct_messages
    assert SECRET not in message.text
    await mai.leave()
    refused = await message.press("Claim code")
    assert SECRET not in refused.text
    assert "no longer in that server" in refused.text
    assert await states(db, club) == [CodeState.ASSIGNED]
    await mai.rejoin()
    code = await message.press("Claim code")
    assert code.ephemeral
    assert SECRET in code.text
    assert await states(db, club) == [CodeState.CLAIMED]


async def test_a_code_pressed_twice_at_once_is_claimed_once(
    discord: LocalDiscord, db: Database, club: Community, mai: Member
) -> None:
    await issue_reward(db, mai, await voucher(db, club, SECRET))
    shown = await mai.command("rewards")
    discord.deliver_twice()
    await shown.press("Claim code")
    assert SECRET in (await shown.press("Claim code")).text
    assert (await mai.command("privacy show")).text.count(
        "audit entries: 2"
    ) == 1  # given, and claimed


async def test_in_vietnamese(db: Database, club: Community, mai: Member) -> None:
    mai.locale = "vi"
    await issue_reward(db, mai, await voucher(db, club, SECRET))
    await issue_reward(db, mai, await coupon(db, club, "Cốc"))
    shown = await mai.command("rewards")
    assert shown.buttons == ["Dùng", "Nhận mã"]
    await shown.press("Nhận mã")
    assert (await mai.command("rewards")).buttons == ["Dùng", "Xem mã"]
