"""/grant role and /grant file: a plan, then everybody gets it once."""

import pytest

from bot.localdiscord import Community, File, LocalDiscord, Member, NotPossible, Permissions
from db.database import Database
from db.tables import RewardKind
from tests.endtoend.rewards import grants, publish
from tests.support.bot import RunningBot

pytestmark = pytest.mark.usefixtures("bot")


async def test_everybody_with_a_role_gets_it_once(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    badge = await publish(db, club)
    readers = club.add_role("Readers")
    for member in (mai, bob, club.add_member("Robot", bot=True)):
        await member.add_role(readers)
    club.add_member("An")
    await linh.command("grant member", reward="Reader", member=mai)
    card = await linh.command("grant role", reward="Reader", role=readers)
    assert card.ephemeral
    assert "to 1 member" in card.text
    assert "1 already has" in card.text
    assert "1 is a bot" in card.text
    assert card.buttons == ["Give to all", "Cancel"]
    assert await grants(db, club) == [(mai.id, badge, "held")]
    done = await card.press("Give to all")
    assert done.message is card.message
    await done.until(lambda answer: "1 got it" in answer.text)
    assert await grants(db, club) == [(mai.id, badge, "held"), (bob.id, badge, "held")]


async def test_short_stock_goes_to_the_longest_members(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    seat = await publish(db, club, RewardKind.COUPON, "Seat", cost=1, stock=2)
    readers = club.add_role("Readers")
    an = club.add_member("An")
    for member in (an, bob, mai):
        await member.add_role(readers)
    # Those who joined in one millisecond are told apart by their accounts' age.
    joined = ["2024-01-01T00:00:00+00:00", "2023-01-01T00:00:00+00:00"]
    mai.joined_at, an.joined_at = joined
    card = await linh.command("grant role", reward="Seat", role=readers)
    assert "1 too few" in card.text
    assert "will get it" not in card.text  # not all of them
    assert card.buttons == ["Give to all", "Give while stock lasts", "Cancel"]
    with pytest.raises(NotPossible):
        await card.press("Give to all")
    done = await card.press("Give while stock lasts")
    await done.until(lambda answer: "nothing was left" in answer.text)
    assert [grant[:2] for grant in await grants(db, club)] == [(an.id, seat), (mai.id, seat)]


async def test_stock_that_became_short_gives_nobody_anything(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    await publish(db, club, RewardKind.COUPON, "Seat", cost=1, stock=2)
    readers = club.add_role("Readers")
    for member in (bob, mai):
        await member.add_role(readers)
    card = await linh.command("grant role", reward="Seat", role=readers)
    assert card.buttons == ["Give to all", "Cancel"]
    await linh.command("grant member", reward="Seat", member=linh)
    before = await grants(db, club)
    assert "1 more is needed" in (await card.press("Give to all")).text
    assert await grants(db, club) == before


async def test_a_file_of_ids(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    badge = await publish(db, club)
    gone = club.add_member("An")
    await gone.leave()
    lines = ["id,name", str(mai.id), bob.mention, str(gone.id), str(mai.id), "nobody"]
    card = await linh.command(
        "grant file", reward="Reader", file=File("ids.csv", "\n".join(lines).encode())
    )
    assert "to 2 members" in card.text
    assert "1 is not in this server" in card.text
    assert "line 6" in card.text
    done = await card.press("Give to all")
    await done.until(lambda answer: "2 got it" in answer.text)
    assert {grant[:2] for grant in await grants(db, club)} == {(mai.id, badge), (bob.id, badge)}
    left = File("ids.csv", f"{gone.id}\n12\n".encode())
    nobody = await linh.command("grant file", reward="Reader", file=left)
    assert "1 is not in this server" in nobody.text
    assert "line 2" in nobody.text
    assert nobody.buttons == []


async def test_delivered_twice_nobody_gets_two(
    discord: LocalDiscord, db: Database, club: Community, linh: Member
) -> None:
    await publish(db, club, RewardKind.COUPON, "Pen", cost=1, stock=200)
    readers = club.add_role("Readers")
    for number in range(60):
        club.add_member(f"Reader {number}", roles=[readers])
    card = await linh.command("grant role", reward="Pen", role=readers)
    discord.deliver_twice()
    done = await card.press("Give to all")
    await done.until(lambda answer: "60 got it" in answer.text)
    assert len(await grants(db, club)) == 60


async def test_a_plan_and_a_picker_work_after_a_restart(
    bot: RunningBot, db: Database, club: Community, linh: Member, mai: Member
) -> None:
    badge = await publish(db, club)
    mug = await publish(db, club, RewardKind.COUPON, "Mug", cost=1, stock=5)
    readers = club.add_role("Readers")
    await mai.add_role(readers)
    plan = await linh.command("grant role", reward="Reader", role=readers)
    picker = await linh.menu("Grant reward", on=mai)
    await bot.restart()
    done = await plan.press("Give to all")
    await done.until(lambda answer: "1 got it" in answer.text)
    await picker.choose("Mug")
    assert await grants(db, club) == [(mai.id, badge, "held"), (mai.id, mug, "held")]
    card = await linh.command("revoke", member=mai, reward="Mug")
    await bot.restart()
    await card.press("Take it back")
    assert await grants(db, club) == [(mai.id, badge, "held"), (mai.id, mug, "revoked")]


async def test_cancelled_nobody_gets_anything(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    await publish(db, club)
    readers = club.add_role("Readers")
    await mai.add_role(readers)
    card = await linh.command("grant role", reward="Reader", role=readers)
    assert (await card.press("Cancel")).buttons == []
    assert await grants(db, club) == []


async def test_refusals_before_any_plan(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    await publish(db, club)
    await publish(db, club, RewardKind.VOUCHER, "Empty")
    empty = club.add_role("Empty")
    await mai.add_role(club.add_role("Readers"))
    for reward, role in (("Reader", empty), ("Empty", mai.roles[0]), ("Nonsense", empty)):
        refused = await linh.command("grant role", reward=reward, role=role)
        assert refused.buttons == []
    refused = await linh.command("grant file", reward="Reader", file=File("ids.csv", b""))
    assert refused.buttons == []


async def test_members_are_refused(db: Database, club: Community, mai: Member, bob: Member) -> None:
    await publish(db, club)
    readers = club.add_role("Readers")
    await bob.add_role(readers)
    ids = File("ids.csv", str(bob.id).encode())
    for command, options in (
        ("grant role", {"role": readers}),
        ("grant file", {"file": ids}),
    ):
        refused = await mai.command(command, reward="Reader", **options, force=True)
        assert "for managers" in refused.text
    deputies = club.add_role("Deputies", permissions=Permissions.MANAGE_GUILD)
    helper = club.add_member("Huy", roles=[deputies])
    card = await helper.command("grant role", reward="Reader", role=readers)
    await helper.remove_role(deputies)
    assert "for managers" in (await card.press("Give to all")).text
    assert await grants(db, club) == []
